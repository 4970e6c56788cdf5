// Which rules a removed line hangs on, and the reason that is given for a line.
#include "corpus/needed.h"

#include <catch2/catch.hpp>

#include "corpus/outcome.h"
#include "own_rules.h"

namespace dechaff {
namespace {

constexpr std::string_view kNeededRules = R"([[rule]]
id = "any.trial.aside"
pattern = '\(tap to [a-z]+\)'
action = "match"
[[rule]]
id = "any.trial.drum"
contains = ["drum"]
action = "weigh"
weight = 4000
[[rule]]
id = "any.trial.more"
is = ["more stories"]
action = "block"
[[rule]]
id = "any.trial.reel"
contains = ["reel"]
action = "weigh"
weight = 4000
[[rule]]
id = "any.trial.sail"
contains = ["sail"]
action = "weigh"
weight = 2000
[[rule]]
id = "any.trial.share"
pattern = '^Share\b'
action = "line"
[[rule]]
id = "any.trial.send"
ends = ["with a friend"]
action = "line"
[[rule]]
id = "any.trial.tide"
contains = ["tide"]
action = "weigh"
weight = 2000
)";
constexpr std::string_view kNeededWeights = "base = -1000\n[levels]\nbalanced = 0.9\n";

std::vector<LineOutcome> outcomes(const Cleaner& cleaner, const std::vector<std::string>& lines) {
  GoldDocument document;
  for (const std::string& prose : {kProse1, kProse2, kProse3})
    document.lines.push_back({prose.substr(0, prose.size() - 1), Label::story, ""});
  for (const std::string& line : lines) document.lines.push_back({line, Label::chaff, ""});
  std::vector<LineOutcome> all = outcomes_of(document, cleaner);
  return {all.begin() + 3, all.end()};
}

std::vector<std::string> names(const std::vector<int32_t>& rules, const RuleSet& set) {
  std::vector<std::string> names;
  for (int32_t r : rules) names.push_back(r == kNoRule ? "evidence" : set.rules()[r].id.substr(10));
  return names;
}

}  // namespace

TEST_CASE("a removed line hangs on a rule that no other and no evidence would stand in for") {
  OwnCleaner cleaner(kNeededRules, {}, kNeededWeights);
  struct Case {
    std::vector<std::string> lines;
    std::vector<std::vector<std::string>> needed;
  };
  Case cases[] = {
      {{"Share"}, {{"share"}}},
      {{"Share it with a friend"}, {{}}},
      {{"Send it with a friend"}, {{"send"}}},
      // The heading takes all three, and two rules take the last.
      {{"More stories", "Ferry fares to rise", "Share"}, {{"more"}, {"more"}, {}}},
      // Evidence asks for 2197: -1000 + 4000 is enough, -1000 + 2000 is not.
      {{"A drum"}, {{"evidence", "drum"}}},
      {{"A drum and a reel"}, {{"evidence"}}},
      {{"Sail at high tide"}, {{"evidence", "sail", "tide"}}},
      {{"Sail at noon"}, {{}}},
      {{"Share a drum"}, {{}}},
      {{"Pier (tap to enlarge)"}, {{"aside"}}},
      {{"The old pier at Orrin at dawn (tap to enlarge)"}, {{}}},  // most of the line stays
  };
  for (const Case& c : cases) {
    CAPTURE(c.lines);
    std::vector<std::vector<std::string>> needed;
    for (const LineOutcome& outcome : outcomes(*cleaner, c.lines))
      needed.push_back(names(outcome.needed, cleaner.rules()));
    CHECK(needed == c.needed);
  }
}

TEST_CASE("a line hangs on nothing that the options keep from removing") {
  CleanOptions options;
  options.skip = {"evidence"};
  OwnCleaner cleaner(kNeededRules, options, kNeededWeights);
  std::vector<LineOutcome> found = outcomes(*cleaner, {"Share a drum"});
  CHECK(names(found[0].needed, cleaner.rules()) == std::vector<std::string>{"share"});
}

TEST_CASE("the reason for a line is its rule, or the evidence with the parts that speak loudest") {
  OwnCleaner cleaner(kNeededRules, {}, kNeededWeights);
  struct Case {
    const char *line, *reason;
  };
  Case cases[] = {
      {"Share", ""},  // it went, as its label asks
      {"Sail at noon", "evidence +1.00: any.trial.sail +2.00"},
      {"A pier", "evidence -1.00"},
      {"The old pier at Orrin at dawn (tap to enlarge)", "any.trial.aside"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.line);
    CHECK(outcomes(*cleaner, {c.line})[0].reason == c.reason);
  }

  GoldDocument story;
  story.lines = {{kProse1.substr(0, kProse1.size() - 1), Label::story, ""},
                 {kProse2.substr(0, kProse2.size() - 1), Label::story, ""},
                 {kProse3.substr(0, kProse3.size() - 1), Label::story, ""},
                 {"Sail, drum, reel and tide", Label::story, ""},
                 {"Share", Label::story, ""}};
  std::vector<LineOutcome> found = outcomes_of(story, *cleaner);
  CHECK(found[0].reason == "");
  CHECK(found[3].reason ==
        "evidence +11.00: any.trial.drum +4.00, any.trial.reel +4.00, any.trial.sail +2.00");
  CHECK(found[4].reason == "any.trial.share");

  GoldDocument no_prose;
  no_prose.lines = {{"A drum", Label::chaff, ""}};
  CHECK(outcomes_of(no_prose, *cleaner)[0].reason == "no rule, no prose");
}

}  // namespace dechaff
