// Patterns: one at a time, many at once, and what is said of bad ones.
#include "rule/pattern.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>

#include "io/json_string.h"
#include "rule/common_text.h"
#include "rule/layers.h"
#include "rule/pattern_set.h"
#include "rule/plain_pattern.h"
#include "rule/prefilter/required.h"
#include "text/fold.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

namespace fs = std::filesystem;

// A set of patterns that owns its blob.
class TestSet {
 public:
  explicit TestSet(const std::vector<std::string>& patterns) : blob_(made_of(patterns)), set_(reader()) {}

  // The patterns found in the line without the space at its ends.
  std::vector<size_t> found_in(std::string_view line) const {
    std::vector<size_t> found;
    line = trim(line);
    set_.find(
        line, fold(line), 0, [](uint32_t) { return true; }, [&](uint32_t i) { found.push_back(i); });
    return found;
  }

 private:
  static std::vector<uint64_t> made_of(const std::vector<std::string>& patterns) {
    PatternSet::Builder builder;
    for (const std::string& pattern : patterns) builder.add(pattern);
    BlobWriter blob;
    std::move(builder).write(blob);
    return blob.take();
  }
  BlobReader& reader() { return reader_.emplace(blob_); }

  std::vector<uint64_t> blob_;
  std::optional<BlobReader> reader_;
  PatternSet set_;
};

std::string utf8(char32_t c) {
  std::string escape = fmt::format("\\u{:04x}", static_cast<uint32_t>(c));
  if (c >= 0x10000) {
    auto above = static_cast<uint32_t>(c - 0x10000);
    escape = fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (above >> 10), 0xDC00 + (above & 0x3FF));
  }
  return text_of_json_string('"' + escape + '"');
}

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
  for (const std::string& pattern : patterns) {
    INFO(pattern);
    REQUIRE_FALSE(pattern_error(pattern));
  }
  TestSet set(patterns);
  const std::vector<std::string> pieces = {
      "also", "read", "more", " ",         "a",    "b",   "c",    "x",       "y",      "|",      "]",
      "(",    ")",    "é",    "关",        "\xFF", "a|b", "ALSO", "STRASSE", "straße", "STRAẞE", "КНИГ",
      "ΟΔΟΣ", "οδος", "kiss", "\u212Aiſs", "KISS", "ǅ",   "Ǆ",    "İ",       "ıX",     "É",      "ﬀ"};
  std::mt19937 random(3);
  for (int n = 0; n < 4000; ++n) {
    std::string line;
    for (size_t k = random() % 6; k; --k) line += pieces[random() % pieces.size()];
    std::vector<size_t> found = set.found_in(line);
    for (size_t i = 0; i < patterns.size(); ++i) {
      INFO(patterns[i] << " in " << line);
      REQUIRE(std::count(found.begin(), found.end(), i) == Pattern(patterns[i]).found_in(trim(line)));
    }
  }
}

namespace {

// Checks that the set finds in the line what its patterns find one at a time, and says how many do.
size_t check_same(const TestSet& set, const std::vector<std::unique_ptr<Pattern>>& single,
                  std::string_view line) {
  std::vector<size_t> found = set.found_in(line), expected;
  for (size_t i = 0; i < single.size(); ++i) {
    if (single[i]->found_in(trim(line))) expected.push_back(i);
  }
  INFO(line);
  CHECK(found == expected);
  return expected.size();
}

// A pattern of a few pieces, groups and repetitions.
std::string random_pattern(std::mt19937& random, int depth) {
  const std::vector<std::string> atoms = {"a",
                                          "B",
                                          "k",
                                          "S",
                                          "é",
                                          "關",
                                          " ",
                                          "-",
                                          ".",
                                          "\\.",
                                          "[ab]",
                                          "[^a]",
                                          "[k-m]",
                                          "[^\\W]",
                                          "[a-é]",
                                          "[б-я]",
                                          "\\d",
                                          "\\W",
                                          "\\S",
                                          "\\p{L}",
                                          "\\pN",
                                          "\\P{Lu}",
                                          "[^\\p{L}\\p{N}]",
                                          "[[:alpha:]]",
                                          "\\b",
                                          "^",
                                          "$",
                                          "\\x41",
                                          "\\x{e9}",
                                          "[\\x00-\\x7F]",
                                          "\\Qa.\\E",
                                          "(?-i:K)",
                                          "(?-i:[A-Z])",
                                          "ss",
                                          "also",
                                          "read",
                                          "[]a]",
                                          "[^]a]",
                                          "[a-]",
                                          "ß",
                                          "\\A",
                                          "[^\\s]",
                                          "\\z",
                                          "7",
                                          "12",
                                          "[0-9]",
                                          "[/7-]",
                                          "\\p{Han}",
                                          "\\p{Cyrillic}"};
  std::string out;
  for (size_t n = 1 + random() % 4; n; --n) {
    if (depth > 0 && random() % 4 == 0) {
      const std::vector<std::string> heads = {"(", "(?:", "(?P<cut>", "(?i:", "(?-i:", "(?s:"};
      out += heads[random() % heads.size()] + random_pattern(random, depth - 1) + "|" +
             random_pattern(random, depth - 1) + ")";
    } else {
      out += atoms[random() % atoms.size()];
    }
    const std::vector<std::string> repetitions = {"",  "",    "",      "",     "?",  "*",
                                                  "+", "{2}", "{0,2}", "{1,}", "??", "+?"};
    out += repetitions[random() % repetitions.size()];
  }
  return random() % 3 ? out : "^" + out;
}

}  // namespace

