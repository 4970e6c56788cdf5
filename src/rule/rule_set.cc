#include "rule/rule_set.h"

#include <algorithm>

#include "text/hash.h"

namespace dechaff {
namespace {

constexpr std::string_view kChaff[] = {"related",      "teaser", "follow",      "share",       "newsletter",
                                       "subscription", "app",    "ads",         "comments",    "nav",
                                       "tags",         "legal",  "wire-credit", "author-note", "repeat"};
constexpr std::string_view kMeta[] = {"byline", "date", "caption", "photo-credit"};

// Everything that is added to it, with the bounds between.
class Hasher {
 public:
  void add(std::string_view text) { all_.append(text).push_back('\0'); }
  void add(int64_t number) { add(std::to_string(number)); }
  std::string value() const { return hash_of(all_).substr(0, 16); }

 private:
  std::string all_;
};

}  // namespace

RuleSet::RuleSet(LoadedRules loaded)
    : rules_(std::move(loaded.rules)),
      weights_(std::move(loaded.weights)),
      matcher_(rules_, loaded.compiled_table) {
  for (TextKind kind : kTextKinds) {
    const auto& fitted = weights_[kind].rules;
    for (const Rule& rule : rules_) {
      auto weight = fitted.find(rule.id);
      rule_weights_[static_cast<size_t>(kind)].push_back(weight == fitted.end() ? rule.weight
                                                                                : weight->second);
    }
  }
  hash_ = compute_hash();
}

std::string RuleSet::compute_hash() const {
  Hasher hash;
  for (RuleIndex i = 0; i < rules_.size(); ++i) {
    const Rule& rule = rules_[i];
    for (const std::string& text : {rule.id, rule.category}) hash.add(text);
    bool is_compiled = rule.compiled.number >= 0;
    hash.add(is_compiled ? rule.compiled.texts_hash : texts_hash(rule));
    hash.add(is_compiled && !rule.extended_by.empty() ? texts_hash(rule) : "");
    for (const Limit& limit : rule.when) {
      hash.add(static_cast<int64_t>(limit.measure) * 2 + limit.is_max);
      hash.add(limit.bound);
    }
    for (auto* names : {&rule.sites, &rule.protects}) {
      for (const std::string& name : *names) hash.add(name);
      hash.add("/");
    }
    for (int64_t n : {int64_t{rule.zones}, static_cast<int64_t>(rule.action), int64_t{rule.max_lines},
                      int64_t{rule.exact}}) {
      hash.add(n);
    }
    for (TextKind kind : kTextKinds) hash.add(weight_of(i, kind));
  }
  hash.add(weights_.page_lines);
  for (const EvidenceModel& model : weights_.models) {
    hash.add(model.base);
    hash.add(model.guard_percent);
    for (const MeasureWeight& measure : model.measures) {
      hash.add(static_cast<int64_t>(measure.measure));
      for (int64_t bound : measure.bounds) hash.add(bound);
      for (int64_t weight : measure.weights) hash.add(weight);
    }
  }
  for (auto& [level, p] : weights_.levels) {
    hash.add(level);
    hash.add(log_odds(p));
  }
  return hash.value();
}

std::vector<std::string_view> known_categories() {
  std::vector<std::string_view> names(std::begin(kChaff), std::end(kChaff));
  names.insert(names.end(), std::begin(kMeta), std::end(kMeta));
  names.push_back("story");
  return names;
}

bool is_meta(std::string_view category) {
  return std::find(std::begin(kMeta), std::end(kMeta), category) != std::end(kMeta);
}

}  // namespace dechaff
