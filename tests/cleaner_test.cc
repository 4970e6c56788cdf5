// The whole cleaner: sites, passes, and the decisions that explain them.
#include "clean/cleaner.h"

#include <catch2/catch.hpp>
#include <chrono>

#include "clean/explain.h"
#include "own_rules.h"

namespace dechaff {

TEST_CASE("the site is the host of an address") {
  const std::pair<std::string, std::string> rows[] = {
      {"https://www.Orrin.example/a?b", "orrin.example"},
      {"http://orrin.example:8080", "orrin.example"},
      {"orrin.example/x", "orrin.example"},
      {"https://me:secret@orrin.example/", "orrin.example"},
      {"https://a.orrin.example#x", "a.orrin.example"},
      {"", ""},
      {"HTTPS://WWW.ORRIN.EXAMPLE/", "orrin.example"},
      {"orrin.example/?u=http://tarvel.example/", "orrin.example"},
      {"//orrin.example/x", "orrin.example"}};
  for (auto& [url, site] : rows) {
    INFO(url);
    CHECK(site_of(url) == site);
  }
}

TEST_CASE("a rule for sites acts on these and their subdomains") {
  OwnCleaner cleaner(
      "[[rule]]\nid = \"a.a.a\"\naction = \"line\"\nis = \"X\"\nsites = [\"orrin.example\"]\n");
  CHECK(cleaner.left("X\na\n", "orrin.example") == "a\n");
  CHECK(cleaner.left("X\na\n", "news.orrin.example") == "a\n");
  CHECK(cleaner.left("X\na\n", "theorrin.example") == "X\na\n");
  CHECK(cleaner.left("X\na\n", "example") == "X\na\n");
  CHECK(cleaner.left("X\na\n") == "X\na\n");
}

TEST_CASE("limits, exceptions and when-only rules are looked at") {
  OwnCleaner cleaner(
      "[[rule]]\nid = \"a.a.a\"\naction = \"line\"\ncontains = [\"sale\"]\nwhen = { max_words = 3, min_words "
      "= 2 }\nunless = 'not'\n"
      "[[rule]]\nid = \"b.b.b\"\naction = \"line\"\nwhen = { min_links = 2 }\n");
  const std::pair<std::string, bool> rows[] = {{"big sale", true},         {"sale", false},
                                               {"a very big sale", false}, {"not sale", false},
                                               {"@orrin @tarvel", true},   {"@orrin", false}};
  for (auto& [line, goes] : rows) {
    INFO(line);
    CHECK(cleaner.left(line + "\n").empty() == goes);
  }
}

TEST_CASE("a line is measured by which lines rules take around it") {
  OwnCleaner cleaner("[[rule]]\nid = \"a.a.a\"\naction = \"line\"\nis = \"Share\"\n");
  auto measured = [&](std::string_view text, Measure measure) {
    Examined examined = cleaner->examine(text);
    std::vector<int> values;
    for (const MeasuredLine& line : examined.passes.front().lines) {
      if (!line.line.blank()) values.push_back(line.measures[measure]);
    }
    return values;
  };
  std::string text = kProse1 + "One\n\nShare\nTwo\nThree\nFour\nFive\n";
  CHECK(measured(text, Measure::nearest) == std::vector<int>{2, 1, 0, 1, 2, 3, 4});
  CHECK(measured(text, Measure::taken) == std::vector<int>(7, 1));
  CHECK(measured(text, Measure::prose) == std::vector<int>(7, 1));
  CHECK(measured(text + kProse2, Measure::prose) == std::vector<int>(8, 2));
  CHECK(measured(text, Measure::removed_above) == std::vector<int>{0, 0, 0, 1, 1, 0, 0});
  CHECK(measured(text, Measure::removed_below) == std::vector<int>{1, 1, 0, 0, 0, 0, 0});
  CHECK(measured("Share\n" + text + "Share\n", Measure::nearest) ==
        std::vector<int>{0, 1, 1, 0, 1, 2, 2, 1, 0});
  CHECK(measured("One\nTwo\n", Measure::nearest) == std::vector<int>{99, 99});
  CHECK(measured("One\nTwo\n", Measure::taken) == std::vector<int>{0, 0});
}

TEST_CASE("prose that ends in a colon introduces lines until prose, or until what a rule takes") {
  OwnCleaner cleaner("[[rule]]\nid = \"a.a.a\"\naction = \"line\"\nis = \"Share\"\n");
  const std::string colon =
      "The council of the island has named the winners of the three prizes for gardens:\n";
  auto introduced = [&](const std::string& text) {
    Examined examined = cleaner->examine(text);
    std::vector<int> values;
    for (const MeasuredLine& line : examined.passes.front().lines) {
      if (!line.line.blank()) values.push_back(line.measures[Measure::introduced]);
    }
    return values;
  };
  CHECK(introduced(colon + "One\n\nTwo\n" + kProse1 + "Three\n") == std::vector<int>{0, 1, 2, 0, 0});
  CHECK(introduced(colon + "One\nShare\nTwo\n") == std::vector<int>{0, 1, 0, 0});
  CHECK(introduced(kProse1 + "Winners:\nOne\n") == std::vector<int>{0, 0, 0});
}

TEST_CASE("a long line of several sentences is prose however it ends") {
  auto is_prose = [](std::string_view line) -> bool {
    return OwnCleaner("")->examine(line).passes.front().layout.prose[0];
  };
  std::string sentences;
  for (const std::string& line : {kProse1, kProse2, kProse3, kProse1, kProse2}) {
    sentences += line;
    sentences.back() = ' ';
  }
  CHECK(is_prose(sentences + "And the ferry"));
  CHECK_FALSE(is_prose(sentences.substr(0, 380)));
  for (char& c : sentences) c = c == '.' ? ',' : c;
  CHECK_FALSE(is_prose(sentences + "And the ferry"));
}

TEST_CASE("decisions are those of the pass that removed or cut a line, else of the last") {
  // The cut of the first pass makes the line that the second pass removes.
  OwnCleaner cleaner(
      "[[rule]]\nid = \"a.a.a\"\naction = \"match\"\npattern = '\\(y\\)'\n[[rule]]\nid = \"b.b.b\"\naction = "
      "\"line\"\nis = \"X\"\n"
      "[[rule]]\nid = \"c.c.c\"\naction = \"line\"\npattern = '^first'\nwhen = { max_position = 0 }\n");
  std::string text = "\nfirst\n\nfirst again\nZ (y)\n\nX (y)\nlast\n";
  std::vector<Examination> passes = cleaner->examine(text).passes;
  std::string left = kept_text(text, cleaner->clean(text).spans);
  CHECK(left == "\nZ\n\nlast\n");
  std::string decided;
  for (const LineDecision& d : line_decisions(passes)) {
    const Verdict& v = d.verdict();
    decided += std::to_string(d.line) +
               (v.remove         ? "-"
                : v.cuts.empty() ? "+"
                                 : "c") +
               std::to_string(d.pass - passes.data()) + " ";
  }
  CHECK_THAT(decided, Catch::StartsWith("1-0 3-1 4c0 6"));
  CHECK_THAT(decided, Catch::EndsWith("7+" + std::to_string(passes.size() - 1) + " "));
}

TEST_CASE("a line cut in one pass and removed in a later one is explained as removed") {
  OwnCleaner cleaner(
      "[[rule]]\nid = \"a.a.a\"\naction = \"match\"\npattern = '\\(y\\)'\n[[rule]]\nid = \"b.b.b\"\naction = "
      "\"line\"\nis = \"X\"\n");
  std::vector<Examination> passes = cleaner->examine("X (y)\nlast\n").passes;
  REQUIRE(passes.back().text.size() == 5);
  CHECK(line_decisions(passes).at(0).verdict().remove);
}

namespace {

// Each `[cut]` is whole only when the one inside it is gone, so each takes a pass.
std::string nested_cuts(int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += i ? " [cut" : "[cut";
  for (int i = 0; i < depth; ++i) text += "]";
  return text + " said the skipper\n";
}

constexpr std::string_view kCutRule = "[[rule]]\nid = \"a.a.a\"\naction = \"match\"\npattern = '\\[cut\\]'\n";

}  // namespace

TEST_CASE("after so many passes the cleaner stops and says that more may go") {
  OwnCleaner cleaner(kCutRule);
  struct Row {
    int depth, left;
    bool unsettled;
  };
  // The last pass of a settled text is the one that removes nothing.
  for (auto [depth, left, unsettled] : {Row{kMostPasses - 1, 0, false}, Row{kMostPasses, 0, true},
                                        Row{kMostPasses + 1, 1, true}, Row{2000, 2000 - kMostPasses, true}}) {
    INFO(depth);
    std::string text = nested_cuts(depth);
    Cleaned cleaned = cleaner->clean(text);
    CHECK(cleaned.flags.unsettled == unsettled);
    std::string wanted = left ? nested_cuts(left) : "said the skipper\n";
    CHECK(kept_text(text, cleaned.spans) == wanted);
    CHECK(cleaner->examine(text).passes.size() == kMostPasses);
  }
}

TEST_CASE("to examine a text tells what to clean it does, guard and limit included") {
  OwnCleaner cleaner(
      std::string(kCutRule), {},
      "base = 0\nguard = 10\n[levels]\nbalanced = 0.5\n[measures.quote]\nbounds = [1]\nweights = [-9, 9]\n");
  std::string quotes = "\"" + kProse1 + "\"" + kProse2 + kProse3;
  for (const std::string& text : {std::string(), kProse1 + "\"ah\n" + kProse2, quotes, nested_cuts(3),
                                  kProse1 + nested_cuts(50), quotes + nested_cuts(50)}) {
    INFO(text);
    Cleaned cleaned = cleaner->clean(text);
    Examined examined = cleaner->examine(text);
    CHECK(cleaned.flags.guarded == (text.starts_with(quotes)));
    CHECK(examined.cleaned.flags.guarded == cleaned.flags.guarded);
    CHECK(examined.cleaned.flags.no_prose == cleaned.flags.no_prose);
    CHECK(examined.cleaned.flags.unsettled == cleaned.flags.unsettled);
    CHECK(kept_text(text, examined.cleaned.spans) == kept_text(text, cleaned.spans));
    std::vector<Span> spans = {{0, text.size(), false}};
    for (const Examination& pass : examined.passes) {
      CHECK(pass.text == kept_text(text, spans));
      spans = compose(spans, pass.spans);
    }
    CHECK(kept_text(text, spans) == kept_text(text, cleaned.spans));
  }
}

}  // namespace dechaff
