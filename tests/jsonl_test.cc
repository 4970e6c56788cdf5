// Rows of JSON Lines: what is cleaned, what stays byte for byte, and what is refused.
#include "io/jsonl.h"

#include <catch2/catch.hpp>

#include "io/json_string.h"
#include "own_rules.h"

using namespace dechaff;

namespace {

// Rules of the test's own: lines that begin with "zap:" go, "ZAP" in a line is cut out, and "Zip:" lines of
// one site go.
constexpr std::string_view kRules = R"(
[[rule]]
id = "zap.line"
starts = ["zap", "zapé"]
action = "line"

[[rule]]
id = "zap.match"
pattern = '\[cut.*?\]'
action = "match"

[[rule]]
id = "zap.site"
starts = ["zip"]
sites = ["example.com"]
action = "line"
)";

std::string cleaned(std::string_view row, const JsonNames& names = {}) {
  static const OwnCleaner cleaner(kRules);
  std::string out = "before ";
  JsonRow result = clean_row(row, names, *cleaner, out);
  INFO(row);
  CHECK(out.starts_with("before "));
  CHECK(result.error == "");
  if (result.has_text)
    CHECK(result.text.size() == (result.cleaned.spans.empty() ? 0 : result.cleaned.spans.back().end));
  return out.substr(7);
}

std::string error_of(std::string_view row, const JsonNames& names = {}) {
  static const OwnCleaner cleaner(kRules);
  std::string out;
  JsonRow result = clean_row(row, names, *cleaner, out);
  CHECK(out == row);
  CHECK_FALSE(result.has_text);
  return result.error;
}

}  // namespace

TEST_CASE("only the text's token changes, and its kept part stays as written") {
  struct Case {
    std::string_view row, cleaned;
  };
  for (
      auto [row, expected] : std::initializer_list<Case>{
          {R"({"text":"Prose.\nzap: this\nMore."})", R"({"text":"Prose.\nMore."})"},
          {R"( { "id" : 1.50e3 , "text":  "Caf\u00e9 \/ caf\u00E9 é\nzap: \u00e9" ,"z":[1, {"text":"zap: q"}] } )",
           R"( { "id" : 1.50e3 , "text":  "Caf\u00e9 \/ caf\u00E9 é\n" ,"z":[1, {"text":"zap: q"}] } )"},
          {R"({"text":"a\u000azap: b\u000Ac"})", R"({"text":"a\u000ac"})"},
          {R"({"text":"\ud83d\ude00 a [cut \ud83d\ude00] b \ud83d\ude00"})",
           R"({"text":"\ud83d\ude00 a b \ud83d\ude00"})"},
          {R"({"text":"\"a\" [cut \"b\"] \\ c\\"})", R"({"text":"\"a\" \\ c\\"})"},
          {R"({"text":"z\u0061p\u003a all of it"})", R"({"text":""})"},
          {R"({"text":""})", R"({"text":""})"},
          {R"({"t\u0065xt":"zap: x"})", R"({"t\u0065xt":""})"},
          {R"({"a":"\"text\":\"zap: x\"","text":"zap: y"})", R"({"a":"\"text\":\"zap: x\"","text":""})"},
          {R"({"a":{"text":"zap: x"},"b":["}","{",[]],"text":"zap: y"})",
           R"({"a":{"text":"zap: x"},"b":["}","{",[]],"text":""})"},
          {R"({"a\\":true,"b\\\"":false,"c":null,"d":-0.0,"text":"zap: y","":""})",
           R"({"a\\":true,"b\\\"":false,"c":null,"d":-0.0,"text":"","":""})"},
      }) {
    CHECK(cleaned(row) == expected);
  }
}

TEST_CASE("a row without chaff stays as it came") {
  for (std::string_view row :
       {R"({"text":"Prose \u00e9\u0000\b\f\n\r\t\/\\\""})", R"({"text":"\ud800"})",
        R"({"text":"\udc00\ud800 \ud83d\ude00"})", R"({"text":" "})", "{\"text\":\"\x7F\"}"}) {
    CHECK(cleaned(row) == row);
  }
}

