#include "fit/features.h"

#include <algorithm>
#include <cmath>

namespace dechaff {
namespace {

// Where the rules find nothing, there is next to nothing to find, and the text may be of a kind that no
// labelled document is. So evidence is not fitted to what little there is, and has to be overwhelming.
constexpr int64_t kNothingFound = -2000;

}  // namespace

Features::Features(const RuleSet& rules)
    : rules_(rules), first_bucket_(kMeasureCount), of_rule_(rules.rules().size()) {
  for (const MeasureWeight& w : rules.weights().measures) {
    if (w.measure == Measure::recurs) continue;
    first_bucket_[static_cast<size_t>(w.measure)] = static_cast<uint32_t>(size_);
    size_ += w.weights.size();
  }
  for (RuleIndex r = 0; r < rules.rules().size(); ++r) {
    if (rules.rules()[r].action == Action::weigh) of_rule_[r] = static_cast<uint32_t>(size_++);
  }
}

LogisticRow Features::row(const Example& example) const {
  LogisticRow row;
  for (const MeasureWeight& w : rules_.weights().measures) {
    if (w.measure == Measure::recurs) continue;
    row.features.push_back(first_bucket(w.measure) +
                           static_cast<uint32_t>(w.bucket(example.measures[w.measure])));
  }
  for (RuleIndex r : example.rules) row.features.push_back(of_rule(r));
  std::sort(row.features.begin(), row.features.end());
  row.is_true = example.is_chaff;
  return row;
}

std::vector<double> Features::prior() const {
  std::vector<double> prior(size_);
  for (RuleIndex r = 0; r < of_rule_.size(); ++r) {
    const Rule& rule = rules_.rules()[r];
    if (rule.action == Action::weigh) prior[of_rule(r)] = static_cast<double>(rule.weight) / 1000;
  }
  return prior;
}

Weights Features::weights(const LogisticModel& model) const {
  Weights weights = rules_.weights();
  weights.base = rounded_weight(model.intercept);
  for (MeasureWeight& w : weights.measures) {
    if (w.measure == Measure::recurs) continue;
    for (size_t k = 0; k < w.weights.size(); ++k)
      w.weights[k] = rounded_weight(model.coefficients[first_bucket(w.measure) + k]);
    if (w.measure == Measure::taken) w.weights[w.bucket(0)] = kNothingFound;
  }
  weights.rules.clear();
  for (RuleIndex r = 0; r < of_rule_.size(); ++r) {
    const Rule& rule = rules_.rules()[r];
    if (rule.action == Action::weigh) weights.rules[rule.id] = rounded_weight(model.coefficients[of_rule(r)]);
  }
  return weights;
}

int64_t rounded_weight(double log_odds) {
  return 10 * std::llround(100 * log_odds);
}

}  // namespace dechaff
