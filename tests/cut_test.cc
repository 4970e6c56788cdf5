// Cutting: which blank lines go with removed lines, and which space with a cut.
#include <catch2/catch.hpp>

#include "own_rules.h"

namespace dechaff {
namespace {

// `X` goes as a line, `(y)` is cut out.
constexpr std::string_view kRules = R"toml(
[[rule]]
id = "a.a.line"
action = "line"
is = "X"
[[rule]]
id = "a.a.match"
action = "match"
pattern = '\(y\)'
)toml";

std::string replaced(std::string text, const std::string& with) {
  std::string out;
  for (char c : text) out += c == '\n' ? with : std::string(1, c);
  return out;
}

}  // namespace

TEST_CASE("of the blank lines around removed ones, the first run stays") {
  OwnCleaner cleaner(kRules);
  const std::pair<std::string, std::string> rows[] = {// In the middle.
                                                      {"a\nX\nb\n", "a\nb\n"},
                                                      {"a\n\nX\n\nb\n", "a\n\nb\n"},
                                                      {"a\n\nX\nb\n", "a\n\nb\n"},
                                                      {"a\nX\n\nb\n", "a\n\nb\n"},
                                                      {"a\n\n\nX\n\nb\n", "a\n\n\nb\n"},
                                                      {"a\n\nX\n\n\nb\n", "a\n\nb\n"},
                                                      {"a\n\nX\n\nX\n\nb\n", "a\n\nb\n"},
                                                      {"a\nX\n\nX\nb\n", "a\n\nb\n"},
                                                      {"a\nX\n\nX\n\n\nb\n", "a\n\nb\n"},
                                                      {"a\n\nX\nX\n\nb\n", "a\n\nb\n"},
                                                      {"a\n \t\nX\n\nb\n", "a\n \t\nb\n"},
                                                      {"a\n\nX\n\nb\n\nX\n\nc\n", "a\n\nb\n\nc\n"},
                                                      // At the start.
                                                      {"X\na\n", "a\n"},
                                                      {"X\n\na\n", "a\n"},
                                                      {"\nX\n\na\n", "\na\n"},
                                                      {"X\n\nX\n\n\na\n", "a\n"},
                                                      {"\n\nX\na\n", "\n\na\n"},
                                                      // At the end.
                                                      {"a\nX\n", "a\n"},
                                                      {"a\n\nX\n", "a\n"},
                                                      {"a\n\nX", "a\n"},
                                                      {"a\n\nX\n\n", "a\n\n"},
                                                      {"a\n\nX\n\nX\n", "a\n"},
                                                      {"a\nX\n\n\n", "a\n\n\n"},
                                                      // Nothing is left.
                                                      {"X", ""},
                                                      {"X\n", ""},
                                                      {"\n\nX\n\nX\n\n", ""},
                                                      // Nothing goes.
                                                      {"", ""},
                                                      {"\n\n", "\n\n"},
                                                      {"a\n\n\n\nb", "a\n\n\n\nb"}};
  for (auto& [text, left] : rows) {
    INFO(replaced(text, "|"));
    CHECK(cleaner.left(text) == left);
    CHECK(cleaner.left(replaced(text, "\r\n")) == replaced(left, "\r\n"));
    CHECK(cleaner.left(replaced(text, "\r")) == replaced(left, "\r"));
  }
}

TEST_CASE("a BOM and white space go with the line that they stand in") {
  OwnCleaner cleaner(kRules);
  CHECK(cleaner.left("\uFEFFX\na\n") == "a\n");
  CHECK(cleaner.left("\uFEFF a\n  X \nb") == "\uFEFF a\nb");
}

