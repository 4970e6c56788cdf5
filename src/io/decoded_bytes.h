// The text of what may be compressed, known by its first bytes and not by a name.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "io/byte_source.h"
#include "io/compression.h"

namespace dechaff {

// Members of gzip files and frames of Zstandard, one after the other, with their text in place of them; all
// else as it is. Zeros may follow the last member, as tapes need them; other bytes there are an error, and so
// are archives and formats that are not known here. It takes memory for the window of a frame, which has at
// most 128 MB, and for 128 KB of the source.
class DecodedBytes : public ByteSource {
 public:
  // The source must outlive this object.
  explicit DecodedBytes(ByteSource& source) : source_(source) {}

  // Waits for the first bytes.
  bool is_compressed();

  size_t read(char* to, size_t size) override;
  bool is_ready() const override;
  bool is_whole() const override { return is_whole_; }
  const std::string& error() const override { return error_; }
  uint64_t bytes_used() const override { return source_.bytes_used() - in_.size(); }

 private:
  enum class State { begin, plain, between, member, ended };

  bool fill();
  void read_magic();
  void begin();
  void begin_member();
  size_t read_member(char* to, size_t size);
  size_t read_plain(char* to, size_t size);
  void end();
  void break_off(std::string_view format);
  void fail(std::string why);
  std::string bytes_behind() const;

  ByteSource& source_;
  State state_ = State::begin;
  std::vector<char> buffer_;
  std::string_view in_;      // the part of buffer_ that was not used
  std::string_view format_;  // of the member that was begun last
  std::unique_ptr<Decoder> decoder_;
  bool decoded_any_ = false;  // a member was begun
  bool has_more_ = false;     // the decoder, without more bytes
  bool is_whole_ = false;
  std::string error_;
};

}  // namespace dechaff
