#include "clean/surroundings.h"

#include <algorithm>

#include "clean/recurrence.h"
#include "clean/story_words.h"

namespace dechaff {
namespace {

constexpr int kNone = 99;
constexpr int kNoLine = -1;

void measure_introduced(std::vector<MeasuredLine>& lines, const std::vector<bool>& prose,
                        const std::vector<bool>& taken) {
  int down = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].line.blank()) continue;
    Measures& m = lines[i].measures;
    if (taken[i]) {
      down = 0;
    } else if (prose[i]) {
      down = m[Measure::ending] == kColon;
    } else if (down > 0) {
      m[Measure::introduced] = down++;
    }
  }
}

}  // namespace

void measure_surroundings(std::vector<MeasuredLine>& lines, const Layout& layout) {
  const std::vector<bool>& taken = layout.taken;
  std::vector<size_t> filled, left;  // lines that are not blank, and those of them that no rule takes
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].line.blank()) continue;
    filled.push_back(i);
    if (!taken[i]) left.push_back(i);
  }
  if (filled.empty()) return;
  auto is_taken = [&](size_t k) { return taken[filled[k]] || recurs(lines[filled[k]].measures); };
  auto count_taken = [&](size_t first, size_t last) {
    size_t n = 0;
    for (size_t k = first; k < last && k < filled.size(); ++k) n += is_taken(k);
    return n;
  };
  auto all_taken = static_cast<int>(count_taken(0, filled.size()));
  auto all_prose =
      static_cast<int>(std::count_if(left.begin(), left.end(), [&](size_t i) { return layout.prose[i]; }));
  for (size_t k = 0; k < filled.size(); ++k) {
    Measures& m = lines[filled[k]].measures;
    m[Measure::removed_above] = static_cast<int>(count_taken(k < 2 ? 0 : k - 2, k));
    m[Measure::removed_below] = static_cast<int>(count_taken(k + 1, k + 3));
    m[Measure::chars_above] = k > 0 ? lines[filled[k - 1]].measures[Measure::chars] : kNoLine;
    m[Measure::chars_below] = k + 1 < filled.size() ? lines[filled[k + 1]].measures[Measure::chars] : kNoLine;
    m[Measure::taken] = all_taken;
    m[Measure::prose] = all_prose;
  }
  int away = kNone;
  for (size_t k = 0; k < filled.size(); ++k) {
    away = is_taken(k) ? 0 : std::min(kNone, away + 1);
    lines[filled[k]].measures[Measure::nearest] = away;
  }
  away = kNone;
  for (size_t k = filled.size(); k-- > 0;) {
    int32_t& nearest = lines[filled[k]].measures[Measure::nearest];
    away = nearest == 0 ? 0 : std::min(kNone, away + 1);
    nearest = std::min(nearest, away);
  }
  measure_introduced(lines, layout.prose, taken);
  // Distances and runs are those that are seen once the rules' lines are gone.
  int distance = kNone;
  for (size_t i : left) {
    distance = layout.prose[i] ? 0 : std::min(kNone, distance + 1);
    lines[i].measures[Measure::above] = distance;
  }
  distance = kNone;
  for (size_t k = left.size(); k-- > 0;) {
    distance = layout.prose[left[k]] ? 0 : std::min(kNone, distance + 1);
    lines[left[k]].measures[Measure::below] = distance;
  }
  for (size_t first = 0; first < left.size();) {
    size_t last = first;
    while (last < left.size() && !layout.prose[left[last]]) ++last;
    for (size_t k = first; k < last; ++k)
      lines[left[k]].measures[Measure::run] = static_cast<int>(last - first);
    first = std::max(last, first + 1);
  }
}

void measure_words(std::vector<MeasuredLine>& lines, const Layout& layout, std::span<const size_t> asked) {
  std::vector<size_t> left;
  std::copy_if(asked.begin(), asked.end(), std::back_inserter(left),
               [&](size_t i) { return !layout.taken[i]; });
  if (left.empty()) return;
  StoryWords words(lines, layout.prose, left);
  std::vector<StoryWords::Cover> covers = words.covers(left);
  for (size_t k = 0; k < left.size(); ++k) {
    Measures& m = lines[left[k]].measures;
    m[Measure::shared] = words.sharing(left[k], [](size_t) { return true; }).percent;
    m[Measure::covered_above] = covers[k].above;
    m[Measure::covered_below] = covers[k].below;
  }
}

}  // namespace dechaff
