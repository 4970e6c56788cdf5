#include "corpus/reason.h"

#include <fmt/format.h>

#include <algorithm>

#include "clean/evidence.h"

namespace dechaff {
namespace {

constexpr size_t kParts = 3;

double thousandths(int64_t value) {
  return static_cast<double>(value) / 1000;
}

}  // namespace

std::string reason_of(int32_t rule, const Examination& pass, size_t line, const RuleSet& rules) {
  if (rule != kNoRule) return rules.rules()[rule].id;
  if (!pass.verdicts[line].evidence_counts) return "no rule, no prose";
  std::vector<EvidencePart> parts =
      evidence_parts(pass.lines[line], pass.layout.zones[line], pass.hits[line], rules);
  // It is the same for every line.
  std::erase_if(parts, [](const EvidencePart& part) { return part.name == "base"; });
  std::string out = fmt::format("evidence {:+.2f}", thousandths(pass.verdicts[line].evidence));
  for (size_t i = 0; i < std::min(kParts, parts.size()); ++i) {
    out += fmt::format("{} {} {:+.2f}", i ? "," : ":", parts[i].name, thousandths(parts[i].weight));
  }
  return out;
}

}  // namespace dechaff
