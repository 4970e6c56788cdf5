// The fast ways to fold and count lines give what the plain ones give.
#include <catch2/catch.hpp>

#include "text/fold.h"
#include "text_reference.h"

namespace dechaff {
namespace {

std::string show(const Counts& c) {
  return fmt::format(
      "code points {} chars {} visible {} tokens {} longest {} letters {} cased {} upper {} "
      "digits {} punctuation {} separators {} words {} cased {} capital {} unspaced {} "
      "unstopped {} sentences {}",
      c.code_points, c.chars, c.visible, c.tokens, c.longest, c.letters, c.cased_letters, c.upper_letters,
      c.digits, c.punctuation, c.separators, c.words, c.cased_words, c.capital_words, c.unspaced, c.unstopped,
      c.sentences);
}

// Lines of 0 to 200 bytes, and some that take several chunks; of nothing but usual characters to of any.
template <class Check>
void for_random_lines(Check check) {
  reference::RandomLines lines(1);
  for (int share : {0, 2, 10, 40, 100}) {
    for (size_t size = 0; size <= 200; ++size) {
      for (int i = 0; i < 10; ++i) check(lines.next(size, share));
    }
    for (size_t size = 1000; size <= 3200; size += 11) check(lines.next(size, share));
  }
}

}  // namespace

TEST_CASE("lines are counted as code point by code point, by either way to count") {
  int wrong = 0;
  for_random_lines([&](const std::string& line) {
    std::string right = show(reference::count(line));
    bool same = show(count_by_any(line)) == right && (!has_avx2() || show(count_by_avx2(line)) == right);
    if (same || wrong++ > 3) return;
    CAPTURE(line);
    CHECK(show(count_by_any(line)) == right);
    if (has_avx2()) CHECK(show(count_by_avx2(line)) == right);
  });
  CHECK(wrong == 0);
}

TEST_CASE("lines are folded as code point by code point") {
  int wrong = 0;
  for_random_lines([&](const std::string& line) {
    if (fold(line) == reference::fold(line) || wrong++ > 3) return;
    CAPTURE(line);
    CHECK(fold(line) == reference::fold(line));
  });
  CHECK(wrong == 0);
}

}  // namespace dechaff
