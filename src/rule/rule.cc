#include "rule/rule.h"

#include <fmt/format.h>

#include "text/hash.h"

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

std::string texts_hash(const Rule& rule) {
  std::string all;
  auto add = [&](std::string_view text) { all.append(text).push_back('\0'); };
  for (auto* phrases : {&rule.is, &rule.starts, &rule.ends, &rule.contains}) {
    for (const Located& phrase : *phrases) add(phrase.text);
    add("/");
  }
  for (auto* patterns : {&rule.patterns, &rule.unless}) {
    for (const PatternText& pattern : *patterns) add(pattern.expanded);
    add("/");
  }
  return hash_of(all).substr(0, 16);
}

}  // namespace dechaff
