// The decision: for every line, whether it stays, and why.
#pragma once

#include <cstdint>
#include <vector>

#include "clean/evidence.h"
#include "clean/layout.h"
#include "clean/options.h"
#include "rule/pattern.h"

namespace dechaff {

constexpr int32_t kNoRule = -1;

struct Verdict {
  bool remove = false;      // the whole line
  std::vector<Range> cuts;  // else the parts of line.trimmed that go, ascending
  bool exact = false;       // no space goes with them
  int32_t rule = kNoRule;   // that decided: removes, cuts, or keeps; kNoRule leaves it to the evidence
  int32_t heading = -1;     // line under whose heading it stands, when a block or `rest` reaches down to it
  bool evidence_counts = false;  // whether it was weighed: no rule decided, and there is prose
  int64_t evidence = 0;          // the sum, where it was
};

// How evidence is used.
struct Weighing {
  bool removes = true;     // else only rules remove
  bool all_lines = false;  // that no rule decides; else only those that may come to the limit
};

// By line; blank lines stay, as far as this stage knows. Sets the measures of words: of the lines that are
// weighed, or of all that rules leave where all are weighed.
std::vector<Verdict> decide(std::vector<MeasuredLine>& lines, const Hits& hits, const Layout& layout,
                            const Evidence& evidence, const CleanOptions& options, Weighing weighing);

// Whether the options let removals of this category happen.
bool selects(const CleanOptions& options, std::string_view category);

// The sum of evidence, in thousandths, from which a line is removed under these options.
int64_t evidence_limit(const RuleSet& rules, const CleanOptions& options);

}  // namespace dechaff
