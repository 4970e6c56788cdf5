// weights.toml: buckets, levels, and its faults.
#include "rule/weights.h"

#include <catch2/catch.hpp>

#include "own_rules.h"

namespace dechaff {
namespace {

std::vector<std::string> faults_of(std::string_view toml) {
  Weights weights;
  std::vector<Fault> faults;
  read_weights(std::make_shared<SourceFile>(SourceFile{"weights.toml", std::string(toml)}), weights, faults);
  return short_faults(faults);
}

}  // namespace

TEST_CASE("a value falls in the bucket whose bounds it lies between") {
  MeasureWeight w{Measure::chars, {20, 21, 80}, {1, 2, 3, 4}};
  const std::tuple<int, size_t, std::string> rows[] = {
      {-5, 0, "chars < 20"},  {19, 0, "chars < 20"},  {20, 1, "chars 20"},    {21, 2, "chars 21-79"},
      {79, 2, "chars 21-79"}, {80, 3, "chars >= 80"}, {900, 3, "chars >= 80"}};
  for (auto& [value, bucket, name] : rows) {
    CHECK(w.bucket(value) == bucket);
    CHECK(w.bucket_name(bucket) == name);
  }
}

TEST_CASE("a higher weights.toml replaces entry by entry") {
  Weights weights;
  std::vector<Fault> faults;
  auto read = [&](std::string text) {
    read_weights(std::make_shared<SourceFile>(SourceFile{"w", text}), weights, faults);
  };
  read(
      "base = -5\nguard = 40\n[levels]\nstrict = 0.9\nmild = 0.5\n[measures.chars]\nbounds = [1]\nweights = "
      "[1, 2]\n[rules]\n\"a.b\" = 7\n");
  read("base = 3\n[levels]\nmild = 0.6\n[measures.chars]\nbounds = []\nweights = [9]\n");
  CHECK(faults.empty());
  CHECK(weights[TextKind::article].base == 3);
  CHECK(weights[TextKind::article].guard_percent == 40);
  CHECK(weights.levels["strict"] == 0.9);
  CHECK(weights.levels["mild"] == 0.6);
  REQUIRE(weights[TextKind::article].measures.size() == 1);
  CHECK(weights[TextKind::article].measures[0].weights == std::vector<int64_t>{9});
  CHECK(weights[TextKind::article].rules["a.b"] == 7);
}

TEST_CASE("what a page weighs is read beside what an article does") {
  Weights weights;
  std::vector<Fault> faults;
  Measures line;
  line[Measure::taken] = 1000;
  CHECK(weights.kind_of(line) == TextKind::article);
  read_weights(
      std::make_shared<SourceFile>(SourceFile{
          "w",
          "base = 1\n[measures.chars]\nbounds = []\nweights = [2]\n[page]\nlines = 12\nbase = 3\nguard = "
          "50\n[page.measures.words]\nbounds = []\nweights = [4]\n[page.rules]\n\"a.b\" = 5\n"}),
      weights, faults);
  CHECK(faults.empty());
  const EvidenceModel& article = weights[TextKind::article];
  const EvidenceModel& page = weights[TextKind::page];
  CHECK(article.base == 1);
  CHECK(article.rules.empty());
  REQUIRE(article.measures.size() == 1);
  CHECK(article.measures[0].measure == Measure::chars);
  CHECK(page.base == 3);
  CHECK(page.guard_percent == 50);
  REQUIRE(page.measures.size() == 1);
  CHECK(page.measures[0].measure == Measure::words);
  CHECK(page.rules.at("a.b") == 5);
  CHECK(weights.kind_of(line) == TextKind::page);
  line[Measure::taken] = 11;
  CHECK(weights.kind_of(line) == TextKind::article);
}

TEST_CASE("each fault of weights.toml is reported at its place") {
  const std::pair<std::string, std::string> rows[] = {
      {"bass = 1\n", "1:1 unknown key `bass`"},
      {"base = 1.5\n", "1:8 `base` takes whole numbers"},
      {"levels = 3\n", "1:10 `levels` takes a table"},
      {"page = 3\n", "1:8 `page` takes a table"},
      {"[page]\nlines = 0\n", "2:9 `lines` takes a number from 1 up"},
      {"[page]\nline = 9\n", "2:1 unknown key `line`"},
      {"[page]\nguard = 101\n", "2:9 `guard` takes a percentage"},
      {"[page.levels]\nx = 0.5\n", "1:7 unknown key `levels`"},
      {"[page.measures.cars]\n", "1:16 unknown measure `cars`"},
      {"[levels]\nx = 1\n", "2:5 level `x` takes a probability"},
      {"[levels]\nx = 0.0\n", "2:5 level"},
      {"[levels]\nx = nan\n", "2:5 level"},
      {"[levels]\nx = \"0.5\"\n", "2:5 level"},
      {"[measures.cars]\n", "1:11 unknown measure `cars`"},
      {"[measures.chars]\nbound = [1]\nweights = [1]\n", "2:1 unknown key `bound`"},
      {"[measures.chars]\nbounds = [1]\nweights = [1]\n", "1:11 measure `chars` needs ascending bounds"},
      {"[measures.chars]\nbounds = [2, 1]\nweights = [1, 1, 1]\n", "1:11 measure `chars` needs"}};
  for (auto& [toml, fault] : rows) {
    INFO(toml);
    std::vector<std::string> found = faults_of(toml);
    REQUIRE(found.size() == 1);
    CHECK_THAT(found[0], Catch::StartsWith(fault));
  }
}

TEST_CASE("weights so large that a sum could overflow, and shares that are none, are faults") {
  CHECK(faults_of("base = 9223372036854775807\n").size() == 1);
  CHECK(faults_of("[rules]\nx = -9223372036854775808\n").size() == 1);
  CHECK(faults_of("guard = -1\n").size() == 1);
  CHECK(faults_of("guard = 101\n").size() == 1);
}

TEST_CASE("log-odds and probabilities turn into each other") {
  CHECK(log_odds(0.5) == 0);
  CHECK(log_odds(0.9) == 2197);
  CHECK(log_odds(0.1) == -2197);
  CHECK(probability(0) == 0.5);
  CHECK(probability(2197) == Approx(0.9).margin(0.001));
}

}  // namespace dechaff
