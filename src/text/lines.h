// The lossless line split.
#pragma once

#include <string_view>
#include <vector>

namespace dechaff {

// Offsets in bytes into the text. [begin, end) is the line, [end, next) its terminator: LF, CRLF, a lone CR,
// or nothing at the end of the text. U+2028 and other separators do not end a line. `trimmed` is a view of
// the text, without white space and BOM at both ends; it is empty for a blank line.
struct Line {
  size_t begin;
  size_t end;
  size_t next;
  std::string_view trimmed;

  bool blank() const { return trimmed.empty(); }
};

// The lines tile the text: the first begins at 0, each begins where the one before has its `next`, the last
// ends at the text's end. An empty text has no lines. The views live as long as the text.
std::vector<Line> split_lines(std::string_view text);

}  // namespace dechaff
