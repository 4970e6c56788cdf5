// The presets do to a line what the pipelines of their corpora do, compared on generated lines.
#include <catch2/catch.hpp>
#include <map>

#include "clean/cleaner.h"
#include "preset_lines.h"
#include "published.h"

namespace dechaff {
namespace {

using published::decoded;
using published::Result;
using published::stripped;
using published::Text;

constexpr size_t kLines = 10000;

// As dechaff goes over a text: again and again, until nothing more goes.
Result until_settled(Result (*pipeline)(const Text&), const Text& line) {
  Result before = stripped(line), after = pipeline(line);
  while (after && stripped(*after) != *before) {
    before = stripped(*after);
    after = pipeline(*after);
  }
  return after ? before : after;
}

struct Compared {
  std::vector<std::string> unlike;     // lines that the two treat otherwise
  size_t kept = 0, cut = 0, gone = 0;  // of all lines
  std::map<std::string, size_t> by_rule;
};

// Each line by itself, then all of them as one document.
Compared compare(const std::string& name, Result (*pipeline)(const Text&)) {
  RuleSet rules(load_rules({.preset = name}));
  Cleaner cleaner(rules, {});
  for (const Rule& rule : rules.rules()) REQUIRE(rule.id.starts_with("any." + name + "."));
  Compared compared;
  std::string document;
  std::vector<Text> expected, left;
  PresetLines lines;
  for (size_t n = 0; n < kLines; ++n) {
    std::string line = lines.next();
    document += line + '\n';
    Text text = stripped(decoded(line));
    Result result = until_settled(pipeline, text);
    if (result) expected.push_back(*result);
    if (!text.empty()) ++(!result ? compared.gone : *result == text ? compared.kept : compared.cut);
    std::vector<Span> spans = cleaner.clean(line).spans;
    if (stripped(decoded(kept_text(line, spans))) != result.value_or(U"")) compared.unlike.push_back(line);
    for (const Span& span : spans) {
      if (span.removed) ++compared.by_rule[rules.rules()[static_cast<size_t>(span.rule)].id];
    }
  }
  std::string kept = kept_text(document, cleaner.clean(document).spans);
  for (const Line& line : split_lines(kept)) {
    if (!line.blank()) left.push_back(stripped(decoded(kept.substr(line.begin, line.end - line.begin))));
  }
  bool same = left == expected;  // thousands of lines would take minutes to print
  CHECK(same);
  CHECK(compared.by_rule.size() == rules.rules().size());
  for (auto& [id, count] : compared.by_rule) {
    INFO(id);
    CHECK(count >= 10);
  }
  return compared;
}

}  // namespace

TEST_CASE("the preset c4 does to ten thousand lines what the published pipeline does") {
  Compared compared = compare("c4", published::c4);
  CHECK(compared.unlike == std::vector<std::string>());
  CHECK(compared.kept > 400);
  CHECK(compared.cut > 400);
  CHECK(compared.gone > 400);
}

TEST_CASE("the preset refinedweb does to ten thousand lines what the published pipeline does") {
  Compared compared = compare("refinedweb", published::refinedweb);
  CHECK(compared.unlike == std::vector<std::string>());
  CHECK(compared.kept > 400);
  CHECK(compared.cut > 400);
  CHECK(compared.gone > 400);
}

TEST_CASE("prompts beside each other are cut at once, before what is between them is looked at again") {
  RuleSet rules(load_rules({.preset = "refinedweb"}));
  for (std::string line :
       {"AB c READ MORE... items in cart", "items in cart SIGN-IN a b", "SIGN-IN READ MORE..."}) {
    INFO(line);
    std::string left = kept_text(line, Cleaner(rules, {}).clean(line).spans);
    CHECK(stripped(decoded(left)) == until_settled(published::refinedweb, decoded(line)).value_or(U""));
  }
}

TEST_CASE("a preset goes over what is left again, which its pipeline does not") {
  auto left = [](const std::string& name, std::string_view line) {
    RuleSet rules(load_rules({.preset = name}));
    return kept_text(line, Cleaner(rules, {}).clean(line).spans);
  };
  CHECK(published::c4(U"The pier was built[[3]] in 1911.") == U"The pier was built[] in 1911.");
  CHECK(left("c4", "The pier was built[[3]] in 1911.") == "The pier was built in 1911.");
  CHECK(published::refinedweb(U"Sign-in here") == U"here");
  CHECK(left("refinedweb", "Sign-in here").empty());
}

}  // namespace dechaff
