// Rule files: every fault at its place, with advice.
#include <catch2/catch.hpp>

#include "own_rules.h"
#include "rule/lint.h"

namespace dechaff {
namespace {

using Faults = std::vector<std::string>;

// A rule file of one rule with further lines; they begin at line 4.
std::string rule_with(std::string_view lines) {
  return "[[rule]]\nid = \"a.b.c\"\naction = \"line\"\n" + std::string(lines);
}

Fault only_fault(std::string_view toml) {
  LoadedRules loaded = load_text(toml);
  INFO(toml);
  REQUIRE(loaded.faults.size() == 1);
  return loaded.faults[0];
}

struct Row {
  std::string toml, fault, advice;
};

}  // namespace

TEST_CASE("each fault of a rule file is reported at its line and column, with advice") {
  const Row rows[] = {
      {rule_with("is = [\"x y\"]\nwhens = 3\n"), "5:1 unknown key `whens`", "did you mean `when`?"},
      {rule_with("  is = \"x y\"\n  qqqqqqqq = 3\n"), "5:3 unknown key `qqqqqqqq`",
       "[[rule]] takes: id, was"},
      {rule_with("is = 5\n"), "4:6 `is` takes text or a list of texts, not a number", ""},
      {rule_with("is = [\"x\", 5]\n"), "4:12 `is` takes a list of texts, not a number", ""},
      {rule_with("is = [\n  \"x\",\n  true,\n]\n"), "6:3 `is` takes a list of texts, not true or false", ""},
      {rule_with("is = \"x\"\nzone = \"tails\"\n"), "5:8 unknown zone `tails`", "did you mean `tail`?"},
      {rule_with("when = { max_wrods = 3 }\n"), "4:10 unknown limit `max_wrods`",
       "did you mean `max_words`?"},
      {rule_with("when = { max_shared = 3 }\n"), "4:10 unknown limit `max_shared`", ""},
      {rule_with("when = { max_words = \"3\" }\n"), "4:22 `max_words` takes a number, not text", ""},
      {rule_with("when = { max_words = 3.5 }\n"), "4:22 `max_words` takes a number, not a decimal number",
       ""},
      {rule_with("when = 3\n"), "4:8 `when` takes a table of limits, not a number", ""},
      {rule_with("is = \"x\"\nlines = 1979-05-27\n"), "5:9 `lines` takes a whole number, not a date or time",
       ""},
      {rule_with("starts = [\"é {platfrom}\"]\n[lists]\nplatform = [\"x\"]\n"),
       "4:14 there is no list `platfrom`", "did you mean `platform`?"},
      {rule_with("pattern = 'é {platfrom}'\n"), "4:14 there is no list `platfrom`", "add it to `[lists]`"},
      {rule_with("pattern = 'тест a(?=b)'\n"), "4:18 bad pattern in `a.b.c`: invalid perl operator",
       "`unless`"},
      {rule_with("pattern = \"\\u0442\\t\\\\d a**\"\n"),
       "4:25 bad pattern in `a.b.c`: bad repetition operator", ""},
      {rule_with("is = \"x\"\nunless = '[z-a]'\n"),
       "5:12 bad pattern in `a.b.c`: invalid character class range", ""},
      {rule_with("is = \"…»\"\n"), "4:6 a phrase needs a letter or a digit", "pattern"},
      {"[[rule]]\nid = \"a.b.c\"\nis = \"x\"\n", "1:1 rule `a.b.c` has no `action`", "add action"},
      {rule_with(""), "1:1 rule `a.b.c` fits every line", "add at least one"},
      {"[[rule]]\naction = \"line\"\nis = \"x\"\n", "1:1 this rule has no `id`", "give it one"},
      {"[[rule]]\nid = \"a.b.c\"\naction = \"lin\"\nis = \"x\"\n", "3:10 unknown action `lin`",
       "did you mean `line`?"},
      {"[[rule]]\nid = \"a.b.c\"\naction = \"weigh\"\nis = \"x\"\n", "1:1 rule `a.b.c` weighs nothing",
       "add weight"},
      {rule_with("is = \"x y\"\nexact = 1\n"), "5:9 `exact` takes true or false, not a number", ""},
      {rule_with("is = \"x y\"\nexact = true\n"),
       "5:9 `exact` says how a match is cut, and rule `a.b.c` cuts none", "action = \"match\""},
      {"[rule]\nid = \"a.b.c\"\n", "1:1 `rule` takes tables: write [[rule]], not a table", ""},
      {"abot = \"x\"\n", "1:1 unknown key `abot`", "did you mean `about`?"},
      {"[lists]\nx = 3\n", "2:5 `x` takes text or a list of texts, not a number", ""},
      {"lists = 3\n", "1:9 `lists` takes a table of lists, not a number", ""},
      {"[[extend]]\nid = \"no.such.rule\"\n", "2:6 there is no rule `no.such.rule` to extend", ""},
      {"[[extend]]\nid = \"a\"\naction = \"line\"\n", "3:1 unknown key `action`", "[[extend]] takes"},
      {"off = [\"nothing\"]\n", "1:8 there is no category or rule `nothing` to switch off",
       "`dechaff rules`"},
      {rule_with("is = \"x\"\n") + rule_with("is = \"y\"\n"), "5:1 rule `a.b.c` is here twice",
       "the other is at"},
      {"id = \"x\n", "1:8", "not valid TOML"}};
  for (const Row& row : rows) {
    std::string with_crlf;
    for (char c : row.toml) with_crlf += c == '\n' ? "\r\n" : std::string(1, c);
    for (const std::string& toml : {row.toml, with_crlf}) {
      Fault fault = only_fault(toml);
      CHECK_THAT(short_faults({fault})[0], Catch::StartsWith(row.fault));
      CHECK_THAT(fault.advice, Catch::Contains(row.advice));
    }
  }
}

TEST_CASE("a mistake is reported once, not again by what follows from it") {
  CHECK(load_text("[[rule]]\nid = \"a.b.c\"\nacton = \"line\"\nis = \"x\"\n").faults.size() == 1);
  CHECK(load_text("[[rule]]\nid = \"a.b.c\"\naction = \"line\"\npatern = 'x'\n").faults.size() == 1);
}

TEST_CASE("an empty id is a fault, for the rule would be dropped in silence") {
  CHECK(load_text("[[rule]]\nid = \"\"\naction = \"line\"\nis = \"x\"\n").faults.size() == 1);
}

TEST_CASE("a rule that asks for nothing is a fault, however nothing is written") {
  for (std::string_view nothing :
       {"starts = []", "pattern = []", "when = {}", "is = [\"{none}\"]\n[lists]\nnone = []",
        "pattern = '{none}'\n[lists]\nnone = []"}) {
    INFO(nothing);
    CHECK_FALSE(load_text(rule_with(nothing)).faults.empty());
  }
}

TEST_CASE("numbers that a rule cannot mean are faults") {
  for (std::string_view lines : {"-1", "4294967297", "9223372036854775807"}) {
    INFO(lines);
    CHECK_FALSE(load_text(rule_with("is = \"x y\"\nlines = " + std::string(lines))).faults.empty());
  }
  CHECK_FALSE(
      load_text("[[rule]]\nid = \"a.b.c\"\naction = \"weigh\"\nis = \"x\"\nweight = 9223372036854775807\n")
          .faults.empty());
  CHECK_FALSE(load_text(rule_with("is = \"x y\"\nzone = []")).faults.empty());
}

TEST_CASE("all faults of a file are reported at once, a syntax error ends its own file only") {
  CHECK(load_text(rule_with("is = 5\nzoom = 1\nzone = \"x\"\nunless = '('\n")).faults.size() == 4);
  TempFolder folder;
  folder.write("a.toml", "id = \"x\n");
  folder.write("b.toml", "zoom = 1\n");
  RuleSources sources;
  sources.builtin = false;
  sources.paths = {folder.path()};
  CHECK(load_rules(sources).faults.size() == 2);
}

TEST_CASE("columns count code points and look through escapes and triple quotes") {
  // The string begins at 4:11; the place is that of the fault "(?=" in the pattern.
  const std::pair<std::string, std::string> rows[] = {{"'(?=x)'", "4:12"},
                                                      {"\"(?=x)\"", "4:12"},
                                                      {"\"é(?=x)\"", "4:13"},
                                                      {"\"\\u00e9(?=x)\"", "4:18"},
                                                      {"\"\\U0001F600(?=x)\"", "4:22"},
                                                      {"\"\\\\d(?=x)\"", "4:15"},
                                                      {"'''(?=x)'''", "4:14"},
                                                      {"'''\n(?=x)'''", "5:1"},
                                                      {"\"\"\"\n\n  (?=x)\"\"\"", "6:3"},
                                                      {"\"\"\"a \\\n   b(?=x)\"\"\"", "5:5"},
                                                      {"['ok', '日(?=x)']", "4:20"}};
  for (auto& [written, place] : rows) {
    INFO(written);
    CHECK_THAT(short_faults({only_fault(rule_with("pattern = " + written + "\n"))})[0],
               Catch::StartsWith(place + " "));
    std::string crlf;
    for (char c : rule_with("pattern = " + written + "\n")) crlf += c == '\n' ? "\r\n" : std::string(1, c);
    CHECK_THAT(short_faults({only_fault(crlf)})[0], Catch::StartsWith(place + " "));
  }
}

TEST_CASE("the caret points at the bad part, not at an earlier one that looks alike") {
  CHECK(short_faults({only_fault(rule_with("pattern = '\\** b**'\n"))})[0].substr(0, 5) == "4:17 ");
}

TEST_CASE("a fault is shown with its line, a caret and advice") {
  auto source = std::make_shared<SourceFile>(SourceFile{"a.toml", "x\n\té日 acton = 1\r\n"});
  CHECK(to_text({source, {2, 5}, 5, "unknown key `acton`", "did you mean `action`?"}) ==
        "a.toml:2:5: unknown key `acton`\n    \té日 acton = 1\n    \t    ^~~~~\n    did you mean `action`?");
  CHECK(to_text({source, {2, 12}, 50, "m", ""}) ==
        "a.toml:2:12: m\n    \té日 acton = 1\n    \t           ^~");
  CHECK(to_text({source, {9, 1}, 1, "m", ""}) == "a.toml:9:1: m");
  CHECK(to_text({nullptr, {}, 1, "m", "do it"}) == "m\n    do it");
}

TEST_CASE("the file's place gives language, category and site") {
  const std::tuple<std::string, std::string, std::string, size_t> rows[] = {
      {"en/share.toml", "en", "share", 0},
      {"mine.toml", "any", "mine", 0},
      {"any/legal.toml", "any", "legal", 0},
      {"site/orrin.example.toml", "any", "site", 1},
      {"English/share.toml", "any", "share", 0}};
  for (auto& [name, language, category, sites] : rows) {
    TempFolder folder;
    folder.write(name, rule_with("is = \"x y\"\n"));
    RuleSources sources{.builtin = false, .paths = {folder.path()}};
    LoadedRules loaded = load_rules(sources);
    REQUIRE(loaded.rules.size() == 1);
    CHECK(loaded.rules[0].language == language);
    CHECK(loaded.rules[0].category == category);
    CHECK(loaded.rules[0].sites.size() == sites);
  }
}

TEST_CASE("lists stand for their words, in every combination") {
  LoadedRules loaded =
      load_text("[lists]\np = [\"a.b\", \"c\"]\nq = [\"d\", \"e\"]\n" +
                rule_with("starts = [\"{p} x {q}\"]\npattern = '^{p}{edge}{2}\\{q}'\n").substr(0));
  REQUIRE(short_faults(loaded.faults) == Faults{});
  std::vector<std::string> phrases;
  for (const Located& phrase : loaded.rules[0].starts) phrases.push_back(phrase.text);
  CHECK(phrases == std::vector<std::string>{"a.b x d", "a.b x e", "c x d", "c x e"});
  CHECK_THAT(loaded.rules[0].patterns[0].expanded, Catch::StartsWith("^(?:a\\.b|c)(?:"));
  CHECK_THAT(loaded.rules[0].patterns[0].expanded, Catch::EndsWith("{2}\\{q}"));
}

}  // namespace dechaff
