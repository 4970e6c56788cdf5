// UTF-8, lines, folding and words.
#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "text/fold.h"
#include "text/lines.h"
#include "text/unicode.h"
#include "text/words.h"

namespace dechaff {
namespace {

using namespace std::string_literals;

std::string utf8(char32_t c) {
  if (c < 0x80) return {static_cast<char>(c)};
  std::string tail;
  char32_t most = 0x3F;
  while (c > most) {
    tail.insert(tail.begin(), static_cast<char>(0x80 | (c & 0x3F)));
    c >>= 6;
    most = most == 0x3F ? 0x1F : most >> 1;
  }
  unsigned char lead = tail.size() == 1 ? 0xC0 : tail.size() == 2 ? 0xE0 : 0xF0;
  return static_cast<char>(lead | c) + tail;
}

// The lines with their terminators, "line|terminator".
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  size_t at = 0;
  for (const Line& line : split_lines(text)) {
    CHECK(line.begin == at);
    at = line.next;
    out.push_back(std::string(text.substr(line.begin, line.end - line.begin)) + "|" +
                  std::string(text.substr(line.end, line.next - line.end)));
  }
  CHECK(at == text.size());
  return out;
}

std::vector<std::string> words_of(std::string_view folded) {
  std::vector<std::string> words;
  for_each_word(folded, [&](std::string_view word) { words.emplace_back(word); });
  return words;
}

}  // namespace

TEST_CASE("decode reads every code point and decode_last the same one") {
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c == 0xD800) c = 0xE000;
    std::string bytes = utf8(c);
    CodePoint first = decode(bytes + "x"), last = decode_last("é" + bytes);
    bool right = first.valid && first.value == c && first.size == bytes.size() && last.valid &&
                 last.value == c && last.size == bytes.size();
    if (!right) CHECK(static_cast<uint32_t>(c) == 0xFFFFFFFF);
  }
}

TEST_CASE("bytes that are not UTF-8 are taken one at a time from both ends") {
  std::string_view bad[] = {"\x80",              // a continuation byte alone
                            "\xBF\xBF",          // two of them
                            "\xC0\x80",          // overlong NUL
                            "\xC1\xBF",          // overlong DEL
                            "\xE0\x80\xAF",      // overlong in three bytes
                            "\xE0\x9F\xBF",      // the last one of these
                            "\xF0\x80\x80\xAF",  // overlong in four
                            "\xF0\x8F\xBF\xBF",
                            "\xED\xA0\x80",  // a surrogate
                            "\xED\xBF\xBF",
                            "\xF4\x90\x80\x80",  // above U+10FFFF
                            "\xF5\x80\x80\x80",
                            "\xF8\x88\x80\x80\x80",
                            "\xFE",
                            "\xFF",
                            "\xC3",  // cut off
                            "\xE2\x82",
                            "\xF0\x9F\x98",
                            "\xE2\x28",
                            "\xE2\x82\x28",
                            "\xC3\x28"};
  for (std::string_view bytes : bad) {
    INFO(bytes.size() << " bytes from " << static_cast<int>(static_cast<unsigned char>(bytes[0])));
    CodePoint first = decode(bytes);
    CHECK_FALSE(first.valid);
    CHECK(first.size == 1);
    CHECK(static_cast<uint32_t>(first.value) == 0xFFFD);
    if (bytes.back() == '(') continue;
    CodePoint last = decode_last(bytes);
    CHECK_FALSE(last.valid);
    CHECK(last.size == 1);
    CHECK(count_code_points(bytes) == bytes.size());
  }
}

TEST_CASE("trim takes white space, controls and BOM off both ends") {
  std::pair<std::string, std::string> rows[] = {{"", ""},
                                                {"a", "a"},
                                                {" \t a b \r", "a b"},
                                                {"\uFEFFa\uFEFF", "a"},
                                                {"\u00A0\u3000a\u2003", "a"},
                                                {"\0a\0"s, "a"},
                                                {"\0\0"s, ""},
                                                {"\u2028a\u0085", "a"},
                                                {"\u200Ba\u200B", "a"},
                                                {"\x80 a \xC3", "\x80 a \xC3"},
                                                {" \xFF ", "\xFF"},
                                                {"\u00ADa", "a"}};
  for (auto& [text, trimmed] : rows) CHECK(std::string(trim(text)) == trimmed);
}

TEST_CASE("lines end at LF, CRLF and lone CR only, and tile the text") {
  using Lines = std::vector<std::string>;
  std::pair<std::string, Lines> rows[] = {{"", {}},
                                          {"a", {"a|"}},
                                          {"a\n", {"a|\n"}},
                                          {"a\nb", {"a|\n", "b|"}},
                                          {"a\r\nb\r\n", {"a|\r\n", "b|\r\n"}},
                                          {"a\rb\r", {"a|\r", "b|\r"}},
                                          {"a\n\rb", {"a|\n", "|\r", "b|"}},
                                          {"\r\r\n\n", {"|\r", "|\r\n", "|\n"}},
                                          {"a\u2028b\u2029c\u0085d\vf\fg", {"a\u2028b\u2029c\u0085d\vf\fg|"}},
                                          {"\0\n\0"s, {"\0|\n"s, "\0|"s}},
                                          {"\uFEFFa\n\uFEFF", {"\uFEFFa|\n", "\uFEFF|"}},
                                          {"\xE2\x80\n", {"\xE2\x80|\n"}}};
  for (auto& [text, lines] : rows) CHECK(split(text) == lines);
  CHECK(split_lines("\uFEFF \n")[0].blank());
  CHECK(split_lines("\0\t\u0085"s)[0].blank());
  CHECK(split_lines("\uFEFF  a \n")[0].trimmed == "a");
}

