// What cleaning does to each line of a labelled document, and which rule did it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "clean/cleaner.h"
#include "corpus/gold.h"

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
};

// The outcome of each line when the document is cleaned: its lines joined with newlines, for the site of its
// URL.
std::vector<LineOutcome> outcomes_of(const GoldDocument& document, const Cleaner& cleaner);

}  // namespace dechaff
