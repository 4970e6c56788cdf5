#include "corpus/joined_text.h"

#include <algorithm>

namespace dechaff {

JoinedText::JoinedText(const std::vector<GoldLine>& lines) {
  for (const GoldLine& line : lines) {
    if (!places.empty()) text += '\n';
    places.push_back({text.size(), text.size() + line.text.size()});
    text += line.text;
  }
}

size_t JoinedText::line_at(size_t offset) const {
  auto after = std::upper_bound(places.begin(), places.end(), offset,
                                [](size_t byte, const Range& place) { return byte < place.begin; });
  return after - places.begin() - 1;
}

}  // namespace dechaff
