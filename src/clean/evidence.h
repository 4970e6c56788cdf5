// Evidence: the sum of named weights that says how likely a line is chaff when no rule decides it.
//
// An additive model in log-odds: the base, for each measure the weight of the bucket that the line's value
// falls in, and the weight of each `weigh` rule that hits. Articles and pages have a model each (see
// rule/weights.h). Whole thousandths throughout.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "clean/layout.h"

namespace dechaff {

// The weights of a rule set, laid out to be added up. Immutable, and may be used by many threads at once.
class Evidence {
 public:
  // `rules` must outlive it.
  explicit Evidence(const RuleSet& rules);

  const RuleSet& rules() const { return rules_; }

  // Log-odds in thousandths.
  int64_t sum(const Measures& line, Zone zone, std::span<const RuleIndex> hits) const;

  // Whether the sum may reach the limit, whatever the measures of words turn out to be. They need not be
  // measured.
  bool may_reach(int64_t limit, const Measures& line, Zone zone, std::span<const RuleIndex> hits) const;

 private:
  // The buckets of a measure as a table: weights_[first + v - least] is what the value v adds. Values below
  // `least` add what it adds, and so do those above `most`. Of a measure with bounds far apart only the first
  // values are in the table.
  struct Part {
    const MeasureWeight* buckets;
    Measure measure;
    int32_t least, most;
    size_t first, size;
    int64_t at_most;  // that this part and all behind it can add
  };
  // Parts with large weights come first, those of words last.
  struct Model {
    std::vector<Part> parts;
    size_t words_begin;
  };

  Model laid_out(const EvidenceModel& model);
  Part table_of(const MeasureWeight& buckets);
  int64_t weight_of(const Part& part, const Measures& line) const;
  int64_t base_and_rules(TextKind kind, Zone zone, std::span<const RuleIndex> hits) const;

  const RuleSet& rules_;
  std::vector<int32_t> weights_;
  std::array<Model, std::size(kTextKinds)> models_;  // by kind
};

struct EvidencePart {
  std::string name;  // a rule's id, "base", "base of a page", or a measure with its bucket: "chars 20-39"
  int64_t weight;
  int32_t rule = -1;  // the rule's index, or -1
};

// The sum part by part, largest effect first, without those that weigh nothing.
std::vector<EvidencePart> evidence_parts(const MeasuredLine& line, Zone zone, std::span<const RuleIndex> hits,
                                         const RuleSet& rules);

}  // namespace dechaff