TEST_CASE("line ends and a BOM stay, and blank rows are nothing to clean") {
  CHECK(cleaned("{\"text\":\"zap: x\"}\n") == "{\"text\":\"\"}\n");
  CHECK(cleaned("{\"text\":\"zap: x\"}\r\n") == "{\"text\":\"\"}\r\n");
  CHECK(cleaned("\xEF\xBB\xBF{\"text\":\"zap: x\"}\n") == "\xEF\xBB\xBF{\"text\":\"\"}\n");
  for (std::string_view row : {"", "\n", "\r\n", " \t \n", "\xEF\xBB\xBF\n"}) CHECK(cleaned(row) == row);
}

TEST_CASE("a lone surrogate is a character of its line") {
  CHECK(cleaned(R"({"text":"a \ud83d b\nzap: \ud83d\nc\udc00"})") == R"({"text":"a \ud83d b\nc\udc00"})");
  CHECK(cleaned(R"({"text":"a [cut \udc00] \ud800"})") == R"({"text":"a \ud800"})");
  CHECK(cleaned(R"({"\ud800":"\ud800","text":"zap: x"})") == R"({"\ud800":"\ud800","text":""})");
}

TEST_CASE("a cut between lone surrogates makes no pair of them") {
  CHECK(cleaned(R"({"text":"a \ud83d[cut]\ude00 b"})") == R"({"text":"a \ufffd\ude00 b"})");
  CHECK(cleaned(R"({"text":"\ud83d[cut]\ud83d\ude00 \\ud83d[cut]\ude00"})") ==
        R"({"text":"\ud83d\ud83d\ude00 \\ud83d\ude00"})");
}

TEST_CASE("numbers of any size are JSON") {
  CHECK(cleaned(R"({"id":123456789012345678901234567890,"text":"zap: x"})") ==
        R"({"id":123456789012345678901234567890,"text":""})");
  CHECK(cleaned(R"({"id":[1e999,-1E+400],"text":"zap: x"})") == R"({"id":[1e999,-1E+400],"text":""})");
}

TEST_CASE("of fields with one name the last counts") {
  CHECK(cleaned(R"({"text":"zap: a","text":"zap: b"})") == R"({"text":"zap: a","text":""})");
  CHECK(cleaned(R"({"text":"zap: a","text":null})") == R"({"text":"zap: a","text":null})");
}

TEST_CASE("another field can be cleaned") {
  JsonNames names;
  names.text = "b\"\xC3\xA9";
  CHECK(cleaned("{\"text\":\"zap: a\",\"b\\\"\xC3\xA9\":\"zap: b\"}", names) ==
        "{\"text\":\"zap: a\",\"b\\\"\xC3\xA9\":\"\"}");
}

TEST_CASE("the cleaned text can go to a field of its own") {
  JsonNames names;
  names.out = "clean";
  CHECK(cleaned(R"({"text":"a\nzap: b","n":1})", names) == R"({"text":"a\nzap: b","clean":"a\n","n":1})");
  CHECK(cleaned(R"({"text": "a\nzap: b"})", names) == R"({"text": "a\nzap: b", "clean": "a\n"})");
  CHECK(cleaned(R"({"clean":[1],"text":"a\u00e9"})", names) == R"({"clean":"a\u00e9","text":"a\u00e9"})");
  CHECK(cleaned(R"({"text":"a","clean":null,"clean":2})", names) ==
        R"({"text":"a","clean":null,"clean":"a"})");
  CHECK(cleaned(R"({"text":null})", names) == R"({"text":null})");
  names.out = "a\"\\\n\xC3\xA9";
  CHECK(cleaned(R"({"text":"a"})", names) == "{\"text\":\"a\",\"a\\\"\\\\\\n\xC3\xA9\":\"a\"}");
  names.out = "text";
  CHECK(cleaned(R"({"text":"zap: a"})", names) == R"({"text":""})");
}