TEST_CASE("fold makes ways of typing the same words equal") {
  std::pair<std::string, std::string> rows[] = {{"ÀÉÎÕÜ", "aeiou"},
                                                {"ΔΙΑΒΑΣΤΕ", "διαβαστε"},
                                                {"Διαβάστε", "διαβαστε"},
                                                {"ΟΔΟΣ οδός", "οδοσ οδοσ"},
                                                {"İstanbul ırmak", "istanbul irmak"},
                                                {"ſtraſſe Straße STRASSE", "strasse strasse strasse"},
                                                {"\u212A", "k"},
                                                {"Å \u212B A\u030A", "a a a"},
                                                {"Łódź Žluťoučký Ørsted đ", "lodz zlutoucky orsted d"},
                                                {"أإآا", "اااا"},
                                                {"مـــع", "مع"},
                                                {"على علي", "علي علي"},
                                                {"مُحَمَّد", "محمد"},
                                                {"ؤئ", "وي"},
                                                {"Ｆｕｌｌ　ｗｉｄｔｈ：１２", "full width:12"},
                                                {"ｶﾞ", "カ\u3099"},
                                                {"ガ", "カ\u3099"},
                                                {"ﬁne oﬃce", "fine office"},
                                                {"‘a’ “b” „c‟ ‚d‛ `e´", "'a' \"b\" \"c\" 'd' 'e'"},
                                                {"a‐b‑c‒d–e—f―g−h", "a-b-c-d-e-f-g-h"},
                                                {"a\u00A0\u2003\t b", "a b"},
                                                {"  a  ", "a"},
                                                {"a\u200Bb\u00ADc\uFEFFd\u2060e", "abcde"},
                                                {"…", "..."},
                                                {"ё й Ё Й", "е и е и"},
                                                {"हिन्दी की", "हिन्दी की"},
                                                {"한국어", "한국어"},
                                                {"日本語　中文", "日本語 中文"},
                                                {"\xFF"
                                                 "A\xC3",
                                                 "\xFF"
                                                 "a\xC3"},
                                                {"\0"s, ""},
                                                {"a\0b"s, "a b"},
                                                {"", ""},
                                                {"   ", ""},
                                                {"★\uFE0F", "★"}};
  for (auto& [text, folded] : rows) {
    INFO(text);
    CHECK(fold(text) == folded);
  }
}

TEST_CASE("a folded text has no space at its ends, no two in a row, and folds to itself") {
  int wrong = 0;
  std::string first;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c == 0xD800) c = 0xE000;
    std::string once = fold("a " + utf8(c) + " b"), alone = fold(utf8(c));
    bool right = fold(once) == once && fold(alone) == alone && once.find("  ") == once.npos;
    if (!right && !wrong++) first = "U+" + std::to_string(static_cast<uint32_t>(c)) + " in decimal";
  }
  INFO("the first is " << first);
  CHECK(wrong == 0);
}

TEST_CASE("invisible characters vanish when folded") {
  for (char32_t c : {0xAD, 0x61C, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202E, 0x2060, 0x2066,
                     0x2069, 0xFEFF}) {
    INFO(static_cast<uint32_t>(c));
    CHECK(fold("a" + utf8(c) + "b") == "ab");
  }
}

TEST_CASE("each byte of a folded text is traced to the byte that it comes from") {
  for (std::string text :
       {"", "abc", "  É  ß ", "ﬃ x", "a\u200B\u200Bb", "\xFF É\xC3", "ي‏ أ", "日　本"}) {
    INFO(text);
    std::vector<size_t> offsets(fold(text).size() + 1);
    std::iota(offsets.begin(), offsets.end(), 0);
    std::vector<size_t> origins = fold_origins(text, offsets);
    REQUIRE(origins.size() == offsets.size());
    CHECK(std::is_sorted(origins.begin(), origins.end()));
    CHECK(origins.back() == text.size());
  }
  CHECK(fold_origins(" É  ß!", {0, 1, 2, 3, 4, 5}) == std::vector<size_t>{1, 3, 5, 5, 7, 8});
  CHECK(fold_origins(" É  ß!", {1, 1, 3}) == std::vector<size_t>{3, 3, 5});
}

TEST_CASE("words are runs of letters, marks and digits, or pairs where no spaces are written") {
  using Words = std::vector<std::string>;
  std::pair<std::string, Words> rows[] = {{"", {}},
                                          {"...", {}},
                                          {"the 2nd ferry", {"the", "2nd", "ferry"}},
                                          {"well-known o'clock", {"well", "known", "o", "clock"}},
                                          {"हिन्दी में", {"हिन्दी", "में"}},
                                          {"日本語", {"日本", "本語"}},
                                          {"日", {"日"}},
                                          {"日 本", {"日", "本"}},
                                          {"x日y", {"x", "日", "y"}},
                                          {"nhk日本2024", {"nhk", "日本", "2024"}},
                                          {"한국 뉴스", {"한국", "뉴스"}},
                                          {"\xFF"
                                           "ab\xC3",
                                           {"ab"}},
                                          {"в 2024 году", {"в", "2024", "году"}}};
  for (auto& [text, words] : rows) CHECK(words_of(text) == words);
  for (std::string_view word : {"the", "und", "и", "les", "的"}) {
    if (word != "的") CHECK(is_stopword(word));
  }
  CHECK_FALSE(is_stopword("ferry"));
  CHECK_FALSE(is_stopword(""));
}

}  // namespace dechaff
