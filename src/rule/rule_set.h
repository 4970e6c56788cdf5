// A rule set: rules and weights, compiled and ready to be shared between threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "rule/layers.h"
#include "rule/matcher.h"

namespace dechaff {

class RuleSet {
 public:
  // `loaded` must have no faults.
  explicit RuleSet(LoadedRules loaded);
  RuleSet(const RuleSet&) = delete;
  RuleSet& operator=(const RuleSet&) = delete;

  const std::vector<Rule>& rules() const { return rules_; }
  const Weights& weights() const { return weights_; }
  const Matcher& matcher() const { return matcher_; }

  // The weight of a `weigh` rule in a text of this kind: that of weights.toml, or else the rule's own.
  int64_t weight_of(RuleIndex rule, TextKind kind) const {
    return rule_weights_[static_cast<size_t>(kind)][rule];
  }

  // 16 hexadecimal digits that change when any rule or weight does.
  const std::string& hash() const { return hash_; }

 private:
  std::string compute_hash() const;

  std::vector<Rule> rules_;
  Weights weights_;
  std::array<std::vector<int64_t>, std::size(kTextKinds)> rule_weights_;  // by kind and rule
  Matcher matcher_;
  std::string hash_;
};

// Category names: the chaff and the meta group in order, then "story" for what protects.
std::vector<std::string_view> known_categories();
bool is_meta(std::string_view category);

}  // namespace dechaff
