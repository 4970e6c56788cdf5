// Levels, the curve, the calibration, and what is listed to be read. Figures are counted by hand from two
// invented documents, of which evidence takes a line by the words in it.
#include "cli/score_sheet.h"

#include <catch2/catch.hpp>

#include "cli/score_json.h"
#include "corpus/figures.h"
#include "io/json_row.h"
#include "own_rules.h"

namespace dechaff {
namespace {

// A word is worth 500, 2000 or 4000: probabilities of .62, .88 and .98.
constexpr std::string_view kSheetRules = R"([[rule]]
id = "any.trial.drum"
contains = ["drum"]
action = "weigh"
weight = 2000
[[rule]]
id = "any.trial.reel"
contains = ["reel"]
action = "weigh"
weight = 4000
[[rule]]
id = "any.trial.share"
is = ["share"]
action = "line"
[[rule]]
id = "any.trial.spool"
contains = ["spool"]
action = "weigh"
weight = 500
)";
constexpr std::string_view kSheetWeights =
    "base = 0\n[levels]\nstrict = 0.97\nbalanced = 0.85\nthorough = 0.6\n";

constexpr double kStoryChars = 3 * 90;

std::string story_line(char name) {
  std::string line =
      std::string("Keeper ") + name + " of the lighthouse counted the ships that passed in the storm";
  return line + std::string(89 - line.size(), '!') + ".";
}

GoldDocument document(std::string id, std::string site, std::vector<GoldLine> lines) {
  GoldDocument document;
  document.id = std::move(id);
  document.fields["site"] = std::move(site);
  document.lines = {{story_line('a'), Label::story, ""},
                    {story_line('b'), Label::story, ""},
                    {story_line('c'), Label::story, ""}};
  document.lines.insert(document.lines.end(), lines.begin(), lines.end());
  return document;
}

// Chaff: a reel, a drum, two spools, a button and a pier, which nothing takes. Story: a drum of twenty
// characters.
std::vector<GoldDocument> documents() {
  return {
      document("a", "alpha",
               {{"A reel of rope", Label::chaff, "ads"},
                {"A drum of oil", Label::chaff, "ads"},
                {"A spool of yarn", Label::chaff, "related"},
                {"Share", Label::chaff, "share"},
                {"A pier", Label::chaff, ""}}),
      document("b", "beta",
               {{"A drum beats at noon", Label::story, ""}, {"A spool of thread", Label::chaff, "related"}})};
}

ScoreSheet sheet_of(const OwnCleaner& cleaner, SheetOptions options) {
  ScoreSheet sheet(*cleaner, std::move(options));
  sheet.add(documents(), 2);
  return sheet;
}

CleanOptions at_level(std::string level) {
  CleanOptions options;
  options.level = std::move(level);
  return options;
}

OwnCleaner cleaner_of(CleanOptions options = {}) {
  return OwnCleaner(kSheetRules, std::move(options), kSheetWeights);
}

}  // namespace

TEST_CASE("every level has its score, the most careful first") {
  OwnCleaner cleaner = cleaner_of();
  std::vector<LevelScore> levels = sheet_of(cleaner, {.all_levels = true}).levels();
  struct {
    const char* name;
    double probability;
    int64_t chaff_removed, story_removed;
  } expected[] = {{"strict", 0.97, 2, 0}, {"balanced", 0.85, 3, 1}, {"thorough", 0.6, 5, 1}};
  REQUIRE(levels.size() == 3);
  for (size_t i = 0; i < 3; ++i) {
    CHECK(levels[i].name == expected[i].name);
    CHECK(levels[i].probability == expected[i].probability);
    CHECK(levels[i].score.documents == 2);
    CHECK(levels[i].score.counts.chaff_removed == expected[i].chaff_removed);
    CHECK(levels[i].score.counts.story_removed == expected[i].story_removed);
    CHECK(levels[i].score.counts.chaff() == 6);
  }
}

