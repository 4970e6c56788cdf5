// Evidence: the sum of named weights that says how likely a line is chaff when no rule decides it.
//
// An additive model in log-odds: the base, for each measure the weight of the bucket that the line's value
// falls in, and the weight of each `weigh` rule that hits. Articles and pages have a model each (see
// rule/weights.h). Whole thousandths throughout.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "clean/layout.h"

namespace dechaff {

struct EvidencePart {
  std::string name;  // a rule's id, "base", "base of a page", or a measure with its bucket: "chars 20-39"
  int64_t weight;
  int32_t rule = -1;  // the rule's index, or -1
};

// Log-odds in thousandths.
int64_t evidence_sum(const MeasuredLine& line, Zone zone, const std::vector<RuleIndex>& hits,
                     const RuleSet& rules);

// The same sum part by part, largest effect first, without those that weigh nothing.
std::vector<EvidencePart> evidence_parts(const MeasuredLine& line, Zone zone,
                                         const std::vector<RuleIndex>& hits, const RuleSet& rules);

}  // namespace dechaff
