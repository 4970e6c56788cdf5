// What a line must have before RE2 is asked about it: sketches of lines, and the conditions of patterns.
#include "rule/prefilter/conditions.h"

#include <catch2/catch.hpp>
#include <optional>
#include <random>

#include "rule/prefilter/prefilter.h"
#include "text/fold.h"

using namespace dechaff;

namespace {

using Choices = std::vector<std::vector<std::string>>;

// A prefilter that owns its blob.
class TestPrefilter {
 public:
  explicit TestPrefilter(const std::vector<std::string>& patterns) {
    Prefilter::Builder builder;
    for (const std::string& pattern : patterns) builder.add(pattern, UINT32_MAX);
    BlobWriter writer;
    std::move(builder).write(writer);
    blob_ = writer.take();
    BlobReader reader(blob_);
    prefilter_.emplace(reader);
  }

  bool is_candidate(std::string_view line) const {
    std::vector<uint32_t> candidates;
    prefilter_->find(line, fold(line), 0, candidates);
    return !candidates.empty();
  }

 private:
  std::vector<uint64_t> blob_;
  std::optional<Prefilter> prefilter_;
};

}  // namespace

TEST_CASE("a sketch has every text of its line") {
  std::mt19937 random(7);
  const std::vector<std::string> pieces = {"a", "7",  "12",   "2024", " ",  "/",
                                           "é", "關", "read", "\xFF", "ск", "0"};
  for (int n = 0; n < 2000; ++n) {
    std::string line;
    for (size_t k = 1 + random() % 9; k; --k) line += pieces[random() % pieces.size()];
    std::string folded = fold(line);
    LineSketch sketch(folded);
    for (size_t begin = 0; begin < folded.size(); ++begin) {
      std::string text = folded.substr(begin, 1 + random() % 12);
      INFO(text << " in " << folded);
      REQUIRE(sketch.may_have(LineSketch::bits_of(text)));
    }
  }
}

TEST_CASE("a sketch turns away what its line has not, but for the digits") {
  LineSketch sketch("the council met on 12/5/2024, and left");
  auto may_have = [&](std::string_view text) { return sketch.may_have(LineSketch::bits_of(text)); };
  for (std::string_view text : {"z", "0-", "read", "councils", "5,2", "12.5.2024", "met  on"})
    CHECK_FALSE(may_have(text));
  for (std::string_view text : {"c", "99/", "1/2/3", "n 7", "council met"}) CHECK(may_have(text));
  CHECK(with_digits_alike("a12b3 2024") == "a0b0 0");
  CHECK(with_digits_alike("") == "");
}

TEST_CASE("what a pattern has to have is told as choices, the rarest first") {
  const std::pair<std::string, Choices> rows[] = {
      {"^\\d\\d?[/.]\\d+(19|20)\\d\\d", {{"0.0", "0/0"}}},
      {"by .* at \\d{2}:\\d{2}", {{" at 0:0"}, {"by "}}},
      {"(read|watch).*(more|on)", {{"read", "watch"}, {"more", "on"}}},
      {"(read .+ more|see .+ also)", {{"read ", " also"}, {" more", "see "}}},
      {"(read .+ more|see)", {{"read ", "see"}}},
      {"covid-19", {{"covid-0"}}},
      {"[0-9]*x", {{"0x", "x"}}},
      {"(read)?", {}},
      {".*", {}},
  };
  for (auto& [pattern, choices] : rows) {
    INFO(pattern);
    CHECK(choices_of(pattern) == choices);
  }
}

TEST_CASE("lines that do not meet all conditions are no candidates") {
  // By the texts of its head alone it would be a candidate for every line that begins so.
  TestPrefilter date({"^by \\p{L}+ on \\d\\d?[/.-]\\d\\d?[/.-](19|20)\\d\\d"});
  CHECK(date.is_candidate("By Anna on 3/5/2024"));
  CHECK_FALSE(date.is_candidate("By Anna on a ferry"));
  CHECK_FALSE(date.is_candidate("By Anna on page 3"));
  TestPrefilter page({"\\d+ pages? (left|to go)"});
  CHECK(page.is_candidate("There are 12 pages left"));
  CHECK_FALSE(page.is_candidate("Many pages left to go"));
  TestPrefilter counter({"^\\W*\\d{1,3} of \\d{1,3}\\W*$"});
  CHECK(counter.is_candidate("(3 of 12)"));
  CHECK_FALSE(counter.is_candidate("Most of 2024, and 3 of 5"));
  TestPrefilter han({"^\\p{Han}{2,4}$"});
  CHECK(han.is_candidate("新聞"));
  CHECK_FALSE(han.is_candidate("news"));
}