TEST_CASE("a cut takes one adjoining space, and an emptied line goes whole") {
  OwnCleaner cleaner(kRules);
  const std::pair<std::string, std::string> rows[] = {{"Rain (y) fell.\n", "Rain fell.\n"},
                                                      {"Rain fell. (y)\n", "Rain fell.\n"},
                                                      {"(y) Rain fell.\n", "Rain fell.\n"},
                                                      {"Rain (y)fell.\n", "Rain fell.\n"},
                                                      {"Rain(y) fell.\n", "Rain fell.\n"},
                                                      {"Rain (y), then\n", "Rain, then\n"},
                                                      {"Rain(y)fell", "Rainfell"},
                                                      {"Rain  (y)  fell\n", "Rain   fell\n"},
                                                      {"a (y) (y) b\n", "a b\n"},
                                                      {"a (y)(y) b\n", "a b\n"},
                                                      {"(y) (y) b\n", "b\n"},
                                                      {"b (y) (y)\n", "b\n"},
                                                      {"  (y) a  \n", "  a  \n"},
                                                      {"a\n(y)\nb\n", "a\nb\n"},
                                                      {"a\n\n (y) (y) \n\nb\n", "a\n\nb\n"},
                                                      {"日(y)本", "日本"},
                                                      {"\xFF (y) \xFE\n", "\xFF \xFE\n"}};
  for (auto& [text, left] : rows) {
    INFO(text);
    CHECK(cleaner.left(text) == left);
  }
}

TEST_CASE("an exact cut leaves the spaces beside it") {
  OwnCleaner cleaner("[[rule]]\nid = \"a.a.a\"\naction = \"match\"\npattern = '\\(y\\)'\nexact = true\n");
  const std::pair<std::string, std::string> rows[] = {{"a (y) b\n", "a  b\n"},
                                                      {"a (y).\n", "a .\n"},
                                                      {"(y) a (y) (y) b (y)\n", " a   b \n"},
                                                      {"a\n (y) (y) \nb\n", "a\nb\n"}};
  for (auto& [text, left] : rows) {
    INFO(text);
    CHECK(cleaner.left(text) == left);
  }
}

TEST_CASE("what a phrase matched is cut with the brackets and the delimiter that were skipped for it") {
  OwnCleaner cleaner(
      "[[rule]]\nid = \"a.a.a\"\naction = \"match\"\ncontains = [\"(tap to enlarge)\"]\n"
      "[[rule]]\nid = \"a.a.b\"\naction = \"match\"\nstarts = [\"advertisement\"]\n");
  CHECK(cleaner.left("Rain fell. (tap to enlarge)\n") == "Rain fell.\n");
  CHECK(cleaner.left("Advertisement: Rain fell.\n") == "Rain fell.\n");
}

TEST_CASE("the spans tile the text and name their rule") {
  OwnCleaner cleaner(kRules);
  std::string text = "a (y) b\n\nX\n\nc\n";
  std::vector<Span> spans = cleaner->clean(text).spans;
  size_t at = 0;
  std::string shape;
  for (const Span& span : spans) {
    CHECK(span.begin == at);
    CHECK(span.begin < span.end);
    at = span.end;
    shape += span.removed ? cleaner.rules().rules()[static_cast<size_t>(span.rule)].id + " " : "kept ";
    if (!span.removed) CHECK(span.rule == -1);
  }
  CHECK(at == text.size());
  CHECK(shape == "kept a.a.match kept a.a.line kept ");
}

TEST_CASE("nested cuts are found again until nothing is left to cut") {
  OwnCleaner cleaner("[[rule]]\nid = \"a.a.a\"\naction = \"match\"\npattern = 'xy'\n");
  std::string nested;
  for (int i = 1; i < kMostPasses; ++i) nested = "x" + nested + "y";
  CHECK(cleaner.left("a " + nested + " b") == "a b");
}

TEST_CASE("compose leads from a text to what is left after two cuts") {
  // "abcdefgh" loses cd, then what is left, "abefgh", loses "be" and "h".
  std::vector<Span> first = {{0, 2, false}, {2, 4, true, 1}, {4, 8, false}};
  std::vector<Span> second = {{0, 1, false}, {1, 3, true, 2}, {3, 5, false}, {5, 6, true, 3}};
  std::vector<Span> both = compose(first, second);
  CHECK(kept_text("abcdefgh", both) == "afg");
  std::string rules;
  for (const Span& span : both)
    rules +=
        std::to_string(span.begin) + "-" + std::to_string(span.end) + ":" + std::to_string(span.rule) + " ";
  CHECK(rules == "0-1:-1 1-2:2 2-4:1 4-5:2 5-7:-1 7-8:3 ");
  CHECK(compose({}, {}).empty());
  CHECK(kept_text("abcd", compose({{0, 4, true, 0}}, {})).empty());
}

}  // namespace dechaff