TEST_CASE("a level scores the same beside the others and alone, and at its threshold") {
  OwnCleaner cleaner = cleaner_of();
  for (const LevelScore& level : sheet_of(cleaner, {.all_levels = true}).levels()) {
    OwnCleaner by_name = cleaner_of(at_level(level.name));
    CleanOptions at_threshold;
    at_threshold.threshold = level.probability;
    OwnCleaner by_threshold = cleaner_of(at_threshold);
    std::vector<LevelScore> named = sheet_of(by_name, {}).levels();
    std::vector<LevelScore> at = sheet_of(by_threshold, {}).levels();
    REQUIRE(named.size() == 1);
    REQUIRE(at.size() == 1);
    CHECK(named[0].name == level.name);
    CHECK(at[0].name == "threshold");
    for (const Figure& figure : figure_table()) {
      CAPTURE(level.name, figure.name);
      std::string figure_here = shown_figure(figure.of(level.score), 9);
      CHECK(shown_figure(figure.of(named[0].score), 9) == figure_here);
      CHECK(shown_figure(figure.of(at[0].score), 9) == figure_here);
    }
  }
}

TEST_CASE("the table of levels fits on a terminal") {
  OwnCleaner cleaner = cleaner_of();
  std::string table = levels_table(sheet_of(cleaner, {.all_levels = true}).levels());
  // Where the drum goes, 20 of 6 * 90 + 20 code points of story do, and 20 of beta's 290. Of alpha's five
  // lines of chaff 2, 3 and 4 go, of beta's one 0, 0 and 1: so far do the intervals of recall reach.
  CHECK(table == R"(level                            strict      balanced      thorough
evidence removes from             0.970         0.850         0.600
precision                         1.000         0.750         0.833
recall                            0.333         0.500         0.833
  95 % interval             0.000-0.400   0.000-0.600   0.800-1.000
F1                                0.500         0.600         0.833
  95 % interval             0.000-0.571   0.000-0.750   0.667-0.889
story lost %                       0.00          3.57          3.57
  95 % interval               0.00-0.00     0.00-6.90     0.00-6.90
chaff left %                       72.9          54.3           8.6
chaff in the output %               8.3           6.6           1.1
documents intact %                100.0          50.0          50.0
documents perfect %                 0.0           0.0           0.0
lost a long line %                  0.0           0.0           0.0
short lines kept %                100.0           0.0           0.0
headlines kept %                      -             -             -
repeats removed %                     -             -             -
)");
}

TEST_CASE("the curve has every level with its figures") {
  OwnCleaner cleaner = cleaner_of();
  ScoreSheet sheet = sheet_of(cleaner, {.all_levels = true, .curve = true});
  Curve curve = *sheet.curve();
  CHECK(curve.points().size() == sweep_probabilities().size() + 3);
  size_t levels = 0;
  for (const LevelScore& level : sheet.levels()) {
    for (const CurvePoint& point : curve.points()) {
      if (point.level != level.name) continue;
      ++levels;
      CHECK(point.probability == level.probability);
      CHECK(point.precision == level.score.counts.precision());
      CHECK(point.recall == level.score.counts.recall());
      CHECK(point.f1 == level.score.counts.f1());
      CHECK(point.story_lost_percent == 100 * level.score.counts.story_lost());
    }
  }
  CHECK(levels == 3);
  CHECK_FALSE(sheet_of(cleaner, {.all_levels = true}).curve());
}

TEST_CASE("along the curve nothing falls, and what it promises for a loss is had there") {
  OwnCleaner cleaner = cleaner_of();
  Curve curve = *sheet_of(cleaner, {.all_levels = true, .curve = true}).curve();
  for (size_t i = 1; i < curve.points().size(); ++i)
    CHECK(curve.points()[i].probability <= curve.points()[i - 1].probability);
  REQUIRE(curve.best().size() >= 3);
  for (size_t i = 1; i < curve.best().size(); ++i) {
    CHECK(curve.best()[i].story_lost_percent > curve.best()[i - 1].story_lost_percent);
    CHECK(curve.best()[i].recall > curve.best()[i - 1].recall);
  }
  for (const CurvePoint& point : curve.best())
    CHECK(curve.recall_at(point.story_lost_percent) == point.recall);
  double before = 0;
  for (double loss = 0; loss <= 100; loss += 0.5) {
    double recall = curve.recall_at(loss).value_or(0);
    CHECK(recall >= before);
    before = recall;
  }
  CHECK(curve.recall_at(0) == 2.0 / 6);
  CHECK(curve.recall_at(100) == 1);
}

