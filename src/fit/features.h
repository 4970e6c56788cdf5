// The weights of one model as coefficients of a regression, and back: a feature for each bucket of each
// measure and for each `weigh` rule.
//
// The bounds of buckets stay as they are. `recurs` is left out: without a learned table it says nothing, so
// it is fitted afterwards, by itself.
#pragma once

#include <cstdint>
#include <vector>

#include "fit/example.h"
#include "fit/logistic.h"

namespace dechaff {

class Features {
 public:
  // `rules` must outlive this.
  Features(const RuleSet& rules, TextKind kind);

  size_t size() const { return size_; }
  LogisticRow row(const Example& example) const;

  // What a coefficient is when no example speaks: the rule's own weight, and 0 for a bucket.
  std::vector<double> prior() const;

  // The model in force with what belongs to features replaced, in whole hundredths of log-odds.
  EvidenceModel model(const LogisticModel& fitted) const;

  // The feature of a measure's first bucket; the measure is one of the model's, without `recurs`.
  uint32_t first_bucket(Measure measure) const { return first_bucket_[static_cast<size_t>(measure)]; }
  uint32_t of_rule(RuleIndex rule) const { return of_rule_[rule]; }

 private:
  const EvidenceModel& in_force() const { return rules_.weights()[kind_]; }

  const RuleSet& rules_;
  TextKind kind_;
  std::vector<uint32_t> first_bucket_;  // by measure
  std::vector<uint32_t> of_rule_;       // by rule
  size_t size_ = 0;
};

// A weight as it is written: in thousandths, rounded to tens.
int64_t rounded_weight(double log_odds);

}  // namespace dechaff
