// The measures of a line that depend on its neighbours' fate: distance to prose, what introduces it, lines
// taken nearby and in the whole document, words shared with the story, and how long the lines beside it are.
#pragma once

#include <span>

#include "clean/layout.h"

namespace dechaff {

// Sets all but those of words.
void measure_surroundings(std::vector<MeasuredLine>& lines, const Layout& layout);

// The measures of words shared with the story: they take more time than all others, and few lines need them.
constexpr bool is_of_words(Measure m) {
  return m == Measure::shared || m == Measure::covered_above || m == Measure::covered_below;
}

// Sets them for the lines that are asked for, ascending, of those that are not blank. Of a line that rules
// take they stay as they are.
void measure_words(std::vector<MeasuredLine>& lines, const Layout& layout, std::span<const size_t> asked);

}  // namespace dechaff
