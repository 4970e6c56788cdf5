// The measures of a line that depend on its neighbours' fate: distance to prose, what introduces it, lines
// taken nearby and in the whole document, words shared with the story, and how long the lines beside it are.
#pragma once

#include "clean/layout.h"

namespace dechaff {

void measure_surroundings(std::vector<MeasuredLine>& lines, const Layout& layout, const Hits& hits,
                          const RuleSet& rules);

}  // namespace dechaff
