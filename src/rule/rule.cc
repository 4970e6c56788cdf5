#include "rule/rule.h"

#include <fmt/format.h>

namespace dechaff {

std::string_view action_name(Action action) {
  constexpr std::string_view kNames[] = {"keep", "rest", "block", "line", "match", "weigh"};
  return kNames[static_cast<size_t>(action)];
}

std::string_view zone_name(Zone zone) {
  return zone == Zone::head ? "head" : zone == Zone::body ? "body" : "tail";
}

std::string location(const Rule& rule) {
  return rule.source ? fmt::format("{}:{}", rule.source->name, rule.at.line) : "";
}

}  // namespace dechaff
