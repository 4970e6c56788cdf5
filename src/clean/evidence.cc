#include "clean/evidence.h"

#include <algorithm>

#include "clean/surroundings.h"

namespace dechaff {
namespace {

// Values of a measure that a table has at most.
constexpr int64_t kMostValues = 1024;

bool weighs(const Rule& rule, Zone zone) {
  return rule.action == Action::weigh && in_zone(rule, zone);
}

int64_t most(const MeasureWeight& buckets) {
  return *std::max_element(buckets.weights.begin(), buckets.weights.end());
}

int64_t spread(const MeasureWeight& buckets) {
  return most(buckets) - *std::min_element(buckets.weights.begin(), buckets.weights.end());
}

}  // namespace

Evidence::Evidence(const RuleSet& rules) : rules_(rules) {
  for (TextKind kind : kTextKinds) models_[static_cast<size_t>(kind)] = laid_out(rules.weights()[kind]);
}

Evidence::Model Evidence::laid_out(const EvidenceModel& model) {
  Model out;
  for (const MeasureWeight& buckets : model.measures) out.parts.push_back(table_of(buckets));
  std::sort(out.parts.begin(), out.parts.end(), [](const Part& a, const Part& b) {
    return std::tuple(is_of_words(a.measure), -spread(*a.buckets), a.measure) <
           std::tuple(is_of_words(b.measure), -spread(*b.buckets), b.measure);
  });
  out.words_begin = static_cast<size_t>(std::count_if(out.parts.begin(), out.parts.end(),
                                                      [](const Part& p) { return !is_of_words(p.measure); }));
  int64_t at_most = 0;
  for (size_t k = out.parts.size(); k-- > 0;) {
    at_most += most(*out.parts[k].buckets);
    out.parts[k].at_most = at_most;
  }
  return out;
}

Evidence::Part Evidence::table_of(const MeasureWeight& buckets) {
  int64_t least = buckets.bounds.empty() ? 0 : buckets.bounds.front() - 1;
  int64_t most = buckets.bounds.empty() ? 0 : buckets.bounds.back();
  Part part{
      &buckets, buckets.measure, static_cast<int32_t>(least), static_cast<int32_t>(most), weights_.size(), 0,
      0};
  part.size = static_cast<size_t>(std::min(most - least + 1, kMostValues));
  for (size_t k = 0; k < part.size; ++k) {
    size_t bucket = buckets.bucket(least + static_cast<int64_t>(k));
    weights_.push_back(static_cast<int32_t>(buckets.weights[bucket]));
  }
  return part;
}

int64_t Evidence::weight_of(const Part& part, const Measures& line) const {
  int32_t value = std::clamp(line[part.measure], part.least, part.most);
  auto at = static_cast<size_t>(value - part.least);
  if (at < part.size) return weights_[part.first + at];
  return part.buckets->weights[part.buckets->bucket(value)];
}

int64_t Evidence::base_and_rules(TextKind kind, Zone zone, std::span<const RuleIndex> hits) const {
  int64_t sum = rules_.weights()[kind].base;
  for (RuleIndex r : hits) {
    if (weighs(rules_.rules()[r], zone)) sum += rules_.weight_of(r, kind);
  }
  return sum;
}

int64_t Evidence::sum(const Measures& line, Zone zone, std::span<const RuleIndex> hits) const {
  TextKind kind = rules_.weights().kind_of(line);
  int64_t sum = base_and_rules(kind, zone, hits);
  for (const Part& part : models_[static_cast<size_t>(kind)].parts) sum += weight_of(part, line);
  return sum;
}

bool Evidence::may_reach(int64_t limit, const Measures& line, Zone zone,
                         std::span<const RuleIndex> hits) const {
  TextKind kind = rules_.weights().kind_of(line);
  const Model& model = models_[static_cast<size_t>(kind)];
  int64_t sum = base_and_rules(kind, zone, hits);
  for (size_t k = 0; k < model.parts.size(); ++k) {
    if (sum + model.parts[k].at_most < limit) return false;
    if (k == model.words_begin) return true;
    sum += weight_of(model.parts[k], line);
  }
  return sum >= limit;
}

std::vector<EvidencePart> evidence_parts(const MeasuredLine& line, Zone zone, std::span<const RuleIndex> hits,
                                         const RuleSet& rules) {
  TextKind kind = rules.weights().kind_of(line.measures);
  const EvidenceModel& model = rules.weights()[kind];
  std::vector<EvidencePart> parts = {{kind == TextKind::page ? "base of a page" : "base", model.base}};
  for (const MeasureWeight& w : model.measures) {
    size_t bucket = w.bucket(line.measures[w.measure]);
    parts.push_back({w.bucket_name(bucket), w.weights[bucket]});
  }
  for (RuleIndex r : hits) {
    const Rule& rule = rules.rules()[r];
    if (weighs(rule, zone)) parts.push_back({rule.id, rules.weight_of(r, kind), static_cast<int32_t>(r)});
  }
  std::erase_if(parts, [](const EvidencePart& part) { return part.weight == 0; });
  std::stable_sort(parts.begin(), parts.end(), [](const EvidencePart& a, const EvidencePart& b) {
    return std::abs(a.weight) > std::abs(b.weight);
  });
  return parts;
}

}  // namespace dechaff