TEST_CASE("the site is the host of the row's URL") {
  CHECK(cleaned(R"({"text":"zip: a","url":"https:\/\/www.example.com\/x"})") ==
        R"({"text":"","url":"https:\/\/www.example.com\/x"})");
  for (std::string_view row :
       {R"({"text":"zip: a"})", R"({"text":"zip: a","url":"https://example.org"})",
        R"({"text":"zip: a","url":7})", R"({"text":"zip: a","source":"https://example.com"})"}) {
    CHECK(cleaned(row) == row);
  }
  JsonNames names;
  names.url = "source";
  CHECK(cleaned(R"({"text":"zip: a","source":"https://example.com"})", names) ==
        R"({"text":"","source":"https://example.com"})");
  CHECK(text_of_row(R"({"text":"\u00e9","url":"http://example.com/"})", {}).text == "é");
  CHECK(text_of_row(R"({"text":"\u00e9","url":"http://example.com/"})", {}).site == "example.com");
}

TEST_CASE("a row that is not one object of JSON in UTF-8 passes as it came, with the reason") {
  using namespace std::string_view_literals;
  for (std::string_view row : {"nope"sv,
                               "{"sv,
                               "{\"text\":\"a\""sv,
                               "{\"text\":\"a}"sv,
                               "{\"text\":\"a\",}"sv,
                               "{\"text\":\"a\"} {}"sv,
                               "{\"text\":\"a\"}x"sv,
                               "{'text':'a'}"sv,
                               "{\"text\":\"a\tb\"}"sv,
                               "{\"text\":\"\\x\"}"sv,
                               "{\"text\":\"\\u12g4\"}"sv,
                               "{\"text\":\"\\ud800\",\"n\":01}"sv,
                               "{\"text\":\"a\",\"n\":1e}"sv,
                               "{\"text\":\"a\",\"n\":+1}"sv,
                               "{\"text\":\"a\",\"n\":123456789012345678901234567890.}"sv,
                               "{\"text\":\"\xFF\"}"sv,
                               "{\"x\":\"\xED\xA0\x80\",\"text\":\"a\"}"sv,
                               "{\"text\":\"a\"}\0"sv,
                               "{\"text\" \"a\"}"sv,
                               "{\"text\":\"a\" \"b\":1}"sv,
                               "\"\\"sv,
                               "{\"\\ud800"sv,
                               "{\"\\ud800\\"sv}) {
    INFO(row);
    CHECK(error_of(row).starts_with("not JSON: "));
  }
  for (std::string_view row : {"[{\"text\":\"zap: a\"}]", "\"zap: a\"", "17", "null"})
    CHECK(error_of(row) == "not an object");
}

TEST_CASE("a field that is missing or no string is said, and null is not") {
  CHECK(error_of(R"({})") == "no field `text`");
  CHECK(error_of(R"({"a":{"text":"zap: x"}})") == "no field `text`");
  CHECK(error_of(R"({"text":5})") == "field `text` is a number, not a string");
  CHECK(error_of(R"({"text":true})") == "field `text` is a boolean, not a string");
  CHECK(error_of(R"({"text":["a"]})") == "field `text` is a list, not a string");
  CHECK(error_of(R"({"text":{}})") == "field `text` is an object, not a string");
  CHECK(error_of(R"({"text" : null })") == "");
}

TEST_CASE("an offset within a character belongs to the character's begin") {
  UnescapedString string("a\\u00e9\xC3\xA9\\ud83d\\ude00z");
  REQUIRE(string.text() == "aéé😀z");
  std::vector<size_t> offsets;
  for (size_t i = 0; i <= string.text().size(); ++i) offsets.push_back(string.token_offset(i));
  CHECK(offsets == std::vector<size_t>{0, 1, 1, 7, 7, 9, 9, 9, 9, 21, 22});
}

TEST_CASE("every escape means what JSON says") {
  CHECK(UnescapedString(R"(\"\\\/\b\f\n\r\t)").text() == "\"\\/\b\f\n\r\t");
  CHECK(UnescapedString("\\u0000\\u007f\\u0080\\u07ff\\u0800\\uFFFF\\ud800\\udc00\\uDBFF\\uDFFF").text() ==
        std::string("\0\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", 20));
  CHECK(UnescapedString(R"(\ud800a\udc00\ud800\ud800\udc00)").text() == "\uFFFDa\uFFFD\uFFFD\U00010000");
}
