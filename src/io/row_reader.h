// Rows of a stream, some at a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/byte_source.h"

namespace dechaff {

// Some rows, each with its line feed; the stream's last one may have none. A row that is longer than a row
// may be comes alone, in several batches.
struct RowBatch {
  enum class Holds { rows, begin_of_too_long, rest_of_too_long };

  std::string rows;
  std::vector<size_t> ends;  // where each row ends
  size_t first_line;         // of the stream, from 1
  Holds holds;
  uint64_t bytes_used;  // of the source, by now
};

constexpr size_t kMostRowBytes = 256 << 20;

// It needs no more memory than twice a batch, or twice the longest row that is cleaned.
class RowReader {
 public:
  // The source must outlive the reader.
  explicit RowReader(ByteSource& source, size_t batch_bytes = 256 << 10,
                     size_t most_row_bytes = kMostRowBytes)
      : source_(source), batch_bytes_(batch_bytes), most_row_bytes_(most_row_bytes) {}

  // Nothing at the end of the stream, or after an error: then the whole rows before it were given out. A
  // batch ends early when nothing more is waiting to be read, so that rows do not wait for those that come
  // much later.
  std::optional<RowBatch> next();

  // What failed, where, and what to do; empty when nothing did.
  std::string error() const;

 private:
  bool fill();
  RowBatch take(size_t size, RowBatch::Holds holds);

  ByteSource& source_;
  size_t batch_bytes_, most_row_bytes_;
  std::string buffer_;  // what was read and not given out, in its first used_ bytes
  size_t used_ = 0;
  size_t whole_end_ = 0;  // where the last whole row ends
  size_t line_ = 1;
  bool in_too_long_ = false;  // the buffer begins within a row of which a part was given out
};

}  // namespace dechaff
