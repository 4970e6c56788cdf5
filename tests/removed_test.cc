// Putting back: from what is left and what was removed, all or in part.
#include "clean/removed.h"

#include <catch2/catch.hpp>

#include "own_rules.h"

using namespace dechaff;

namespace {

constexpr std::string_view kTwoRules = R"(
[[rule]]
id = "a.line"
starts = ["aaa"]
action = "line"

[[rule]]
id = "b.line"
starts = ["bbb"]
action = "line"

[[rule]]
id = "a.match"
pattern = '\[cut\]'
action = "match"

[[rule]]
id = "b.match"
pattern = '<cut>'
action = "match"
)";

std::string without_rules_of(std::string_view letter) {
  std::string toml;
  for (std::string_view rest = kTwoRules; !rest.empty();) {
    size_t next = std::min(rest.find("\n[[", 1), rest.size());
    std::string_view rule = rest.substr(0, next);
    if (rule.find("id = \"" + std::string(letter)) == rule.npos) toml += rule;
    rest.remove_prefix(next);
  }
  return toml;
}

}  // namespace

TEST_CASE("what a rule removed comes back as if the rule had never been") {
  OwnCleaner cleaner(kTwoRules), only_b(without_rules_of("a")), only_a(without_rules_of("b"));
  const std::vector<std::string> pieces{"story\n",       "aaa\n",   "bbb\r\n",          "\n",
                                        "is [cut] it\n", "<cut>\n", "x [cut] <cut> y\n"};
  // All texts of up to five pieces, with and without a line end at the end.
  size_t texts = 0;
  for (size_t code = 0; code < 7 * 7 * 7 * 7 * 7; ++code) {
    std::string text;
    for (size_t rest = code, k = 0; k < 5; ++k, rest /= 7) text += pieces[rest % 7];
    if (code % 2) text.pop_back();
    auto removed = removed_of(text, cleaner->clean(text).spans, cleaner.rules());
    std::string left = without(text, removed);
    REQUIRE(left == cleaner.left(text));
    REQUIRE(document_of(left, removed) == text);
    auto is_a = [](const Removed& r) { return r.rule[0] == 'a'; };
    auto is_b = [](const Removed& r) { return r.rule[0] == 'b'; };
    INFO(text);
    CHECK(without(text, still_removed(text, removed, is_a)) == only_b.left(text));
    CHECK(without(text, still_removed(text, removed, is_b)) == only_a.left(text));
    // What is still removed can be put back in turn.
    auto still = still_removed(text, removed, is_a);
    CHECK(document_of(without(text, still), still) == text);
    CHECK(still_removed(text, still, is_b).empty());
    ++texts;
  }
  CHECK(texts == 16807);
}

TEST_CASE("removed parts tell their line, rule and text") {
  OwnCleaner cleaner(kTwoRules);
  std::string text = "story\n\naaa: 1\n\nis [cut] it\r\nbbb";
  auto removed = removed_of(text, cleaner->clean(text).spans, cleaner.rules());
  REQUIRE(removed.size() == 3);
  CHECK(removed[0].line == 3);
  CHECK(removed[0].rule == "a.line");
  CHECK(removed[0].text == "aaa: 1\n\n");
  CHECK(removed[1].line == 5);
  CHECK(removed[1].text == " [cut]");
  CHECK(removed[2].line == 6);
  CHECK(removed[2].category == "related");
}

TEST_CASE("what does not fit is not put together") {
  auto removed = [](size_t begin, size_t end, std::string text) {
    return Removed{begin, end, 1, "r", "c", 0, std::move(text)};
  };
  CHECK(document_of("ab", {removed(1, 2, "x")}) == "axb");
  CHECK(document_of("ab", {removed(2, 3, "x"), removed(3, 4, "y")}) == "abxy");
  CHECK_FALSE(document_of("ab", {removed(3, 4, "x")}));
  CHECK_FALSE(document_of("ab", {removed(1, 3, "x")}));
  CHECK_FALSE(document_of("ab", {removed(1, 2, "x"), removed(1, 2, "x")}));
  CHECK_FALSE(document_of("ab", {removed(2, 1, "x")}));
}
