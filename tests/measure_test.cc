// What is measured of a line alone, and among the other lines.
#include <catch2/catch.hpp>

#include "text/measure.h"

namespace dechaff {
namespace {

Measures measures_of(std::string_view line) {
  return measure_lines(split_lines(line)).at(0).measures;
}

int measured(std::string_view name, std::string_view line) {
  return measures_of(line)[*find_measure(name)];
}

struct Row {
  std::string_view measure, line;
  int value;
};

}  // namespace

TEST_CASE("the measures of a line, in several scripts") {
  const Row rows[] = {{"chars", "naïve", 5},
                      {"chars", "日本", 4},
                      {"chars", "  a b  ", 3},
                      {"chars", "\xFF\xFE", 2},
                      {"words", "The ferry's well-known crew", 4},
                      {"words", "日本語", 2},
                      {"words", "हम घर गए", 3},
                      {"words", "—", 0},
                      {"words", "NHK 日本", 2},
                      {"words", "Donau\u00ADdampf", 1},
                      {"sentences", "One. Two! Three?", 3},
                      {"sentences", "It cost 3.5 million.", 1},
                      {"sentences", "一。二。", 2},
                      {"sentences", "no end", 0},
                      {"sentences", "“Yes.” “No.”", 2},
                      {"sentences", "यह ठीक है। हम चले।", 2},
                      {"ending", "plain words", 0},
                      {"ending", "An end.", 1},
                      {"ending", "He said “no.”", 1},
                      {"ending", "(Really?)", 1},
                      {"ending", "終わった。", 1},
                      {"ending", "終わった。」", 1},
                      {"ending", "क्या?", 1},
                      {"ending", "समाप्त।", 1},
                      {"ending", "انتهى؟", 1},
                      {"ending", "because of…", 2},
                      {"ending", "because of...", 2},
                      {"ending", "because of […]", 2},
                      {"ending", "因为……", 2},
                      {"ending", "Read also:", 3},
                      {"ending", "另见：", 3},
                      {"ending", "and then,", 4},
                      {"ending", "然后，", 4},
                      {"ending", "in 2024", 5},
                      {"ending", "a →", 6},
                      {"ending", "»", 6},
                      {"sentence", "An end.", 1},
                      {"sentence", "An end…", 0},
                      {"truncated", "An end…", 1},
                      {"truncated", "An end.", 0},
                      {"capitals", "Fall of the Iron Curtain", 60},
                      {"capitals", "日本語", -1},
                      {"capitals", "ПАРИЖ и Рим", 66},
                      {"uppercase", "ABcd", 50},
                      {"uppercase", "عربي", -1},
                      {"uppercase", "ÄÖü", 66},
                      {"digits", "a1 2b", 50},
                      {"digits", "١٢", 100},
                      {"digits", "", 0},
                      {"punctuation", "a.b!", 50},
                      {"punctuation", "★★", 100},
                      {"links", "see https://elmhaven.example and www.orrin.example", 2},
                      {"links", "write to a@b.example", 1},
                      {"links", "@elmhaven #ferry", 2},
                      {"links", "five @ noon, # 1", 0},
                      {"separators", "Home | News > Local » Sea · Ferry", 4},
                      {"separators", "News｜Sea", 1},
                      {"quote", "“No,” he said", 1},
                      {"quote", "– No", 1},
                      {"quote", "«Нет»", 1},
                      {"quote", "「いや」", 1},
                      {"quote", "No", 0},
                      {"stopwords", "the of and", 100},
                      {"stopwords", "日本語の話", -1},
                      {"stopwords", "ferry harbour", 0}};
  for (const Row& row : rows) {
    if (row.line.empty()) continue;
    INFO(row.measure << " of " << row.line);
    CHECK(measured(row.measure, row.line) == row.value);
  }
}

TEST_CASE("every measure is found by its name, in the table's order") {
  for (size_t i = 0; i < kMeasureCount; ++i) {
    CHECK(measure_table()[i].measure == static_cast<Measure>(i));
    CHECK(find_measure(measure_table()[i].name) == static_cast<Measure>(i));
  }
  CHECK_FALSE(find_measure("lenght"));
}

TEST_CASE("position, repeats and truncated runs look past blank lines") {
  std::string text = "A one…\n\nB two…\n\n\nplain\nÉcho\nECHO\nC three…\n";
  std::vector<MeasuredLine> lines = measure_lines(split_lines(text));
  auto all = [&](Measure m) {
    std::vector<int> values;
    for (const MeasuredLine& line : lines) {
      if (!line.line.blank()) values.push_back(line.measures[m]);
    }
    return values;
  };
  CHECK(all(Measure::position) == std::vector<int>{0, 1, 2, 3, 4, 5});
  CHECK(all(Measure::repeats) == std::vector<int>{0, 0, 0, 0, 1, 0});
  CHECK(all(Measure::truncated_run) == std::vector<int>{2, 2, 0, 0, 0, 1});
}

}  // namespace dechaff
