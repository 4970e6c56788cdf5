// Rules come first, in the order of their actions: keep, rest, block, line, match. Evidence decides what is
// left.
#include "clean/verdict.h"

#include <algorithm>

#include "clean/evidence.h"

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
  Decider(const std::vector<MeasuredLine>& lines, const Hits& hits, const Layout& layout,
          const RuleSet& rules, const CleanOptions& options, bool use_evidence)
      : lines_(lines),
        hits_(hits),
        layout_(layout),
        rules_(rules),
        options_(options),
        claims_(lines.size()),
        limit_(evidence_limit(rules, options)),
        may_remove_(use_evidence && selects(options, kEvidenceCategory)) {}

  std::vector<Verdict> decide() {
    collect_claims();
    verdicts_.resize(lines_.size());
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (!lines_[i].line.blank()) verdicts_[i] = by_rules(i);
    }
    if (layout_.has_prose) weigh_evidence();
    return std::move(verdicts_);
  }

 private:
  const Rule& rule(RuleIndex r) const { return rules_.rules()[r]; }

  void collect_claims() {
    for (size_t i = 0; i < lines_.size(); ++i) {
      for (RuleIndex r : hits_[i]) {
        Action action = rule(r).action;
        bool of_the_line = action == Action::keep || action == Action::line || action == Action::match;
        if (of_the_line && in_zone(rule(r), layout_.zones[i])) claims_[i].push_back({r, i});
      }
    }
    for (const Block& block : layout_.blocks) {
      for (size_t i = block.heading; i < block.end; ++i) claims_[i].push_back({block.rule, block.heading});
    }
    for (size_t i = 0; i < lines_.size(); ++i) {
      for (RuleIndex r : hits_[i]) {
        if (rule(r).action != Action::rest || layout_.zones[i] != Zone::tail || !layout_.has_prose) continue;
        if (!in_zone(rule(r), Zone::tail) || is_kept_from(i, rule(r).category)) continue;
        for (size_t j = i; j < lines_.size(); ++j) claims_[j].push_back({r, i});
        return sort_claims();
      }
    }
    sort_claims();
  }

  // Who wins comes first: by action, then by id, which is the order of the indices.
  void sort_claims() {
    for (std::vector<Claim>& claims : claims_) {
      std::sort(claims.begin(), claims.end(), [&](const Claim& a, const Claim& b) {
        return std::pair(rule(a.rule).action, a.rule) < std::pair(rule(b.rule).action, b.rule);
      });
    }
  }

  bool is_kept_from(size_t i, std::string_view category) const {
    return is_kept(rules_, hits_[i], layout_.zones[i], category);
  }

  Verdict by_rules(size_t i) const {
    Verdict verdict;
    for (const Claim& claim : claims_[i]) {
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
    for (size_t i = 0; i < lines_.size(); ++i) {
      Verdict& verdict = verdicts_[i];
      bool is_decided = verdict.rule != kNoRule && !is_cut_and_recurs(i);
      if (lines_[i].line.blank() || is_decided) continue;
      Verdict weighed;
      weighed.evidence_counts = true;
      weighed.evidence = evidence_sum(lines_[i], layout_.zones[i], hits_[i], rules_);
      weighed.remove = may_remove_ && weighed.evidence >= limit_ && !is_kept_from(i, kEvidenceCategory);
      if (weighed.remove || verdict.rule == kNoRule) verdict = std::move(weighed);
    }
  }

  // What is left of a line once it is cut is not the line that is known to recur, so it has to be weighed
  // before.
  bool is_cut_and_recurs(size_t i) const {
    return !verdicts_[i].cuts.empty() && lines_[i].measures[Measure::recurs] > 0;
  }

  const std::vector<MeasuredLine>& lines_;
  const Hits& hits_;
  const Layout& layout_;
  const RuleSet& rules_;
  const CleanOptions& options_;
  std::vector<std::vector<Claim>> claims_;  // by line
  int64_t limit_;
  bool may_remove_;  // evidence
  std::vector<Verdict> verdicts_;
};

}  // namespace

std::vector<Verdict> decide(const std::vector<MeasuredLine>& lines, const Hits& hits, const Layout& layout,
                            const RuleSet& rules, const CleanOptions& options, bool use_evidence) {
  return Decider(lines, hits, layout, rules, options, use_evidence).decide();
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
