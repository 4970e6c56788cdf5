// Phrases: where each kind fits, and the index against one phrase at a time.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "rule/phrases.h"
#include "text/fold.h"

namespace dechaff {
namespace {

bool fits(PhraseKind kind, std::string_view phrase, std::string_view line) {
  return !find_phrase(kind, fold_phrase(phrase), fold(line)).empty();
}

struct Row {
  PhraseKind kind;
  std::string_view phrase, line;
  bool fits;
};

}  // namespace

TEST_CASE("phrases fit by their kind") {
  using enum PhraseKind;
  const Row rows[] = {{is, "read more", "Read more", true},
                      {is, "read more", "» READ MORE »", true},
                      {is, "read more", "[Read more…]", true},
                      {is, "read more", "Read more here", false},
                      {is, "read more", "Read  more.", true},
                      {is, "read more", "read-more", false},
                      {is, "Διαβάστε", "ΔΙΑΒΑΣΤΕ:", true},
                      {is, "اقرأ", "اقرا", true},
                      {is, "İlgili", "ilgili", true},
                      {starts, "also read", "Also read: Harbour", true},
                      {starts, "also read", "Also read", true},
                      {starts, "also read", "• Also read | Harbour", true},
                      {starts, "also read", "【Also read】Harbour", true},
                      {starts, "also read", "Also read - Harbour", true},
                      {starts, "also read", "Also read– Harbour", true},
                      {starts, "also read", "Also read ： Harbour", true},
                      {starts, "also read", "(Also read) Harbour", true},
                      {starts, "also read", "Also read » Harbour", true},
                      {starts, "also read", "Also read > Harbour", true},
                      {starts, "also read", "Also read...", true},
                      {starts, "also read", "Also read the record", false},
                      {starts, "also read", "also read-only", false},
                      {starts, "also read", "Also readers: no", false},
                      {starts, "also read", "They also read: a book", false},
                      {starts, "also read", "Also read, then signed.", false},
                      {starts, "关注", "关注：我们", true},
                      {starts, "关注", "关注我们", false},
                      {ends, "read more", "The ferry sank. Read more »", true},
                      {ends, "read more", "Read more", true},
                      {ends, "more", "Sycamore", false},
                      {ends, "read more", "Read more books", false},
                      {ends, "更多", "阅读更多", true},
                      {contains, "sign up", "Please sign up now", true},
                      {contains, "sign up", "design upper", false},
                      {contains, "sign up", "Sign-up", false},
                      {contains, "点击", "请点击这里", true},
                      {contains, "art", "party", false},
                      {contains, "art", "part art", true},
                      {contains, "no", "¡No!", true}};
  for (const Row& row : rows) {
    INFO(row.phrase << " in " << row.line);
    CHECK(fits(row.kind, row.phrase, row.line) == row.fits);
  }
}

TEST_CASE("a phrase is folded and stripped of what stands around it") {
  CHECK(fold_phrase("» Read More …") == "read more");
  CHECK(fold_phrase("(Café)") == "cafe");
  CHECK(fold_phrase("—…!").empty());
  CHECK(fold_phrase("").empty());
}

TEST_CASE("contains finds all places, from left to right and without overlap") {
  std::vector<Range> found = find_phrase(PhraseKind::contains, "a a", "a a a a b a a");
  REQUIRE(found.size() == 3);
  CHECK(found[0].begin == 0);
  CHECK(found[1].begin == 4);
  CHECK(found[2].begin == 10);
}

TEST_CASE("the index finds what one phrase at a time finds") {
  std::mt19937 random(7);
  const std::vector<std::string> pieces = {"also", "read", "more", " ",    ":", "- ", "é",
                                           "关",   "注",   "»",    "\xFF", "…", "(",  "x"};
  auto pick = [&](size_t most) {
    std::string text;
    for (size_t n = 1 + random() % most; n; --n) text += pieces[random() % pieces.size()];
    return text;
  };
  std::vector<std::pair<PhraseKind, std::string>> phrases;
  PhraseIndex::Builder builder;
  while (phrases.size() < 60) {
    std::string phrase = fold_phrase(pick(3));
    if (phrase.empty()) continue;
    auto kind = static_cast<PhraseKind>(random() % 4);
    builder.add(kind, phrase, static_cast<uint32_t>(phrases.size()));
    phrases.emplace_back(kind, phrase);
  }
  BlobWriter writer;
  std::move(builder).write(writer);
  std::vector<uint64_t> blob = writer.take();
  BlobReader reader(blob);
  PhraseIndex index(reader);
  for (int n = 0; n < 3000; ++n) {
    std::string folded = fold(pick(8));
    std::vector<uint32_t> found, expected;
    index.find(folded, found);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    for (size_t i = 0; i < phrases.size(); ++i) {
      if (!find_phrase(phrases[i].first, phrases[i].second, folded).empty())
        expected.push_back(static_cast<uint32_t>(i));
    }
    INFO(folded);
    REQUIRE(found == expected);
  }
}

}  // namespace dechaff
