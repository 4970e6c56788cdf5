// What a line shares with the story, by how rare its words are.
#include "clean/story_words.h"

#include <catch2/catch.hpp>

namespace dechaff {
namespace {

StoryWords::Sharing shared(const std::string& text, const std::vector<bool>& prose, size_t line) {
  std::vector<Line> split = split_lines(text);
  std::vector<MeasuredLine> lines = measure_lines(split);
  return StoryWords(lines, prose, std::vector{line}).sharing(line, [](size_t) { return true; });
}

}  // namespace

TEST_CASE("a line shares all, some or none of its words with the prose, and never with itself") {
  std::string text = "orrin ferry harbour\norrin ferry harbour\npellworth soup prize\norrin soup cook\n";
  std::vector<bool> prose = {true, false, false, false};
  CHECK(shared(text, prose, 1).percent == 100);
  CHECK(shared(text, prose, 1).words == 3);
  CHECK(shared(text, prose, 2).percent == 0);
  CHECK(shared(text, prose, 2).words == 0);
  CHECK(shared(text, prose, 3).words == 1);
  CHECK(shared(text, prose, 0).words == 0);
  CHECK(shared(text, {false, false, false, false}, 1).words == 0);
}

TEST_CASE("function words do not count, and case and accents make no difference") {
  CHECK(shared("the of and ferry\nthe of and soup\n", {true, false}, 1).words == 0);
  CHECK(shared("Café ORRIN\ncafe Órrin\n", {true, false}, 1).words == 2);
}

TEST_CASE("a word of every paragraph ties less than a name of one") {
  std::string text;
  std::vector<bool> prose;
  for (int i = 0; i < 20; ++i) {
    text += "council filler" + std::to_string(i) + (i == 7 ? " pellworth" : "") + "\n";
    prose.push_back(true);
  }
  prose.resize(22);
  text += "council soup\npellworth soup\n";
  CHECK(shared(text, prose, 20).percent < 10);
  CHECK(shared(text, prose, 21).percent > 30);
}

TEST_CASE("scripts without spaces are compared by pairs of characters") {
  CHECK(shared("渡船港口\n渡船很大\n", {true, false}, 1).words == 1);
}

TEST_CASE("a line is covered by the one line of prose that has most of its words") {
  std::string text =
      "orrin ferry harbour\norrin ferry soup\nharbour soup\norrin ferry harbour soup\nthe soup\norrin\n";
  std::vector<Line> split = split_lines(text);
  const std::vector<size_t> asked = {0, 1, 2, 3, 5};
  StoryWords words(measure_lines(split), {true, true, false, true, true, true}, asked);
  std::vector<StoryWords::Cover> covers = words.covers(asked);
  const std::pair<int, int> expected[] = {{0, 100}, {66, 100}, {50, 100}, {75, 25}, {0, 0}};
  for (size_t k = 0; k < covers.size(); ++k) {
    CHECK(std::pair(covers[k].above, covers[k].below) == expected[k]);
  }
}

TEST_CASE("words far behind in a line do not count") {
  std::string far(StoryWords::kLineBytes, '.');
  CHECK(shared("orrin ferry\n" + far + " orrin\n", {true, false}, 1).words == 0);
  CHECK(shared("orrin ferry\n" + far.substr(0, far.size() - 6) + " orrin\n", {true, false}, 1).words == 1);
}

TEST_CASE("of a document with very many different words the first are known") {
  // The pairs of 1,200 characters make more words than that.
  constexpr size_t kCharacters = 1200;
  static_assert(kCharacters * kCharacters > StoryWords::kMostWords + 2 * kCharacters);
  auto character = [](size_t n) {
    size_t c = 0x4E00 + n;
    return std::string{static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
                       static_cast<char>(0x80 | (c & 0x3F))};
  };
  std::string text = "orrin\n";
  for (size_t i = 0; i < kCharacters; ++i) {
    for (size_t j = 0; j < kCharacters; ++j) text += character(i) + character(j) + " ";
    text += '\n';
  }
  std::vector<bool> prose(kCharacters + 3, true);
  std::string late = character(kCharacters - 1) + character(kCharacters - 1);
  CHECK(shared(text + "orrin\n" + late + "\n", prose, kCharacters + 1).words == 1);
  CHECK(shared(text + "orrin\n" + late + "\n", prose, kCharacters + 2).words == 0);
}

}  // namespace dechaff
