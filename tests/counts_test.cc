// The fast ways to fold, count and compare lines give what the plain ones give.
#include <catch2/catch.hpp>

#include "text/ascii.h"
#include "text/fold.h"
#include "text/links.h"
#include "text/measure.h"
#include "text_reference.h"

namespace dechaff {
namespace {

std::string show(const LineCounts& c) {
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

std::vector<int> values_of(const std::vector<MeasuredLine>& lines, Measure m) {
  std::vector<int> values;
  for (const MeasuredLine& line : lines) values.push_back(line.measures[m]);
  return values;
}

}  // namespace

TEST_CASE("lines are counted as code point by code point, by either way to count") {
  int wrong = 0;
  for_random_lines([&](const std::string& line) {
    LineCounts right = reference::count(line);
    bool same = count_by_any(line) == right && (!has_avx2() || count_by_avx2(line) == right);
    if (same || wrong++ > 3) return;
    CAPTURE(line);
    CHECK(show(count_by_any(line)) == show(right));
    if (has_avx2()) CHECK(show(count_by_avx2(line)) == show(right));
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

TEST_CASE("words and function words are counted as one by one") {
  int wrong = 0;
  auto is_right = [](const std::string& folded) {
    return count_words(folded) == reference::count_words(folded);
  };
  for_random_lines([&](const std::string& line) {
    if (is_right(fold(line)) || wrong++ > 3) return;
    CAPTURE(fold(line));
    CHECK(is_right(fold(line)));
  });
  for (size_t before = 0; before < 130; ++before) {
    for (std::string word : {"the", "between", "tarafindan", "oldugunu", "και", "उन्होंने", "thé"}) {
      CAPTURE(before, word);
      CHECK(is_right(std::string(before, 'x') + " " + word));
      CHECK(is_right(std::string(before, '.') + word + " of"));
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("links are found wherever they stand in a line") {
  for (std::string link :
       {"http", "https://a.example", "www.", "ftp://b", "a@b", "@ab", "#ab", "#", "@", "ww.", "#a"}) {
    for (size_t before = 0; before < 40; ++before) {
      for (size_t after = 0; after < 40; ++after) {
        std::string line = std::string(before, 'x') + " " + link + std::string(after, 'y');
        if (count_links(line) == reference::count_links(line)) continue;
        CAPTURE(line);
        CHECK(count_links(line) == reference::count_links(line));
      }
    }
  }
}

TEST_CASE("repeats and what a line is within are found as by comparing all lines") {
  std::mt19937 random(1);
  auto below = [&](size_t n) { return random() % n; };
  const std::string kParts[] = {"the weir was closed on Monday and the keeper told nobody about it",
                                "сторож сказал нам, что плотина закрыта",
                                "守坝人说水坝将关闭一整年直到新的闸门修好",
                                "a boat",
                                "Ferry",
                                "it rained for a year before the gates were mended and then it stopped"};
  for (int i = 0; i < 300; ++i) {
    std::string text;
    for (size_t n = 1 + below(12); n > 0; --n) {
      for (size_t k = 1 + below(3); k > 0; --k)
        text += kParts[below(6)] + std::string(" ,.s").substr(below(3), 1 + below(2));
      text += std::string(".\n\n").substr(below(2));
    }
    std::vector<MeasuredLine> lines = measure_lines(split_lines(text));
    CAPTURE(text);
    CHECK(values_of(lines, Measure::repeats) == reference::repeats(lines));
    CHECK(values_of(lines, Measure::within) == reference::within(lines));
  }
}

}  // namespace dechaff
