// Measures: whole numbers that say how a line looks and where it stands, without knowing any rule.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/lines.h"

namespace dechaff {

enum class Measure : uint8_t {
  // Of the line alone.
  chars,
  words,
  sentences,
  ending,
  sentence,
  truncated,
  capitals,
  uppercase,
  digits,
  punctuation,
  links,
  separators,
  quote,
  stopwords,
  tokens,
  longest,
  upper_chars,
  // Of the line among the other lines.
  position,
  repeats,
  within,
  truncated_run,
  listed,
  // Of the line among the stories of its site; set by clean/recurrence.
  recurs,
  // Of the line among the lines that the rules took and left; set by clean/surroundings.
  above,
  below,
  removed_above,
  removed_below,
  run,
  chars_above,
  chars_below,
  shared,
  covered_above,
  covered_below,
  nearest,
  introduced,
  // Of the document, by the lines that the rules took and left; set by clean/surroundings, too.
  taken,
  prose,
};
// Whether a line has it whatever the other lines are.
constexpr bool is_of_line_alone(Measure m) {
  return m < Measure::position;
}
constexpr size_t kMeasureCount = static_cast<size_t>(Measure::prose) + 1;

// Everything that is said about a measure: its name in rule files and reports, and one line for people.
struct MeasureInfo {
  Measure measure;
  std::string_view name;
  std::string_view about;
  bool in_when;  // known before rules are matched, so a rule's `when` may ask for it
};
std::span<const MeasureInfo, kMeasureCount> measure_table();
std::optional<Measure> find_measure(std::string_view name);

class Measures {
 public:
  int32_t operator[](Measure m) const { return values_[static_cast<size_t>(m)]; }
  int32_t& operator[](Measure m) { return values_[static_cast<size_t>(m)]; }

  // Zeroes all but what the line alone tells.
  void forget_other_lines() {
    std::fill(values_.begin() + static_cast<size_t>(Measure::position), values_.end(), 0);
  }

 private:
  std::array<int32_t, kMeasureCount> values_{};
};

struct MeasuredLine {
  Line line;
  std::string folded;  // of line.trimmed
  Measures measures;
};

// Measures all lines of a document; those that depend on rules stay zero, and `recurs` stays -1.
std::vector<MeasuredLine> measure_lines(const std::vector<Line>& lines);

// The same in two steps: what a line alone tells, all of it zero for a blank one, and then what all lines of
// the document tell of each.
MeasuredLine measure_line(const Line& line);
void measure_among_others(std::vector<MeasuredLine>& lines);

}  // namespace dechaff
