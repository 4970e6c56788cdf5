#include "clean/recurrence.h"

#include <algorithm>

#include "text/line_key.h"

namespace dechaff {

void measure_recurrence(std::vector<MeasuredLine>& lines, const LearnedLines& table, std::string_view site) {
  const SiteLines* known = table.find(site);
  if (!known) return;
  for (MeasuredLine& line : lines) {
    if (line.line.blank()) continue;
    std::optional<uint64_t> key = line_key(line.folded);
    size_t stories = key ? known->stories_with(*key) : 0;
    line.measures[Measure::recurs] = static_cast<int32_t>(std::max<size_t>(stories, 1) - 1);
  }
}

}  // namespace dechaff
