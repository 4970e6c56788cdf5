// Patterns: one at a time, many at once, and what is said of bad ones.
#include "rule/pattern.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

namespace dechaff {
namespace {

const auto everything = [](size_t) { return true; };

std::vector<std::string> found_parts(const std::string& pattern, std::string_view line) {
  std::vector<std::string> parts;
  for (Range range : Pattern(pattern).find_all(line)) {
    parts.emplace_back(line.substr(range.begin, range.end - range.begin));
  }
  return parts;
}

}  // namespace

TEST_CASE("patterns ignore case in any script, unless they say otherwise") {
  CHECK(Pattern("also read").found_in("ALSO READ"));
  CHECK(Pattern("читайте").found_in("ЧИТАЙТЕ"));
  CHECK_FALSE(Pattern("(?-i:A)b").found_in("ab"));
  CHECK(Pattern("(?-i:\\p{Lu})b").found_in("ÄB"));
  CHECK_FALSE(
      Pattern("a.b").found_in("a\xFF"
                              "b"));
  CHECK_FALSE(Pattern("(").found_in("("));
}

TEST_CASE("all matches are found, without overlap and empty ones, and the group `cut` narrows them") {
  using Parts = std::vector<std::string>;
  CHECK(found_parts("\\(tap\\)", "(tap) and (TAP)") == Parts{"(tap)", "(TAP)"});
  CHECK(found_parts("aa", "aaaaa") == Parts{"aa", "aa"});
  CHECK(found_parts("x*", "axxb日x") == Parts{"xx", "x"});
  CHECK(found_parts("said (?P<cut>\\(tap\\))", "he said (tap), she (tap)") == Parts{"(tap)"});
  CHECK(found_parts("^a", "aaa") == Parts{"a"});
  CHECK(found_parts("(?P<cut>b)?a", "ba a") == Parts{"b"});
  CHECK(found_parts("(", "(").empty());
}

TEST_CASE("a set of patterns finds what one at a time finds") {
  const std::vector<std::string> patterns = {"^also",
                                             "^also|more$",
                                             "^(also|read)",
                                             "^[|]a",
                                             "^[]|]a",
                                             "^[^]|]a",
                                             "^[a\\]|]b|x",
                                             "^\\Qa|b\\E",
                                             "^(?:a|b)|c",
                                             "^*also",
                                             "^?more",
                                             "^{0}read",
                                             "^^a",
                                             "^\\|a|b",
                                             "^[[:alpha:]|]x|y",
                                             "more",
                                             "a|b",
                                             "$",
                                             "^$",
                                             "\\]|a",
                                             "(?i)^read",
                                             "(^a|b)c",
                                             "^(a)|(b)",
                                             "^\\(|b",
                                             "^[(]a|b",
                                             "^[)]|a",
                                             "é",
                                             "^关|x",
                                             "straße",
                                             "книг",
                                             "οδος",
                                             "also kiss",
                                             "ǆ",
                                             "İ",
                                             "ıx",
                                             "(?-i:Also) ?read",
                                             "[kx]iss",
                                             "ﬀ"};
  PatternSet set;
  for (const std::string& pattern : patterns) {
    INFO(pattern);
    REQUIRE_FALSE(pattern_error(pattern));
    set.add(pattern);
  }
  set.compile();
  const std::vector<std::string> pieces = {
      "also", "read", "more", " ",         "a",    "b",   "c",    "x",       "y",      "|",      "]",
      "(",    ")",    "é",    "关",        "\xFF", "a|b", "ALSO", "STRASSE", "straße", "STRAẞE", "КНИГ",
      "ΟΔΟΣ", "οδος", "kiss", "\u212Aiſs", "KISS", "ǅ",   "Ǆ",    "İ",       "ıX",     "É",      "ﬀ"};
  std::mt19937 random(3);
  for (int n = 0; n < 4000; ++n) {
    std::string line;
    for (size_t k = random() % 6; k; --k) line += pieces[random() % pieces.size()];
    std::vector<size_t> found;
    set.find(line, everything, found);
    std::sort(found.begin(), found.end());
    for (size_t i = 0; i < patterns.size(); ++i) {
      INFO(patterns[i] << " in " << line);
      REQUIRE(std::count(found.begin(), found.end(), i) == Pattern(patterns[i]).found_in(line));
    }
  }
}

TEST_CASE("an empty set finds nothing") {
  PatternSet set;
  set.compile();
  std::vector<size_t> found;
  set.find("also read", everything, found);
  CHECK(found.empty());
}

TEST_CASE("what is wrong with a pattern is said, with the part that is") {
  CHECK_FALSE(pattern_error("a(b)?"));
  CHECK(pattern_error("a(?=b)")->part == "(?=");
  CHECK(pattern_error("a**")->part == "**");
  CHECK(pattern_error("[z-a]")->part == "z-a");
  CHECK(pattern_error("\\p{Klingon}")->part == "\\p{Klingon}");
  CHECK(pattern_error("(a"));
  CHECK(pattern_error("(\\pL{500}){500}"));
  CHECK_FALSE(pattern_error("a?(?=b)")->advice.empty());
  CHECK(pattern_facts("read more").has_literal);
  CHECK_FALSE(pattern_facts("^\\p{L}+$").has_literal);
  CHECK(pattern_facts("\\p{L}{50}").program_size > pattern_facts("\\p{L}").program_size);
}

namespace {

std::string times(size_t n, std::string_view text) {
  std::string all;
  while (n--) all += text;
  return all;
}

}  // namespace

TEST_CASE("a pattern that would take long to compile is refused before, with advice") {
  const std::pair<std::string, std::string> rows[] = {
      {times(10000, "(") + "a" + times(10000, ")"), "bytes"},
      {times(100000, "word|"), "bytes"},
      {"x{1000}{1000}", "repetitions"},
      {"(\\p{L}{1,500}){1,500}", "repetitions"},
      {times(17, ".{1000}"), "repetitions"},
      {times(3, "a{0,1000}"), "open"},
      {times(3000, "a?"), "open"},
      {"(?:" + times(300, "a?") + "){10}", "open"},
      {times(9, "(?:") + "[a-z]" + times(9, "){4}"), "repetitions"},
      {"(a(b{400})){50}", "repetitions"},
      {"(a|b{999999999999999}", "repetitions"},
      {times(100, "\\pL"), "classes"},
      {times(100, "[\\p{L}x]"), "classes"},
      {"[\\p{L}\\p{N}\\p{M}\\p{P}]{1000}", "too large"},
  };
  for (auto& [pattern, message] : rows) {
    INFO(pattern.substr(0, 60));
    auto error = pattern_error(pattern);
    REQUIRE(error);
    CHECK_THAT(error->message, Catch::Contains(message));
    CHECK_FALSE(error->advice.empty());
  }
}

TEST_CASE("sensible patterns are within the limits") {
  for (const std::string& pattern : std::vector<std::string>{
           times(900, "(") + "a" + times(900, ")"), "^.{0,1000}$", "\\p{L}{1,40} read", "x{,5}",
           "\\x{1F4F7} ?photo", "[{]{3}", "\\{500,500}", "^(?:[^.]{0,200}\\.){1,3}$",
           times(1500, "branch a|") + "z", times(20, "[^\\p{L}]x")}) {
    INFO(pattern.substr(0, 60));
    CHECK_FALSE(pattern_error(pattern));
  }
}

TEST_CASE("a large program finds what a small one does") {
  std::string large = "^(?:" + times(20, "\\p{L}|") + "x){5} also$";
  std::string line = "прямо also";
  REQUIRE_FALSE(pattern_error(large));
  REQUIRE(pattern_facts(large).program_size > 0);
  CHECK(Pattern(large).found_in(line));
  CHECK_FALSE(Pattern(large).found_in("1" + line));
  std::string repeated = "\\p{L}{30} also";
  REQUIRE(pattern_facts(repeated).program_size > 8000);
  CHECK(Pattern(repeated).found_in(times(30, "ж") + " also"));
  CHECK(Pattern(repeated).find_all("x " + times(40, "ж") + " also").at(0).begin == 22);
}

}  // namespace dechaff
