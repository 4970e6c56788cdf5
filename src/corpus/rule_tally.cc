// A hit is what a rule's own tests speak of; what it decides depends on the other rules. Both are counted,
// because a rule that hits much and decides nothing is one that another makes superfluous, and one that loses
// story shows at the top.
#include "corpus/rule_tally.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "corpus/score.h"

namespace dechaff {

void RuleTally::add(const GoldDocument& document, std::span<const LineOutcome> outcomes) {
  for (size_t i = 0; i < outcomes.size(); ++i) {
    Label label = document.lines[i].label;
    for (int32_t rule : outcomes[i].hits) {
      ++entry(rule).hits;
      entry(rule).chaff_hits += label == Label::chaff;
    }
    if (counts_as_kept(outcomes[i].kept)) continue;
    Entry& decider = entry(outcomes[i].rule);
    ++decider.decided;
    decider.chaff += label == Label::chaff;
    decider.story += label == Label::story;
  }
}

std::string RuleTally::text() const {
  struct Row {
    std::string_view id, action;
    const Entry* entry;
  };
  std::vector<Row> rows;
  size_t width = 5;
  for (size_t r = 0; r < entries_.size(); ++r) {
    const Entry& e = entries_[r];
    if (e.hits == 0 && e.decided == 0) continue;
    bool is_rule = r < rules_.rules().size();
    Row row{is_rule ? std::string_view(rules_.rules()[r].id) : kEvidenceCategory,
            is_rule ? action_name(rules_.rules()[r].action) : "", &e};
    rows.push_back(row);
    width = std::max(width, row.id.size());
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::tuple(-a.entry->story, -a.entry->hits, a.id) <
           std::tuple(-b.entry->story, -b.entry->hits, b.id);
  });
  std::string out =
      fmt::format("{:{}}  action    hits  of chaff  decided   chaff   story  precision\n", "rules", width);
  for (const Row& row : rows) {
    const Entry& e = *row.entry;
    int64_t scored = e.chaff + e.story;
    std::string precision =
        scored ? fmt::format("{:.3f}", static_cast<double>(e.chaff) / static_cast<double>(scored)) : "-";
    out += fmt::format("{:{}}  {:6} {:7} {:9} {:8} {:7} {:7} {:>10}\n", row.id, width, row.action, e.hits,
                       e.chaff_hits, e.decided, e.chaff, e.story, precision);
  }
  return out;
}

}  // namespace dechaff
