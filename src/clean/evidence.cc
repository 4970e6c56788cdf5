#include "clean/evidence.h"

#include <algorithm>

namespace dechaff {
namespace {

bool weighs(const Rule& rule, Zone zone) {
  return rule.action == Action::weigh && in_zone(rule, zone);
}

}  // namespace

int64_t evidence_sum(const MeasuredLine& line, Zone zone, const std::vector<RuleIndex>& hits,
                     const RuleSet& rules) {
  TextKind kind = rules.weights().kind_of(line.measures);
  const EvidenceModel& model = rules.weights()[kind];
  int64_t sum = model.base;
  for (const MeasureWeight& w : model.measures) sum += w.weights[w.bucket(line.measures[w.measure])];
  for (RuleIndex r : hits) {
    if (weighs(rules.rules()[r], zone)) sum += rules.weight_of(r, kind);
  }
  return sum;
}

std::vector<EvidencePart> evidence_parts(const MeasuredLine& line, Zone zone,
                                         const std::vector<RuleIndex>& hits, const RuleSet& rules) {
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
