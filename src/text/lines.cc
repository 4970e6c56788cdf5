#include "text/lines.h"

#include <algorithm>

#include "text/unicode.h"

namespace dechaff {

std::vector<Line> split_lines(std::string_view text) {
  std::vector<Line> lines;
  auto find = [&](char c, size_t from) { return std::min(text.find(c, from), text.size()); };
  size_t lf = find('\n', 0), cr = find('\r', 0);  // the next ones
  for (size_t begin = 0; begin < text.size();) {
    if (lf < begin) lf = find('\n', begin);
    if (cr < begin) cr = find('\r', begin);
    size_t end = std::min(lf, cr);
    size_t next = end == text.size() ? end : end + 1;
    if (end == cr && next == lf && lf < text.size()) ++next;
    lines.push_back({begin, end, next, trim(text.substr(begin, end - begin))});
    begin = next;
  }
  return lines;
}

}  // namespace dechaff
