#include "fit/features.h"

#include <algorithm>
#include <cmath>

namespace dechaff {
namespace {

// Where the rules find nothing, there is next to nothing to find, and the text may be of a kind that no
// labelled document is. So evidence is not fitted to what little there is, and has to be overwhelming.
constexpr int64_t kNothingFound = -2000;

}  // namespace

Features::Features(const RuleSet& rules, TextKind kind)
    : rules_(rules), kind_(kind), first_bucket_(kMeasureCount), of_rule_(rules.rules().size()) {
  for (const MeasureWeight& w : in_force().measures) {
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
  for (const MeasureWeight& w : in_force().measures) {
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

EvidenceModel Features::model(const LogisticModel& fitted) const {
  EvidenceModel model = in_force();
  model.base = rounded_weight(fitted.intercept);
  for (MeasureWeight& w : model.measures) {
    if (w.measure == Measure::recurs) continue;
    for (size_t k = 0; k < w.weights.size(); ++k)
      w.weights[k] = rounded_weight(fitted.coefficients[first_bucket(w.measure) + k]);
    if (w.measure == Measure::taken && kind_ == TextKind::article) w.weights[w.bucket(0)] = kNothingFound;
  }
  model.rules.clear();
  for (RuleIndex r = 0; r < of_rule_.size(); ++r) {
    const Rule& rule = rules_.rules()[r];
    if (rule.action == Action::weigh) model.rules[rule.id] = rounded_weight(fitted.coefficients[of_rule(r)]);
  }
  return model;
}

int64_t rounded_weight(double log_odds) {
  return 10 * std::llround(100 * log_odds);
}

}  // namespace dechaff
