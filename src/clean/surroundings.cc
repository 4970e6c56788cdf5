// One way down the text and one up again.
#include "clean/surroundings.h"

#include <algorithm>

#include "clean/recurrence.h"
#include "clean/story_words.h"

namespace dechaff {
namespace {

constexpr int kNone = 99;
constexpr int kNoLine = -1;

// Of a line: whether it is prose, whether rules take it, and whether it is as good as taken.
struct Fate {
  bool is_prose, by_rules, is_taken;
};

Fate fate_of(size_t i, const Measures& m, const Layout& layout) {
  return {layout.prose[i], layout.taken[i], layout.taken[i] || recurs(m)};
}

// What lies behind on the way through the lines, blank ones not counted.
struct Way {
  int chars = kNoLine;                       // of the last line
  int last_taken = 0, one_before_taken = 0;  // 1 if they are
  int since_taken = kNone;                   // lines since the last one that is taken
  int since_prose = kNone;                   // the same for prose, without the rules' lines

  void pass(const Measures& m, Fate fate) {
    chars = m[Measure::chars];
    one_before_taken = last_taken;
    last_taken = fate.is_taken;
    since_taken = fate.is_taken ? 0 : std::min(kNone, since_taken + 1);
    if (!fate.by_rules) since_prose = fate.is_prose ? 0 : std::min(kNone, since_prose + 1);
  }
};

}  // namespace

// Distances to prose and runs are those that are seen once the rules' lines are gone.
void measure_surroundings(std::vector<MeasuredLine>& lines, const Layout& layout) {
  Way down, up;
  int taken = 0, prose = 0;  // lines of the document
  int introduced = 0, run = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].line.blank()) continue;
    Measures& m = lines[i].measures;
    Fate fate = fate_of(i, m, layout);
    m[Measure::chars_above] = down.chars;
    m[Measure::removed_above] = down.last_taken + down.one_before_taken;
    down.pass(m, fate);
    m[Measure::nearest] = down.since_taken;
    taken += fate.is_taken;
    if (fate.by_rules) {
      introduced = 0;
      continue;
    }
    m[Measure::above] = down.since_prose;
    m[Measure::run] = run = fate.is_prose ? 0 : run + 1;  // so far
    prose += fate.is_prose;
    if (fate.is_prose) {
      introduced = m[Measure::ending] == kColon;
    } else if (introduced > 0) {
      m[Measure::introduced] = introduced++;
    }
  }
  run = 0;
  for (size_t i = lines.size(); i-- > 0;) {
    if (lines[i].line.blank()) continue;
    Measures& m = lines[i].measures;
    Fate fate = fate_of(i, m, layout);
    m[Measure::chars_below] = up.chars;
    m[Measure::removed_below] = up.last_taken + up.one_before_taken;
    up.pass(m, fate);
    m[Measure::nearest] = std::min(m[Measure::nearest], up.since_taken);
    m[Measure::taken] = taken;
    m[Measure::prose] = prose;
    if (fate.by_rules) continue;
    m[Measure::below] = up.since_prose;
    run = fate.is_prose ? 0 : std::max(run, m[Measure::run]);  // of its last line it is known
    m[Measure::run] = run;
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
