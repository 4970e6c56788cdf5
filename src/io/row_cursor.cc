#include "io/row_cursor.h"

#include <algorithm>

#include "io/ledger_row.h"
#include "io/retry.h"

namespace dechaff {
namespace {

constexpr size_t kReadBytes = 64 << 10;

}  // namespace

RowCursor::RowCursor(int fd, off_t begin, off_t end)
    : fd_(fd), file_end_(end), base_(std::max<off_t>(begin - 1, 0)) {
  if (begin > 0) next_line();  // up to the line feed that is the byte before `begin`, or the first behind it
}

bool RowCursor::next() {
  while (next_line()) {
    auto document = document_of_row(line());
    if (!document) continue;
    document_ = std::move(*document);
    return true;
  }
  return false;
}

bool RowCursor::next_line() {
  size_t searched = next_begin_, feed;
  while ((feed = buffer_.find('\n', searched)) == buffer_.npos) {
    searched = buffer_.size() - next_begin_;
    if (!fill()) return false;
    // What was in front of the line is gone from the buffer.
    searched += next_begin_;
  }
  line_begin_ = next_begin_;
  line_size_ = feed - line_begin_;
  next_begin_ = feed + 1;
  return true;
}

// Reads more behind the line that is to come, and forgets what is in front of it.
bool RowCursor::fill() {
  buffer_.erase(0, next_begin_);
  base_ += static_cast<off_t>(next_begin_);
  next_begin_ = line_begin_ = line_size_ = 0;
  off_t at = base_ + static_cast<off_t>(buffer_.size());
  if (at >= file_end_ || error_) return false;
  size_t used = buffer_.size();
  size_t wanted = static_cast<size_t>(std::min<off_t>(file_end_ - at, std::max(kReadBytes, used)));
  buffer_.resize(used + wanted);
  ssize_t n = retried([&] { return pread(fd_, buffer_.data() + used, wanted, at); });
  if (n < 0) error_ = errno;
  buffer_.resize(used + static_cast<size_t>(std::max<ssize_t>(n, 0)));
  return n > 0;
}

}  // namespace dechaff
