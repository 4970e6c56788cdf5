#include "text/links.h"

#include <algorithm>

#include "text/ascii.h"

namespace dechaff {
namespace {

// Whether the text has any of the bytes that tell a link: most lines have none.
bool may_have_links(std::string_view text) {
  constexpr size_t kStep = 16, kAhead = 2;
  if (text.size() < kStep + kAhead) return true;
  auto at = [&](size_t i) {
    Bytes16 a = load16(text.data() + i), b = load16(text.data() + i + 1), c = load16(text.data() + i + 2);
    auto any = (a == '@') | (a == '#') | ((a == ':') & (b == '/')) | ((a == 't') & (b == 't') & (c == 'p')) |
               ((a == 'w') & (b == 'w') & (c == 'w'));
    return zeros_before(any) < kStep;
  };
  size_t last = text.size() - kStep - kAhead;
  for (size_t i = 0; i < last; i += kStep) {
    if (at(i)) return true;
  }
  return at(last) || text.find_first_of("@#", text.size() - kAhead) != text.npos;
}

}  // namespace

size_t count_links(std::string_view folded) {
  if (!may_have_links(folded)) return 0;
  size_t links = 0;
  for (size_t begin = 0; begin < folded.size();) {
    size_t end = std::min(folded.find(' ', begin), folded.size());
    std::string_view token = folded.substr(begin, end - begin);
    bool address = token.starts_with("http") || token.starts_with("www.") || token.find("://") != token.npos;
    size_t at = token.find('@');
    bool named = token.size() > 2 && (at != token.npos || token[0] == '#') && at + 1 != token.size();
    links += address || named;
    begin = end + 1;
  }
  return links;
}

}  // namespace dechaff
