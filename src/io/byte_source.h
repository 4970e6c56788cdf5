// Bytes that come one after the other: from a file or pipe, or out of what is compressed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace dechaff {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Waits until there are bytes, and puts up to `size` of them at `to`. 0 says that no more will come.
  virtual size_t read(char* to, size_t size) = 0;

  // Whether the next read() does not have to wait.
  virtual bool is_ready() const = 0;

  // When no more come: whether these were all, and if something failed, what, and what to do.
  virtual bool is_whole() const = 0;
  virtual const std::string& error() const = 0;

  // How much of the file or pipe was used up.
  virtual uint64_t bytes_used() const = 0;
};

// The bytes of an open file or pipe.
class FileBytes : public ByteSource {
 public:
  // As soon as `stop_fd` can be read, no more come.
  explicit FileBytes(int fd, int stop_fd = -1) : fd_(fd), stop_fd_(stop_fd) {}

  size_t read(char* to, size_t size) override;
  bool is_ready() const override;
  bool is_whole() const override { return is_whole_; }
  const std::string& error() const override { return error_; }
  uint64_t bytes_used() const override { return bytes_used_; }

 private:
  bool is_stopped() const;

  int fd_, stop_fd_;
  bool is_whole_ = false;
  std::string error_;
  uint64_t bytes_used_ = 0;
};

}  // namespace dechaff
