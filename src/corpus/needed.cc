#include "corpus/needed.h"

#include <algorithm>
#include <set>

namespace dechaff {
namespace {

class Takers {
 public:
  Takers(const Examination& first, size_t line, const Cleaner& cleaner)
      : first_(first),
        line_(line),
        rules_(cleaner.rules()),
        evidence_(cleaner.evidence()),
        options_(cleaner.options()) {}

  // What takes the line, kNoRule for evidence.
  std::set<int32_t> all() {
    add_hits(line_, false);
    if (int32_t heading = first_.verdicts[line_].heading; heading >= 0) add_hits(heading, true);
    for (const Block& block : first_.layout.blocks) {
      if (block.heading < line_ && line_ < block.end) add_hits(block.heading, true);
    }
    if (is_evident(sum())) takers_.insert(kNoRule);
    return std::move(takers_);
  }

  // The `weigh` rules among the hits without whose weight evidence would not take the line that it takes.
  std::vector<int32_t> needed_weights() const {
    std::vector<int32_t> needed;
    if (!is_evident(sum())) return needed;
    for (RuleIndex r : first_.hits[line_]) {
      const Rule& rule = rules_.rules()[r];
      if (rule.action != Action::weigh || !in_zone(rule, zone(line_))) continue;
      int64_t weight = rules_.weight_of(r, rules_.weights().kind_of(first_.lines[line_].measures));
      if (!is_evident(sum() - weight)) needed.push_back(static_cast<int32_t>(r));
    }
    return needed;
  }

 private:
  Zone zone(size_t line) const { return first_.layout.zones[line]; }

  // The rules that hit the line `hit` and remove it, or those that reach down from it.
  void add_hits(size_t hit, bool reaching) {
    for (RuleIndex r : first_.hits[hit]) {
      const Rule& rule = rules_.rules()[r];
      bool reaches = rule.action == Action::block || rule.action == Action::rest;
      bool removes = reaches || rule.action == Action::line || rule.action == Action::match;
      if (!(reaching ? reaches : removes) || !in_zone(rule, zone(hit)) || !takes(rule.category)) continue;
      takers_.insert(static_cast<int32_t>(r));
    }
  }

  bool takes(std::string_view category) const {
    return selects(options_, category) && !is_kept(rules_, first_.hits[line_], zone(line_), category);
  }

  int64_t sum() const { return evidence_.sum(first_.lines[line_].measures, zone(line_), first_.hits[line_]); }

  bool is_evident(int64_t evidence) const {
    return first_.layout.has_prose && evidence >= evidence_limit(rules_, options_) &&
           takes(kEvidenceCategory);
  }

  const Examination& first_;
  size_t line_;
  const RuleSet& rules_;
  const Evidence& evidence_;
  const CleanOptions& options_;
  std::set<int32_t> takers_;
};

}  // namespace

std::vector<int32_t> needed_rules(const Examination& first, size_t line, int32_t decider,
                                  const Cleaner& cleaner) {
  Takers takers(first, line, cleaner);
  std::set<int32_t> all = takers.all();
  all.insert(decider);
  if (all.size() > 1) return {};
  std::vector<int32_t> needed = {decider};
  if (decider == kNoRule) {
    std::vector<int32_t> weights = takers.needed_weights();
    needed.insert(needed.end(), weights.begin(), weights.end());
  }
  return needed;
}

}  // namespace dechaff
