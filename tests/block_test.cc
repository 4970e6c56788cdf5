// Blocks: a heading and the teasers under it, and where they end.
#include <catch2/catch.hpp>

#include "own_rules.h"

namespace dechaff {
namespace {

const std::string kBlock = "[[rule]]\nid = \"a.a.a\"\naction = \"block\"\nstarts = [\"follow us\"]\n";
const std::string kStory = kProse1 + kProse2;
const std::string kHeading = "Follow us:\n";
const std::string kShort = "Three schools close early\n";
const std::string kCutOff = "The striker who left the club in May says that he never asked for the…\n";
// A whole sentence, long enough for prose, about something else.
const std::string kTeaser =
    "A cook from Pellworth has won a national prize for a soup that he first made by mistake.\n";

std::string repeated(const std::string& text, int times) {
  std::string out;
  while (times-- > 0) out += text;
  return out;
}

struct Row {
  std::string what, taken, left;  // under the heading
};

}  // namespace

TEST_CASE("a block runs on over teasers and ends where the story goes on") {
  std::string paragraph = kTeaser.substr(0, kTeaser.size() - 1);
  std::string long_one = paragraph + " " + paragraph + " " + paragraph + " " + paragraph + "\n";
  const Row rows[] = {{"nothing", "", ""},
                      {"a short line", kShort, ""},
                      {"cut-off lines", kCutOff + kCutOff, ""},
                      {"a sentence about something else", kTeaser, ""},
                      {"teasers of all kinds", kShort + kCutOff + kTeaser, ""},
                      {"blank lines", kShort + "\n\n" + kTeaser + "\n" + kShort, ""},
                      {"the story", "", kProse3},
                      {"the story below teasers", kShort + kCutOff, kProse3},
                      {"a paragraph too long for a teaser", kShort, long_one}};
  OwnCleaner cleaner(kBlock);
  for (const Row& row : rows) {
    INFO(row.what);
    CHECK(cleaner.left(kStory + kHeading + row.taken + row.left) == kStory + row.left);
  }
}

TEST_CASE("a block takes at most its number of lines, blank ones not counted") {
  CHECK(OwnCleaner(kBlock).left(kStory + kHeading + repeated("x " + kShort + "\n", 25)) ==
        kStory + "\n" + repeated("x " + kShort + "\n", 5));
  CHECK(OwnCleaner(kBlock + "lines = 2\n").left(kStory + kHeading + "one\ntwo\nthree\n") ==
        kStory + "three\n");
  CHECK(OwnCleaner(kBlock + "lines = 0\n").left(kStory + kHeading + "one\n") == kStory + "one\n");
}

TEST_CASE("a keep hit ends a block, and on the heading prevents it") {
  std::string keep = "[[rule]]\nid = \"k.k.k\"\naction = \"keep\"\n";
  CHECK(OwnCleaner(kBlock + keep + "is = \"stays\"\n").left(kStory + kHeading + "one\nStays\ntwo\n") ==
        kStory + "Stays\ntwo\n");
  CHECK(OwnCleaner(kBlock + keep + "starts = [\"follow us\"]\n").left(kStory + kHeading + "one\n") ==
        kStory + kHeading + "one\n");
}

TEST_CASE("a keep rule of another zone or for other categories does not stop a block") {
  std::string keep = "[[rule]]\nid = \"k.k.k\"\naction = \"keep\"\nis = \"one\"\n";
  std::string text = kStory + kHeading + "one\ntwo\n";
  CHECK(OwnCleaner(kBlock + keep + "zone = \"head\"\n").left(text) == kStory);
  CHECK(OwnCleaner(kBlock + keep + "protects = [\"share\"]\n").left(text) == kStory);
}

TEST_CASE("sentences right above the story are kept where a block ends") {
  std::string said = "“No,” he said.\n";
  CHECK(OwnCleaner(kBlock).left(kStory + kHeading + kShort + said + kProse3) == kStory + said + kProse3);
}

TEST_CASE("where the story is not known yet, prose ends a block") {
  CHECK(OwnCleaner(kBlock).left(kHeading + kShort + kTeaser + kStory) == kTeaser + kStory);
}

TEST_CASE("two headings, one under the other, make one removal") {
  CHECK(OwnCleaner(kBlock).left(kStory + kHeading + kShort + kHeading + kTeaser) == kStory);
}

}  // namespace dechaff
