// Bytes are read to where they stay: only the part of a row behind the whole ones moves to the next batch.
#include "io/row_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dechaff {

std::optional<RowBatch> RowReader::next() {
  using Holds = RowBatch::Holds;
  while (used_ < batch_bytes_ || whole_end_ == 0) {
    if (whole_end_ > 0 && !source_.is_ready()) break;
    if (whole_end_ == 0 && used_ >= (in_too_long_ ? batch_bytes_ : most_row_bytes_)) {
      bool is_begun = std::exchange(in_too_long_, true);
      return take(used_, is_begun ? Holds::rest_of_too_long : Holds::begin_of_too_long);
    }
    if (fill()) continue;
    // The whole rows before an error, or before it was stopped, still count.
    if (source_.is_whole()) whole_end_ = used_;
    break;
  }
  if (whole_end_ == 0) return std::nullopt;
  if (!std::exchange(in_too_long_, false)) return take(whole_end_, Holds::rows);
  size_t feed = std::string_view(buffer_.data(), whole_end_).find('\n');
  return take(std::min(feed, whole_end_ - 1) + 1, Holds::rest_of_too_long);
}

std::string RowReader::error() const {
  if (source_.error().empty() || line_ == 1) return source_.error();
  return fmt::format("behind line {}: {}", line_ - 1, source_.error());
}

// Reads once; false at the end.
bool RowReader::fill() {
  if (used_ == buffer_.size()) buffer_.resize(std::max(batch_bytes_, used_ + used_ / 2 + 1));
  size_t n = source_.read(buffer_.data() + used_, buffer_.size() - used_);
  size_t feed = std::string_view(buffer_.data() + used_, n).rfind('\n');
  if (feed != std::string_view::npos) whole_end_ = used_ + feed + 1;
  used_ += n;
  return n > 0;
}

// Gives out the first `size` bytes.
RowBatch RowReader::take(size_t size, RowBatch::Holds holds) {
  std::string rest = buffer_.substr(size, used_ - size);
  RowBatch batch{std::move(buffer_), {}, line_, holds, source_.bytes_used()};
  batch.rows.resize(size);
  for (size_t end = 0; end < size; batch.ends.push_back(end)) {
    size_t feed = batch.rows.find('\n', end);
    line_ += feed != batch.rows.npos;
    end = std::min(feed, size - 1) + 1;
  }
  buffer_ = std::move(rest);
  used_ = buffer_.size();
  whole_end_ -= std::min(whole_end_, size);
  return batch;
}

}  // namespace dechaff
