// How each rule does on labelled lines: what it hits, and whether what it removes is chaff.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "corpus/outcome.h"

namespace dechaff {

class RuleTally {
 public:
  // `rules` must outlive the tally.
  explicit RuleTally(const RuleSet& rules) : rules_(rules), entries_(rules.rules().size() + 1) {}

  void add(const GoldDocument& document, std::span<const LineOutcome> outcomes);

  // One row for each rule that hit, and one for the evidence, most story lost first.
  std::string text() const;

 private:
  // Lines. Those that are not scored are among the hits and the decided.
  struct Entry {
    int64_t hits = 0, chaff_hits = 0;
    int64_t decided = 0, chaff = 0, story = 0;  // removed lines, as the score counts them
  };

  Entry& entry(int32_t rule) { return rule == kNoRule ? entries_.back() : entries_[rule]; }

  const RuleSet& rules_;
  std::vector<Entry> entries_;  // by rule; the last is the evidence's
};

}  // namespace dechaff
