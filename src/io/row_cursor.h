// Rows of a ledger's file, one after the other.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

namespace dechaff {

// Reads the rows of a file between two offsets. Lines that are no rows are passed over, and so is a last line
// without a line feed: it was not written to its end.
class RowCursor {
 public:
  // `fd` must stay open. Begins with the first line that begins at or behind `begin`.
  RowCursor(int fd, off_t begin, off_t end);

  bool next();  // false at the end or after an error

  const std::string& document() const { return document_; }
  std::string_view line() const { return std::string_view(buffer_).substr(line_begin_, line_size_); }
  off_t begin() const { return base_ + static_cast<off_t>(line_begin_); }
  off_t end() const { return begin() + static_cast<off_t>(line_size_) + 1; }
  int error() const { return error_; }

 private:
  bool next_line();
  bool fill();

  int fd_;
  off_t file_end_;
  off_t base_;  // offset in the file of buffer_[0]
  std::string buffer_;
  size_t line_begin_ = 0, line_size_ = 0, next_begin_ = 0;
  std::string document_;
  int error_ = 0;
};

}  // namespace dechaff
