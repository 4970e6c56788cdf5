// Rules come first, in the order of their actions: keep, rest, block, line, match. Evidence decides what is
// left.
#include "clean/verdict.h"

#include <algorithm>
#include <optional>

#include "clean/surroundings.h"

namespace dechaff {
namespace {

// A rule that wants a line, and the heading it reaches down from (or the line itself).
struct Claim {
  RuleIndex rule;
  size_t heading;
};

bool lists(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Decider {
 public:
  Decider(std::vector<MeasuredLine>& lines, const Hits& hits, const Layout& layout, const Evidence& evidence,
          const CleanOptions& options, Weighing weighing)
      : lines_(lines),
        hits_(hits),
        layout_(layout),
        rules_(evidence.rules()),
        evidence_(evidence),
        options_(options),
        weighing_(weighing),
        limit_(evidence_limit(rules_, options)),
        may_remove_(weighing.removes && selects(options, kEvidenceCategory)) {}

  std::vector<Verdict> decide() {
    find_rest();
    verdicts_.resize(lines_.size());
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].line.blank()) continue;
      collect_claims(i);
      if (!claims_.empty()) verdicts_[i] = by_rules(i);
    }
    if (weighing_.all_lines) measure_words(lines_, layout_, filled_lines());
    if (layout_.has_prose) weigh_evidence();
    return std::move(verdicts_);
  }

 private:
  const Rule& rule(RuleIndex r) const { return rules_.rules()[r]; }

  // The first `rest` heading of the tail takes all below it.
  void find_rest() {
    if (!layout_.has_prose) return;
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (layout_.zones[i] != Zone::tail) continue;
      for (RuleIndex r : hits_[i]) {
        if (rule(r).action != Action::rest || !in_zone(rule(r), Zone::tail)) continue;
        if (is_kept_from(i, rule(r).category)) continue;
        rest_ = {r, i};
        return;
      }
    }
  }

  // Who wins comes first: by action, then by id, which is the order of the indices. Lines come in order.
  void collect_claims(size_t i) {
    claims_.clear();
    for (RuleIndex r : hits_[i]) {
      Action action = rule(r).action;
      bool of_the_line = action == Action::keep || action == Action::line || action == Action::match;
      if (of_the_line && in_zone(rule(r), layout_.zones[i])) claims_.push_back({r, i});
    }
    while (block_ < layout_.blocks.size() && layout_.blocks[block_].end <= i) ++block_;
    if (block_ < layout_.blocks.size() && layout_.blocks[block_].heading <= i) {
      claims_.push_back({layout_.blocks[block_].rule, layout_.blocks[block_].heading});
    }
    if (rest_ && rest_->heading <= i) claims_.push_back(*rest_);
    std::sort(claims_.begin(), claims_.end(), [&](const Claim& a, const Claim& b) {
      return std::pair(rule(a.rule).action, a.rule) < std::pair(rule(b.rule).action, b.rule);
    });
  }

  bool is_kept_from(size_t i, std::string_view category) const {
    return is_kept(rules_, hits_[i], layout_.zones[i], category);
  }

  // What the claims make of the line.
  Verdict by_rules(size_t i) const {
    Verdict verdict;
    for (const Claim& claim : claims_) {
      const Rule& r = rule(claim.rule);
      bool keeps = r.action == Action::keep;
      if (!keeps && is_kept_from(i, r.category)) continue;
      if (keeps && !r.protects.empty()) continue;
      if (keeps || !selects(options_, r.category)) {
        // A line that a rule of another category would take is kept, unless a selected one takes it, too.
        if (verdict.rule == kNoRule) verdict.rule = static_cast<int32_t>(claim.rule);
        if (keeps) return verdict;
        continue;
      }
      if (r.action == Action::match) {
        verdict.cuts = rules_.matcher().cuts(claim.rule, lines_[i]);
        if (verdict.cuts.empty()) continue;
        verdict.exact = r.exact;
      }
      verdict.remove = r.action != Action::match;
      verdict.rule = static_cast<int32_t>(claim.rule);
      verdict.heading = claim.heading == i ? -1 : static_cast<int32_t>(claim.heading);
      return verdict;
    }
    return verdict;
  }

  void weigh_evidence() {
    std::vector<size_t> weighed;
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (!lines_[i].line.blank() && !is_decided(i) && is_weighed(i)) weighed.push_back(i);
    }
    if (!weighing_.all_lines) measure_words(lines_, layout_, weighed);
    for (size_t i : weighed) {
      Verdict verdict;
      verdict.evidence_counts = true;
      verdict.evidence = evidence_.sum(lines_[i].measures, layout_.zones[i], hits_[i]);
      verdict.remove = verdict.evidence >= limit_ && may_remove(i);
      if (verdict.remove || verdicts_[i].rule == kNoRule) verdicts_[i] = std::move(verdict);
    }
  }

  // What is left of a line once it is cut is not the line that is known to recur, so it has to be weighed
  // before.
  bool is_decided(size_t i) const {
    bool is_cut_and_recurs = !verdicts_[i].cuts.empty() && lines_[i].measures[Measure::recurs] > 0;
    return verdicts_[i].rule != kNoRule && !is_cut_and_recurs;
  }

  bool is_weighed(size_t i) const {
    if (weighing_.all_lines) return true;
    return may_remove(i) && evidence_.may_reach(limit_, lines_[i].measures, layout_.zones[i], hits_[i]);
  }

  bool may_remove(size_t i) const { return may_remove_ && !is_kept_from(i, kEvidenceCategory); }

  std::vector<size_t> filled_lines() const {
    std::vector<size_t> filled;
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (!lines_[i].line.blank()) filled.push_back(i);
    }
    return filled;
  }

  std::vector<MeasuredLine>& lines_;
  const Hits& hits_;
  const Layout& layout_;
  const RuleSet& rules_;
  const Evidence& evidence_;
  const CleanOptions& options_;
  Weighing weighing_;
  int64_t limit_;
  bool may_remove_;  // evidence
  std::optional<Claim> rest_;
  std::vector<Claim> claims_;  // on one line
  size_t block_ = 0;           // the first that does not end above that line
  std::vector<Verdict> verdicts_;
};

}  // namespace

std::vector<Verdict> decide(std::vector<MeasuredLine>& lines, const Hits& hits, const Layout& layout,
                            const Evidence& evidence, const CleanOptions& options, Weighing weighing) {
  return Decider(lines, hits, layout, evidence, options, weighing).decide();
}

bool selects(const CleanOptions& options, std::string_view category) {
  return (options.only.empty() || lists(options.only, category)) && !lists(options.skip, category);
}

int64_t evidence_limit(const RuleSet& rules, const CleanOptions& options) {
  if (options.threshold) return log_odds(*options.threshold);
  auto level = rules.weights().levels.find(options.level);
  // Without weights there is no evidence, and then no amount of it is enough.
  return level == rules.weights().levels.end() ? INT64_MAX : log_odds(level->second);
}

}  // namespace dechaff
