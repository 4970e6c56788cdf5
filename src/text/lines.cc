#include "text/lines.h"

#include "text/unicode.h"

namespace dechaff {

std::vector<Line> split_lines(std::string_view text) {
  std::vector<Line> lines;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = text.find_first_of("\r\n", begin);
    size_t next = end == text.npos ? text.size() : end + 1;
    if (end == text.npos) end = text.size();
    if (end < text.size() && text[end] == '\r' && next < text.size() && text[next] == '\n') ++next;
    lines.push_back({begin, end, next, trim(text.substr(begin, end - begin))});
    begin = next;
  }
  return lines;
}

}  // namespace dechaff
