// How each rule, and each category of rules, does on labelled lines: what it hits, and whether what it
// removes is chaff.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/outcome.h"

namespace dechaff {

class RuleTally {
 public:
  // `rules` must outlive the tally.
  explicit RuleTally(const RuleSet& rules) : rules_(rules), entries_(rules.rules().size() + 1) {}

  void add(const GoldDocument& document, std::span<const LineOutcome> outcomes);

  // Lines. Those that are not scored are among the hits and the removed.
  struct Entry {
    int64_t hits = 0, chaff_hits = 0;
    int64_t removed = 0, chaff = 0, story = 0;  // because of it, as the score counts them
    // Removed lines of chaff that only this rule caught. Of a `weigh` rule, those that evidence takes and
    // would not without its weight. See needed.h.
    int64_t alone = 0;

    // The share of the scored lines that it removed which is chaff; not a number when there are none.
    double precision() const;
  };

  struct RuleRow {
    std::string_view id, action;  // "evidence" has no action
    const Entry* entry;
  };

  struct CategoryRow {
    std::string_view category;
    Entry entry;  // only what was removed: of hits, one line may have several
  };

  // One row for each rule that hit, and one for the evidence, most story lost first.
  std::vector<RuleRow> by_rule() const;

  // One row for each category of which a rule removed something, and one for evidence, most lines first.
  std::vector<CategoryRow> by_category() const;

  // The same as tables for people.
  std::string text() const;
  std::string categories_text() const;

 private:
  Entry& entry(int32_t rule) { return rule == kNoRule ? entries_.back() : entries_[rule]; }

  const RuleSet& rules_;
  std::vector<Entry> entries_;  // by rule; the last is the evidence's
};

}  // namespace dechaff