TEST_CASE("a set of patterns made at random finds what RE2 finds") {
  std::mt19937 random(5);
  std::vector<std::string> texts;
  while (texts.size() < 800) {
    std::string pattern = random_pattern(random, 2);
    if (random() % 8 == 0) pattern += "|" + random_pattern(random, 1);
    if (!pattern_error(pattern)) texts.push_back(pattern);
  }
  std::vector<std::unique_ptr<Pattern>> single;
  for (const std::string& text : texts) single.push_back(std::make_unique<Pattern>(text));
  TestSet set(texts);
  const std::vector<std::string> pieces = {"a",    "A",      "b",  "B",  "k",  "K",  "\u212A", "s", "S",
                                           "ſ",    "é",      "É",  "關", " ",  "-",  ".",      "7", "also",
                                           "READ", "ss",     "\v", "ß",  "ẞ",  "я",  "Я",      "_", "\xFF",
                                           "l",    "\u00A0", "]",  "$",  "12", "9/7"};
  size_t hits = 0;
  for (int n = 0; n < 400; ++n) {
    std::string line;
    for (size_t k = random() % 8; k; --k) line += pieces[random() % pieces.size()];
    hits += check_same(set, single, line);
  }
  CHECK(hits > 1000);
}

TEST_CASE("the built-in patterns find in the fixtures what RE2 finds") {
  LoadedRules loaded = load_rules({});
  std::vector<std::unique_ptr<Pattern>> single;
  std::vector<std::string> texts;
  for (const Rule& rule : loaded.rules) {
    for (const PatternText& pattern : rule.patterns) {
      texts.push_back(pattern.expanded);
      single.push_back(std::make_unique<Pattern>(pattern.expanded));
    }
  }
  TestSet set(texts);
  std::vector<std::string> lines;
  for (const auto& entry : fs::recursive_directory_iterator(DECHAFF_SOURCE "/fixtures/articles")) {
    // Whoever has cleaned the fixtures has outputs there, and a ledger.
    std::string path = entry.path();
    if (!path.ends_with(".txt") || path.ends_with(".clean.txt")) continue;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
  }
  std::sort(lines.begin(), lines.end());
  size_t hits = 0;
  for (size_t n = 0; n < lines.size(); n += 8) {
    std::string_view line = trim(lines[n]);
    hits += check_same(set, single, line);
  }
  CHECK(hits > 20);
}

TEST_CASE("what a pattern requires of a line is told from its text") {
  using Literals = std::vector<std::string>;
  const std::pair<std::string, Literals> rows[] = {
      {"Also Read", {"also read"}},
      {"^(also|don't) read(ing)?", {"also read", "also reading", "don't read", "don't reading"}},
      {"read.*more stories", {"more stories"}},
      {"(read|watch)+ ?(this )?", {"read", "watch"}},
      {"re(ad)*more", {"more"}},
      {"colou?r", {"color", "colour"}},
      {"[kx]iss", {"kiss", "xiss"}},
      {"(?P<cut>abc){2,3}", {"abc"}},
      {"\\Qa.b\\E", {"a.b"}},
      {"\\x41bc", {"abc"}},
      {"STRAẞE", {"straße"}},
      {"read|ok", {}},
      {"(read)?", {}},
      {"read|ok|", {}},
      {"a.b.c", {}}};
  for (auto& [pattern, literals] : rows) {
    INFO(pattern);
    CHECK(required_by(pattern, 3).literals == literals);
  }
  CHECK(required_by("read|ok", 2).literals == Literals{"ok", "read"});
  auto first = [](const std::string& pattern) {
    Bytes bytes = required_by(pattern, 3).first;
    std::string ascii;
    for (size_t b = 0; b < 0x80; ++b)
      if (bytes[b]) ascii += static_cast<char>(b);
    return ascii + (bytes[0xD0] ? "+" : "");
  };
  CHECK(first("^By ") == "b");
  CHECK(first("^(a|[x-z])?[0-4]") == "01234axyz");
  CHECK(first("(^a|^б)") == "a+");
  CHECK(first("^\\p{Lu}{2}") == "abcdefghijklmnopqrstuvwxyz+");
  CHECK(first("^[^\\x00-\\x7F]") == "+");  // without the Kelvin sign and the long s, which fold to ASCII
  CHECK(first("(^|a)b").size() == 0x81);
  CHECK(first("^a?").size() == 0x81);
  std::vector<CharacterSet> some = required_by(".+ ?[/|©] ?\\d{4}", 3).some;
  REQUIRE(some.size() == 3);
  CHECK(some[0].ascii == Bytes().set('/').set('|'));
  CHECK(some[0].others == std::vector<char32_t>{U'©'});
  CHECK(some[1].ascii.count() == 10);
  CHECK(some[1].others->empty());
}