TEST_CASE("a point that finds no more for more loss is not among the best, and none is below the first") {
  auto point = [](double probability, double lost_percent, int64_t found) {
    Counts c;
    c.story_chars = 1000;
    c.story_chars_kept = 1000 - 10 * lost_percent;
    c.chaff_removed = found;
    c.chaff_kept = 10 - found;
    return CurvePoint(probability, c);
  };
  Curve curve({point(0.5, 4, 6), point(0.9, 1, 2), point(0.7, 3, 2), point(0.3, 8, 6)});
  CHECK(curve.points().size() == 4);
  REQUIRE(curve.best().size() == 2);
  CHECK(curve.best()[0].probability == 0.9);
  CHECK(curve.best()[1].probability == 0.5);
  CHECK_FALSE(curve.recall_at(0.9));
  CHECK(*curve.recall_at(2.5) == Approx(0.4));
  CHECK(*curve.recall_at(50) == Approx(0.6));
  CHECK_FALSE(Curve({}).recall_at(1));
}

TEST_CASE("the calibration counts the lines that evidence decided by what it gave them") {
  OwnCleaner cleaner = cleaner_of();
  ScoreSheet sheet = sheet_of(cleaner, {});
  int64_t lines = 0;
  for (const Calibration::Bin& bin : sheet.calibration().bins()) {
    lines += bin.lines;
    CAPTURE(bin.from);
    if (bin.from == 0.5) {  // six lines of prose and the pier
      CHECK(bin.lines == 7);
      CHECK(bin.chaff == 1);
      CHECK(bin.mean_given() == Approx(0.5));
    } else if (bin.from == 0.6) {
      CHECK(bin.lines == 2);
      CHECK(bin.chaff_share() == 1);
    } else if (bin.from == 0.8) {
      CHECK(bin.lines == 2);
      CHECK(bin.chaff_share() == 0.5);
      CHECK(bin.mean_given() == Approx(0.8808).epsilon(0.001));
    } else if (bin.from == 0.98) {
      CHECK(bin.lines == 1);
    } else {
      CHECK(bin.lines == 0);
    }
  }
  CHECK(lines == 12);  // all but the button
}

TEST_CASE("the worst documents come with their worst lines, those with most wrong characters first") {
  OwnCleaner cleaner = cleaner_of(at_level("strict"));
  ScoreSheet sheet = sheet_of(cleaner, {.worst = 5});
  CHECK(sheet.worst().lost_story().empty());
  const std::vector<WorstDocument>& left = sheet.worst().left_chaff();
  REQUIRE(left.size() == 2);
  CHECK(left[0].id == "a");
  CHECK(left[0].wrong_chars == 13 + 15 + 6);
  CHECK(left[0].chars == 14 + 13 + 15 + 5 + 6);
  CHECK(left[0].lines == 3);
  REQUIRE(left[0].shown.size() == 3);
  CHECK(left[0].shown[0].text == "A spool of yarn");
  CHECK(left[0].shown[0].line == 5);
  CHECK(left[0].shown[2].text == "A pier");
  CHECK(left[1].id == "b");

  OwnCleaner bold = cleaner_of();
  ScoreSheet one = sheet_of(bold, {.worst = 1});
  CHECK(one.worst().left_chaff().size() == 1);
  REQUIRE(one.worst().lost_story().size() == 1);
  CHECK(one.worst().lost_story()[0].chars == kStoryChars + 20);
  CHECK(one.worst().text() == R"(
documents that lost most of the story:
  b
    20 of 290 characters of story lost, in 1 line:
    3 [evidence +2.00: any.trial.drum +2.00]
      A drum beats at noon

documents with most chaff left:
  a
    21 of 53 characters of chaff left, in 2 lines:
    5 [evidence +0.50: any.trial.spool +0.50]
      A spool of yarn
    7 [evidence +0.00]
      A pier
)");
}

TEST_CASE("errors are counted, and some are drawn, the same each time") {
  OwnCleaner cleaner = cleaner_of();
  ScoreSheet sheet = sheet_of(cleaner, {});
  const Errors& errors = sheet.errors();
  REQUIRE(errors.false_removals().size() == 1);
  CHECK(errors.false_removals()[0].document == "b");
  CHECK(errors.false_removals()[0].reason == "evidence +2.00: any.trial.drum +2.00");
  CHECK(errors.misses().size() == 3);
  CHECK(errors.draw(2).misses.size() == 2);
  CHECK(errors.draw(2).misses == errors.draw(2).misses);
  CHECK(errors.draw(9).misses.size() == 3);
  CHECK(errors.text(1).find("misses: 3\n  ") != std::string::npos);
}

