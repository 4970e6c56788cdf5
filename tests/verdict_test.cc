// Who wins: keep, rest, block, line, match, evidence; protection, selection of categories, and the guard.
#include <catch2/catch.hpp>

#include "clean/evidence.h"
#include "own_rules.h"

namespace dechaff {
namespace {

std::string rule(std::string_view id, std::string_view action, std::string_view rest) {
  return "[[rule]]\nid = \"" + std::string(id) + "\"\naction = \"" + std::string(action) + "\"\n" +
         std::string(rest) + "\n";
}

// The id of the rule that decided the given line, or "".
std::string decided_by(const OwnCleaner& cleaner, std::string_view text, size_t line) {
  int32_t index = cleaner->examine(text).passes.front().verdicts.at(line).rule;
  return index < 0 ? "" : cleaner.rules().rules()[static_cast<size_t>(index)].id;
}

// Evidence against every line of this many characters or more, at a limit of 0.
constexpr std::string_view kAgainstLong =
    "base = -100\nguard = 100\n[levels]\nbalanced = 0.5\n[measures.chars]\nbounds = [40]\nweights = [0, "
    "200]\n";

}  // namespace

TEST_CASE("of rules that hit one line, the action decides and then the id") {
  const std::string text = kProse1 + kProse2 + "X\n" + "Y one\n";
  const std::vector<std::string> actions = {"keep", "rest", "block", "line", "match"};
  for (size_t strong = 0; strong < actions.size(); ++strong) {
    for (size_t weak = strong; weak < actions.size(); ++weak) {
      OwnCleaner cleaner(rule("z.z.z", actions[strong], "pattern = '^X$'") +
                         rule("zz.z.z", actions[weak], "pattern = '^X$'") +
                         (weak > strong ? rule("a.a.a", actions[weak], "pattern = '^X$'") : ""));
      INFO(actions[strong] << " against " << actions[weak]);
      CHECK(decided_by(cleaner, text, 2) == "z.z.z");
    }
  }
}

TEST_CASE("a keep rule holds its line against rules and evidence") {
  std::string keep = rule("k.k.k", "keep", "contains = [\"correction\"]");
  std::string line = "Correction: the Orrin ferry carried ninety people and not nineteen.\n";
  OwnCleaner cleaner(keep + rule("a.a.a", "line", "contains = [\"correction\"]"), {}, kAgainstLong);
  CHECK(cleaner.left(kProse1 + line + "short\n") == line + "short\n");
}

TEST_CASE("`protects` holds against rules of its categories only") {
  std::string take = rule("a.a.a", "line", "is = \"X\"");
  std::string text = kProse1 + "X\n" + kProse2;
  CHECK(OwnCleaner(take + rule("k.k.k", "keep", "is = \"X\"\nprotects = [\"related\"]")).left(text) == text);
  CHECK(OwnCleaner(take + rule("k.k.k", "keep", "is = \"X\"\nprotects = [\"share\"]")).left(text) ==
        kProse1 + kProse2);
  OwnCleaner evidence(rule("k.k.k", "keep", "contains = [\"quay\"]\nprotects = [\"evidence\"]"), {},
                      kAgainstLong);
  CHECK(evidence.left(kProse1 + kProse2 + kProse3 + "s\n") == kProse3 + "s\n");
}

TEST_CASE(
    "only and skip select categories, and what is not selected keeps its lines, also against evidence") {
  std::string rules = rule("a.a.a", "line", "contains = [\"quay\"]");
  std::string text = kProse1 + kProse2 + kProse3;
  auto left = [&](std::vector<std::string> only, std::vector<std::string> skip) {
    CleanOptions options;
    options.only = only;
    options.skip = skip;
    return OwnCleaner(rules, options, kAgainstLong).left(text);
  };
  CHECK(left({"related"}, {}) == kProse1 + kProse2);
  CHECK(left({"evidence"}, {}) == kProse3);
  CHECK(left({}, {"evidence"}) == kProse1 + kProse2);
  CHECK(left({}, {"related"}) == kProse3);
  CHECK(left({"share"}, {}) == text);
  CHECK(left({"related"}, {"related"}) == text);
}

TEST_CASE("rules act in their zones, and `rest` only in the tail") {
  std::string text = "X\n" + kProse1 + "X\n" + kProse2 + "X\nafter\n";
  auto left = [&](std::string_view action, std::string_view more) {
    return OwnCleaner(rule("a.a.a", action, "is = \"X\"\n" + std::string(more))).left(text);
  };
  CHECK(left("line", "zone = \"head\"") == kProse1 + "X\n" + kProse2 + "X\nafter\n");
  CHECK(left("line", "zone = \"body\"") == "X\n" + kProse1 + kProse2 + "X\nafter\n");
  CHECK(left("line", "zone = \"tail\"") == "X\n" + kProse1 + "X\n" + kProse2 + "after\n");
  CHECK(left("line", "zone = [\"head\", \"tail\"]") == kProse1 + "X\n" + kProse2 + "after\n");
  CHECK(left("rest", "") == "X\n" + kProse1 + "X\n" + kProse2);
}

TEST_CASE("a `rest` heading begins the tail where nothing below shares words with the story") {
  OwnCleaner cleaner(rule("a.a.a", "rest", "is = \"comments\""));
  std::string other =
      "What a load of nonsense this newspaper prints, my cousin in Tarvel would never believe a word.\n";
  CHECK(cleaner.left(kProse1 + kProse2 + "Comments\n" + other) == kProse1 + kProse2);
  CHECK(cleaner.left(kProse1 + kProse2 + "Comments\n" + kProse3) ==
        kProse1 + kProse2 + "Comments\n" + kProse3);
  CHECK(cleaner.left("Comments\n" + kProse1 + kProse2) == "Comments\n" + kProse1 + kProse2);
}

TEST_CASE("a match rule that has nothing to cut leaves the line to the others") {
  std::string idle = rule("a.a.a", "match", "pattern = '(?P<cut>\\(tap\\))?fell'");
  std::string text = kProse1 + kProse2 + "Rain fell. Tap here\n";
  CHECK(OwnCleaner(idle + rule("b.b.b", "match", "pattern = 'tap here'")).left(text) ==
        kProse1 + kProse2 + "Rain fell.\n");
}

TEST_CASE("evidence sums the base, the buckets and the rules that weigh, in their zones") {
  OwnCleaner cleaner(rule("a.a.a", "weigh", "contains = [\"sale\"]\nweight = 30\nzone = \"tail\"") +
                         rule("b.b.b", "weigh", "contains = [\"sale\"]\nweight = 7"),
                     {},
                     "base = -100\n[levels]\nbalanced = 0.5\n[measures.words]\nbounds = [3]\nweights = "
                     "[1000, 2000]\n[rules]\n\"b.b.b\" = 500\n");
  Examination e = cleaner->examine(kProse1 + "big sale\n" + kProse2 + "the big sale\n").passes.front();
  auto sum = [&](size_t i) {
    return cleaner->evidence().sum(e.lines[i].measures, e.layout.zones[i], e.hits[i]);
  };
  CHECK(sum(1) == -100 + 1000 + 500);
  CHECK(sum(3) == -100 + 2000 + 500 + 30);
  for (size_t i = 0; i < 4; ++i) {
    int64_t total = 0;
    for (const EvidencePart& part : evidence_parts(e.lines[i], e.layout.zones[i], e.hits[i], cleaner.rules()))
      total += part.weight;
    CHECK(total == sum(i));
    CHECK(e.verdicts[i].evidence == sum(i));
  }
}

TEST_CASE("the level, or a threshold instead of it, says how much evidence removes") {
  std::string weights = "base = 1000\nguard = 100\n[levels]\nstrict = 0.9\nbalanced = 0.5\n";
  auto left = [&](std::string level, std::optional<double> threshold) {
    CleanOptions options;
    options.level = level;
    options.threshold = threshold;
    return OwnCleaner("", options, weights).left(kProse1);
  };
  CHECK(left("strict", {}) == kProse1);
  CHECK(left("balanced", {}).empty());
  CHECK(left("balanced", 0.74) == kProse1);
  CHECK(left("strict", 0.73).empty());
  CHECK(OwnCleaner("", {}).left(kProse1) == kProse1);
}

TEST_CASE("the guard ignores evidence where it would take too much of the prose") {
  std::string text = kProse1 + kProse2 + kProse3 + "A short line\n";
  auto cleaned = [&](int guard) {
    OwnCleaner cleaner(
        "", {},
        "base = 1000\nguard = " + std::to_string(guard) +
            "\n[levels]\nbalanced = 0.5\n[measures.chars]\nbounds = [20, 97]\nweights = [0, -2000, 0]\n");
    return std::pair(cleaner.left(text), cleaner->clean(text).flags.guarded);
  };
  CHECK(cleaned(0) == std::pair(text, true));
  CHECK(cleaned(100).second == false);
  CHECK(cleaned(100).first.find("A short line") == std::string::npos);
}

TEST_CASE("the guard ignores evidence that takes much and leaves more than prose") {
  // Evidence takes lines of under 15 characters.
  std::string weights =
      "base = 1000\nguard = 100\n[levels]\nbalanced = 0.5\n[measures.chars]\nbounds = [15]\nweights = [0, "
      "-2000]\n";
  auto cleaned = [&](const std::string& prose, int takes, int leaves) {
    std::string text = prose;
    for (int n = 0; n < takes; ++n) text += "A short line\n";
    for (int n = 0; n < leaves; ++n) text += "A line that is not so short\n";
    OwnCleaner cleaner("", {}, weights);
    bool guarded = cleaner->clean(text).flags.guarded;
    CHECK((cleaner.left(text) == text) == guarded);
    return guarded;
  };
  CHECK(cleaned(kProse1, 3, 5));
  CHECK_FALSE(cleaned(kProse1, 1, 5));                      // takes a twentieth
  CHECK_FALSE(cleaned(kProse1, 3, 1));                      // leaves mostly prose
  CHECK_FALSE(cleaned(kProse1 + kProse2 + kProse3, 9, 5));  // leaves mostly prose
}

TEST_CASE("a text of which rules take many lines is a page, and has its own evidence") {
  // Of an article, evidence takes short lines; of a page, long ones.
  OwnCleaner cleaner(
      rule("a.a.a", "line", "is = \"X\"") + rule("b.b.b", "weigh", "contains = [\"short\"]\nweight = 5"), {},
      "base = 500\n[levels]\nbalanced = 0.5\n[measures.chars]\nbounds = [15]\nweights = [0, -2000]\n"
      "[page]\nlines = 3\nbase = -500\n[page.measures.chars]\nbounds = [60]\nweights = [0, 2000]\n"
      "[page.rules]\n\"b.b.b\" = -30\n");
  CHECK(cleaner.left(kProse1 + "A short line\nX\nX\n") == kProse1);
  std::string page = "X\nX\nX\nA short line\n" + kProse1;
  CHECK(cleaner.left(page) == "A short line\n");
  Examination e = cleaner->examine(page).passes.front();
  CHECK(e.verdicts[3].evidence == -530);
  std::vector<EvidencePart> parts = evidence_parts(e.lines[3], e.layout.zones[3], e.hits[3], cleaner.rules());
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].name == "base of a page");
  CHECK(parts[1].weight == -30);
}

