// Bytes from and to open files, pipes among them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff {

// Both return an errno value, 0 when all went well, and go on after signals.
int write_all(int fd, std::string_view text);
int read_all(int fd, size_t expected_size, std::string& text);  // appends all up to the end

// Some rows of a stream, each with its line feed; the stream's last one may have none.
struct RowBatch {
  std::string rows;
  size_t first_line;  // of the stream, from 1
};

// A stream of rows, a batch at a time. It needs no more memory than a batch, or a row if that is longer.
class RowReader {
 public:
  // As soon as `stop_fd` can be read, the stream is taken to be at its end.
  explicit RowReader(int fd, int stop_fd = -1, size_t batch_bytes = 1 << 20)
      : fd_(fd), stop_fd_(stop_fd), batch_bytes_(batch_bytes) {}

  // Nothing at the end of the stream, or after an error. A batch ends early when nothing more is waiting to
  // be read, so that rows do not wait for those that come much later.
  std::optional<RowBatch> next();

  int error() const { return error_; }  // an errno value

 private:
  bool fill();
  bool stopped();
  bool more_is_waiting() const;

  int fd_, stop_fd_;
  size_t batch_bytes_;
  std::vector<char> chunk_;
  std::string buffer_;    // what was read and not given out
  size_t whole_end_ = 0;  // where the last whole row of buffer_ ends
  size_t line_ = 1;
  int error_ = 0;
  bool stopped_ = false;
};

}  // namespace dechaff