TEST_CASE("what goes is told by the category of its rule, and chaff by its kind") {
  OwnCleaner cleaner = cleaner_of();
  ScoreSheet sheet = sheet_of(cleaner, {.by = {"site", "category"}});
  CHECK(sheet.rules().categories_text() == R"(categories            removed  story  right
evidence                    3      1  0.667
related                     1      0  1.000
)");
  CHECK(sheet.board().kinds_text() == R"(kinds of chaff        lines  removed      R
ads                       2        2  1.000
related                   2        0  0.000
share                     1        1  1.000
-                         1        0  0.000
)");
  CHECK(sheet.text().find("categories") != std::string::npos);
  CHECK(sheet.text().find("site=alpha") != std::string::npos);
  CHECK(sheet.text().find("category=") == std::string::npos);
  CHECK(sheet_of(cleaner, {.by = {"site"}}).text().find("categories") == std::string::npos);
}

TEST_CASE("programs get the figures that people get") {
  OwnCleaner cleaner = cleaner_of();
  ScoreSheet sheet = sheet_of(
      cleaner, {.by = {"site", "category"}, .all_levels = true, .curve = true, .errors = 1, .worst = 1});
  std::string json = to_json(sheet);
  auto parsed = json_fields(json);
  auto* fields = std::get_if<std::vector<JsonField>>(&parsed);
  REQUIRE(fields);
  auto value_of = [](const std::vector<JsonField>& of, std::string_view key) {
    for (const JsonField& field : of) {
      if (field.key == key) return field.value;
    }
    return std::string_view("missing");
  };
  std::vector<std::string> keys;
  for (const JsonField& field : *fields) keys.emplace_back(field.key);
  CHECK(keys == std::vector<std::string>{"levels", "of", "by", "rules", "kinds", "categories", "curve",
                                         "recall_at", "calibration", "false_removals", "misses", "worst"});
  CHECK(value_of(*fields, "of") == "\"balanced\"");
  std::vector<std::string_view> levels = items_of(value_of(*fields, "levels"));
  REQUIRE(levels.size() == 3);
  std::vector<JsonField> thorough = fields_of(levels[2]);
  CHECK(value_of(thorough, "level") == "\"thorough\"");
  CHECK(value_of(thorough, "chaff_removed") == "5");
  CHECK(value_of(thorough, "recall") == "0.833333");
  CHECK(value_of(thorough, "headlines_kept_percent") == "null");
  CHECK(value_of(fields_of(value_of(thorough, "interval_95")), "recall") == "[0.8,1]");
  for (const Figure& figure : figure_table()) CHECK(value_of(thorough, figure.name) != "missing");
  CHECK(items_of(value_of(*fields, "by")).size() == 2);
  CHECK(items_of(value_of(*fields, "curve")).size() == sweep_probabilities().size() + 3);
  CHECK(items_of(value_of(*fields, "calibration")).size() == sheet.calibration().bins().size());
  std::vector<JsonField> rule = fields_of(items_of(value_of(*fields, "rules"))[0]);
  CHECK(value_of(rule, "rule") == "\"evidence\"");
  CHECK(value_of(rule, "alone") == "2");

  auto small = json_fields(to_json(sheet_of(cleaner, {})));
  REQUIRE(std::get_if<std::vector<JsonField>>(&small));
  CHECK(std::get<std::vector<JsonField>>(small).size() == 4);
}

TEST_CASE("a score without weights has one level, of no probability, and no curve") {
  OwnCleaner cleaner(kSheetRules, {}, "");
  ScoreSheet sheet = sheet_of(cleaner, {.all_levels = true, .curve = true});
  REQUIRE(sheet.levels().size() == 1);
  CHECK(sheet.levels()[0].name == "balanced");
  CHECK(sheet.text().find("evidence removes from                 -") != std::string::npos);
  CHECK(std::holds_alternative<std::vector<JsonField>>(json_fields(to_json(sheet))));
}

}  // namespace dechaff