TEST_CASE("an empty set finds nothing") {
  CHECK(TestSet({}).found_in("also read").empty());
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
  CHECK(pattern_facts("read more").is_selective);
  CHECK_FALSE(pattern_facts("^\\p{L}+$").is_selective);
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

TEST_CASE("what a prefilter takes for granted of characters holds for RE2") {
  Pattern script(
      "^[\\p{Han}\\p{Greek}\\p{Cyrillic}\\p{Hangul}\\p{Hiragana}\\p{Katakana}\\p{Arabic}\\p{Hebrew}\\p{Thai}]"
      "$");
  for (char32_t c = 0; c < 0x80; ++c) {
    if (script.found_in(utf8(c))) FAIL("a script that has a character of ASCII");
  }
  for (std::string_view folds : {"\u212A", "ſ"}) CHECK_FALSE(script.found_in(folds));
  Pattern letter("^\\p{L}$"), space("^[\\s\\p{Z}]$"), sign("^[\\p{N}\\p{P}\\p{S}\\p{Z}]$");
  size_t letters = 0;
  for (char32_t c = 0; c < 0x30000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text = utf8(c);
    INFO(static_cast<uint32_t>(c));
    bool is_old = is_old_letter(fold_case(c));
    letters += is_old;
    if (is_old && c >= 0x80 && !letter.found_in(text)) FAIL("an old letter that RE2 does not know");
    if (is_old && sign.found_in(text)) FAIL("a letter that a class of signs has");
    if (space.found_in(text) && fold("x" + text + "x") != "x x") FAIL("a space that does not fold to one");
    if (fold(fold_case(text)) != fold(text)) FAIL("a character that folds otherwise when its case is folded");
  }
  CHECK(letters > 30000);
}

TEST_CASE("the form of a pattern for common text has no large classes, and says the same") {
  CHECK(for_common_text("^also \\w+") == "^also \\w+");
  CHECK(for_common_text("(?i)\\p{L}") == "(?i)\\p{L}");
  CHECK(pattern_facts(for_common_text("[^\\p{L}\\p{N}]*")).program_size <
        pattern_facts("[^\\p{L}\\p{N}]*").program_size / 2);
  CHECK(is_common_text("Ça va — „так“ 日本 “x” €"));
  CHECK_FALSE(is_common_text("ไทย"));
  CHECK_FALSE(is_common_text("a long line of ASCII, and then \xFF"));
  const std::string texts[] = {
      "^\\p{Lu}", "^(?-i:\\p{Lu})", "^\\p{Ll}x", "^(?-i:\\p{Ll}[\\p{N}x])", "^[^\\p{L}]",
      "^\\PL",    "^[\\p{^L}a]",    "^\\p{Han}", "^(?-i:a(?i:\\p{Lu}))",    "^\\p{Thai}"};
  for (const std::string& text : texts) {
    std::string common = for_common_text(text);
    Pattern any(text), narrow(common);
    INFO(text);
    CHECK(common != text);
    size_t differences = 0;
    for (char32_t c = 1; c < 0x10000; ++c) {
      if (c >= 0xD800 && c <= 0xDFFF) continue;
      std::string line = utf8(c) + "x";
      if (!is_common_text(line)) continue;
      differences += any.found_in(line) != narrow.found_in(line);
      differences += any.found_in("a" + line) != narrow.found_in("a" + line);
    }
    CHECK(differences == 0);
  }
}

TEST_CASE("a plain pattern is one that RE2 takes") {
  for (const char* plain :
       {"^also read:?$", "(a|b)+ (?:c)?", "[a-z0-9-]+\\.", "[^\\s.]{2,40}x", "(?-i:\\p{Lu})é", "[- ]a"}) {
    INFO(plain);
    CHECK(is_plain_pattern(plain));
  }
  for (const char* other : {"(", ")", "a**", "^*", "|*", "[", "[]", "[b-a]", "a{3,2}", "a{2000}", "(a{9}){9}",
                            "\\1", "\\C", "(?=a)", "[[:alpha:]]", "\\pX", "a\\"}) {
    INFO(other);
    CHECK_FALSE(is_plain_pattern(other));
  }
  const std::vector<std::string> pieces = {
      "a",  "b",   "(",   "(?:",   ")",      "|",      "^",     "$",  "\\b",   "[",   "]",
      "[^", "-",   "a-z", "0-9",   "z-a",    "\\d",    "\\.",   "?",  "*",     "+",   ".",
      "é",  "{2}", "{,}", "{3,2}", "{1,30}", "\\p{L}", "(?-i:", "\\", "{400}", "(?i)"};
  std::mt19937 random(9);
  size_t plain = 0;
  for (int n = 0; n < 60000; ++n) {
    std::string pattern;
    for (size_t k = 1 + random() % 8; k; --k) pattern += pieces[random() % pieces.size()];
    if (!is_plain_pattern(pattern)) continue;
    ++plain;
    INFO(pattern);
    REQUIRE(pattern_facts(pattern).program_size > 0);
  }
  CHECK(plain > 3000);
}

}  // namespace dechaff