TEST_CASE("a page has its own guard of prose, and may be left a list") {
  // Evidence takes lines of under 15 characters, and those of 97 and more.
  auto guarded = [](const std::string& text, int page_lines) {
    OwnCleaner cleaner(rule("a.a.a", "line", "is = \"X\""), {},
                       "base = 1000\nguard = 0\n[levels]\nbalanced = 0.5\n"
                       "[measures.chars]\nbounds = [15, 97]\nweights = [0, -2000, 0]\n"
                       "[page]\nlines = " +
                           std::to_string(page_lines) +
                           "\nbase = 1000\nguard = 40\n"
                           "[page.measures.chars]\nbounds = [15, 97]\nweights = [0, -2000, 0]\n");
    return cleaner->clean(text).flags.guarded;
  };
  std::string takes_a_third = "X\n" + kProse1 + kProse1 + kProse2;
  CHECK(guarded(takes_a_third, 2));
  CHECK_FALSE(guarded(takes_a_third, 1));
  CHECK(guarded("X\n" + kProse1 + kProse2, 1));
  std::string leaves_a_list = "X\n" + kProse1;
  for (int n = 0; n < 6; ++n) leaves_a_list += "A short line\nA line that is not so short\n";
  CHECK(guarded(leaves_a_list, 2));
  CHECK_FALSE(guarded(leaves_a_list, 1));
}

TEST_CASE("the guard holds for all passes together") {
  // Evidence against the first line only: each pass would take another paragraph.
  std::string weights =
      "base = -1000\nguard = 30\n[levels]\nbalanced = 0.5\n[measures.position]\nbounds = [1]\nweights = "
      "[2000, 0]\n";
  std::string text;
  for (int i = 0; i < 4; ++i) text += kProse1 + kProse2 + kProse3;
  CHECK(OwnCleaner("", {}, weights).left(text).size() >= text.size() * 7 / 10);
}

TEST_CASE("without prose only rules without a zone act, evidence does not, and it is flagged") {
  OwnCleaner cleaner(
      rule("a.a.a", "line", "is = \"X\"") + rule("b.b.b", "line", "is = \"Y\"\nzone = \"tail\""), {},
      "base = 9000\n[levels]\nbalanced = 0.5\n");
  CHECK(cleaner.left("one\nX\nY\n") == "one\nY\n");
  CHECK(cleaner->clean("one\n").flags.no_prose);
  CHECK_FALSE(cleaner->clean(kProse1).flags.no_prose);
}

}  // namespace dechaff
