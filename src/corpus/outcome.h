// What cleaning does to each line of a labelled document, and which rule did it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "clean/cleaner.h"
#include "corpus/joined_text.h"

namespace dechaff {

struct LineOutcome {
  // Share of the line's visible code points that stay: 1 when it is untouched, 0 when it goes whole. A blank
  // line stays.
  double kept = 1;

  // What decided. When something went: the rule that took most of it, or kNoRule and the sum of evidence that
  // did. When all stayed: the same of the verdict in the first examination; no evidence when it was not
  // asked.
  int32_t rule = kNoRule;
  std::optional<int64_t> evidence;

  // Rules that hit in the first examination, in the zone that they ask for, and the rule that reached down to
  // the line from a heading. kNoRule stands for evidence that was strong enough. Ascending.
  std::vector<int32_t> hits;

  // The rules that the line hangs on, if it counts as removed; see needed.h.
  std::vector<int32_t> needed;

  // Why, in words: of a line that the label does not want treated so, be it in part.
  std::string reason;
};

// Whether anything of story goes, or of chaff stays.
constexpr bool falls_short(Label label, double kept) {
  return (label == Label::story && kept < 1) || (label == Label::chaff && kept > 0);
}

// The outcome of each line when the document is cleaned: its lines joined with newlines, for the site of its
// URL.
std::vector<LineOutcome> outcomes_of(const GoldDocument& document, const Cleaner& cleaner);

// Their `kept` alone, in less time.
std::vector<double> kept_shares(const GoldDocument& document, const Cleaner& cleaner);
std::vector<double> kept_shares(const JoinedText& joined, const Cleaned& cleaned, const Cleaner& cleaner);

}  // namespace dechaff
