// A hit is what a rule's own tests speak of; what it decides depends on the other rules. Both are counted,
// because a rule that hits much and decides nothing is one that another makes superfluous, and one that loses
// story shows at the top.
#include "corpus/rule_tally.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include "corpus/figures.h"
#include "corpus/score.h"

namespace dechaff {

double RuleTally::Entry::precision() const {
  if (chaff + story == 0) return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>(chaff) / static_cast<double>(chaff + story);
}

void RuleTally::add(const GoldDocument& document, std::span<const LineOutcome> outcomes) {
  for (size_t i = 0; i < outcomes.size(); ++i) {
    Label label = document.lines[i].label;
    for (int32_t rule : outcomes[i].hits) {
      ++entry(rule).hits;
      entry(rule).chaff_hits += label == Label::chaff;
    }
    if (counts_as_kept(outcomes[i].kept)) continue;
    if (label == Label::chaff) {
      for (int32_t rule : outcomes[i].needed) ++entry(rule).alone;
    }
    Entry& decider = entry(outcomes[i].rule);
    ++decider.removed;
    decider.chaff += label == Label::chaff;
    decider.story += label == Label::story;
  }
}

std::vector<RuleTally::RuleRow> RuleTally::by_rule() const {
  std::vector<RuleRow> rows;
  for (size_t r = 0; r < entries_.size(); ++r) {
    const Entry& e = entries_[r];
    if (e.hits == 0 && e.removed == 0) continue;
    bool is_rule = r < rules_.rules().size();
    rows.push_back({is_rule ? std::string_view(rules_.rules()[r].id) : kEvidenceCategory,
                    is_rule ? action_name(rules_.rules()[r].action) : "", &e});
  }
  std::sort(rows.begin(), rows.end(), [](const RuleRow& a, const RuleRow& b) {
    return std::tuple(-a.entry->story, -a.entry->hits, a.id) <
           std::tuple(-b.entry->story, -b.entry->hits, b.id);
  });
  return rows;
}

std::vector<RuleTally::CategoryRow> RuleTally::by_category() const {
  std::map<std::string_view, Entry> sums;
  for (size_t r = 0; r < entries_.size(); ++r) {
    const Entry& e = entries_[r];
    if (e.removed == 0) continue;
    bool is_rule = r < rules_.rules().size();
    Entry& sum = sums[is_rule ? std::string_view(rules_.rules()[r].category) : kEvidenceCategory];
    sum.removed += e.removed;
    sum.chaff += e.chaff;
    sum.story += e.story;
  }
  std::vector<CategoryRow> rows;
  for (auto& [category, entry] : sums) rows.push_back({category, entry});
  std::stable_sort(rows.begin(), rows.end(), [](const CategoryRow& a, const CategoryRow& b) {
    return a.entry.removed > b.entry.removed;
  });
  return rows;
}

std::string RuleTally::text() const {
  std::vector<RuleRow> rows = by_rule();
  size_t width = std::string_view("rules").size();
  for (const RuleRow& row : rows) width = std::max(width, row.id.size());
  std::string out = fmt::format("{:{}}  action  hits chaff removed story right alone\n", "rules", width);
  for (const RuleRow& row : rows) {
    const Entry& e = *row.entry;
    out += fmt::format("{:{}}  {:6} {:5} {:5} {:7} {:5} {:>5} {:5}\n", row.id, width, row.action, e.hits,
                       e.chaff_hits, e.removed, e.story, shown_figure(e.precision(), 3), e.alone);
  }
  return out;
}

std::string RuleTally::categories_text() const {
  std::vector<CategoryRow> rows = by_category();
  size_t width = 20;
  for (const CategoryRow& row : rows) width = std::max(width, row.category.size());
  std::string out = fmt::format("{:{}}  removed  story  right\n", "categories", width);
  for (const CategoryRow& row : rows) {
    const Entry& e = row.entry;
    out += fmt::format("{:{}} {:8} {:6} {:>6}\n", row.category, width, e.removed, e.story,
                       shown_figure(e.precision(), 3));
  }
  return out;
}

}  // namespace dechaff
