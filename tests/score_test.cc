// What `score` says of labelled documents. All texts are invented; expected figures are those of score.py for
// the same documents and outcomes, and were checked by hand where a comment says how.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "corpus/figures.h"
#include "corpus/gold.h"
#include "corpus/outcome.h"
#include "corpus/python_random.h"
#include "corpus/rule_tally.h"
#include "corpus/scoreboard.h"
#include "rule/rule_file.h"

namespace dechaff {
namespace {

RuleSet rules_of(std::string_view toml) {
  LoadedRules loaded;
  auto source = std::make_shared<SourceFile>(SourceFile{"en/trial.toml", std::string(toml)});
  loaded.rules = read_rule_file(source, "en/trial.toml", {}, loaded.faults).rules;
  loaded.weights[TextKind::article].base = -1000;
  loaded.weights.levels["balanced"] = 0.9;
  for (const Fault& fault : loaded.faults) FAIL_CHECK(to_text(fault));
  return RuleSet(std::move(loaded));
}

// In order of id, as a rule set wants them.
constexpr std::string_view kTrialRules = R"(about = "For tests"
[[rule]]
id = "en.trial.aside"
pattern = '\(tap to [a-z]+\)'
action = "match"
removes = ["Rain fell. {-(tap to enlarge)-}"]
keeps = ["He tapped it."]
[[rule]]
id = "en.trial.correction"
starts = ["correction"]
action = "keep"
removes = ["Correction: it was a ferry."]
keeps = ["A correction was made."]
[[rule]]
id = "en.trial.more"
is = ["more stories"]
action = "block"
removes = ["More stories"]
keeps = ["There are more stories."]
[[rule]]
id = "en.trial.photo"
contains = ["file photo"]
weight = 4000
action = "weigh"
removes = ["A file photo of a tug"]
keeps = ["He filed photos."]
[[rule]]
id = "en.trial.share"
is = ["share"]
action = "line"
removes = ["Share"]
keeps = ["A share of it"]
)";

constexpr char kProse[] =
    "Rain fell on the harbour for three days, and the lower quay stood under water until noon.";
constexpr char kMoreProse[] =
    "A tug pulled the ferry free of the mud at dawn, and no one on board was hurt, the pilot said.";

GoldDocument document_of(std::vector<GoldLine> lines) {
  GoldDocument document;
  document.id = "trial";
  document.lines = std::move(lines);
  return document;
}

TEST_CASE("random numbers are those of Python's random.Random(7)") {
  PythonRandom random(7);
  CHECK(random.random() == 0.32383276483316237);
  CHECK(random.random() == 0.15084917392450192);
  CHECK(random.random() == 0.6509344730398537);
  PythonRandom far(7);
  for (int i = 0; i < 1000; ++i) far.random();
  CHECK(far.random() == 0.950867979111096);
  CHECK(PythonRandom(1).random() == 0.13436424411240122);
  CHECK(PythonRandom(7).choices(10) == std::vector<size_t>{3, 1, 6, 0, 5, 3, 0, 5, 0, 4});
  CHECK(PythonRandom(7).choices(0).empty());
}

TEST_CASE("a labelled document is read with its fields as Python writes them") {
  GoldFile file = parse_gold(
      R"({"id":"a","url":"https://www.quay.example/1","news":true,"old":false,"via":null,"n":7,"cov":1.0,"part":0.25,"lines":[)"
      R"({"t":"Regen \u00fcber dem Hafen","y":1},{"t":"Teilen","y":0,"k":"share"},{"t":"Hafen","y":null,"k":null}]})",
      "gold.jsonl");
  CHECK(file.faults.empty());
  REQUIRE(file.documents.size() == 1);
  const GoldDocument& document = file.documents[0];
  CHECK(document.id == "a");
  CHECK(document.url == "https://www.quay.example/1");
  CHECK(document.field("news") == "True");
  CHECK(document.field("old") == "False");
  CHECK(document.field("via") == "None");
  CHECK(document.field("missing") == "None");
  CHECK(document.field("n") == "7");
  CHECK(document.field("cov") == "1.0");
  CHECK(document.field("part") == "0.25");
  REQUIRE(document.lines.size() == 3);
  CHECK(document.lines[0].text == "Regen über dem Hafen");
  CHECK(document.lines[0].label == Label::story);
  CHECK(document.lines[1].label == Label::chaff);
  CHECK(document.lines[1].kind == "share");
  CHECK(document.lines[2].label == Label::unscored);
  CHECK(document.lines[2].kind.empty());
}

TEST_CASE("a bad row of a labelled file is named, and the others are read") {
  struct Case {
    std::string row, fault;
  };
  Case cases[] = {
      {R"({"id":"a","lines":[)", "gold.jsonl:2: is not JSON: "},
      {"[1]", "gold.jsonl:2: is not a JSON object"},
      {R"({"lines":[]})", "gold.jsonl:2: there is no `id`"},
      {R"({"id":1,"lines":[]})", "gold.jsonl:2: `id` is not text"},
      {R"({"id":"a"})", "gold.jsonl:2: there is no `lines`"},
      {R"({"id":"a","lines":{}})", "gold.jsonl:2: `lines` is not a list"},
      {R"({"id":"a","lines":["x"]})", "gold.jsonl:2: line 0 of `lines`: is not an object"},
      {R"({"id":"a","lines":[{"y":1}]})", "gold.jsonl:2: line 0 of `lines`: there is no `t`"},
      {R"({"id":"a","lines":[{"t":"x","y":1},{"t":"x"}]})",
       "gold.jsonl:2: line 1 of `lines`: there is no `y`"},
      {R"({"id":"a","lines":[{"t":"x","y":2}]})",
       "gold.jsonl:2: line 0 of `lines`: `y` is 2, not 0, 1 or null"},
      {R"({"id":"a","lines":[{"t":"x","y":"1"}]})",
       "gold.jsonl:2: line 0 of `lines`: `y` is \"1\", not 0, 1 or null"},
      {R"({"id":"a","lines":[{"t":7,"y":1}]})", "gold.jsonl:2: line 0 of `lines`: `t` is not text"},
  };
  for (const Case& c : cases) {
    GoldFile file = parse_gold("\n" + c.row + "\r\n{\"id\":\"b\",\"lines\":[]}", "gold.jsonl");
    REQUIRE(file.documents.size() == 1);
    CHECK(file.documents[0].id == "b");
    REQUIRE(file.faults.size() == 1);
    CHECK_THAT(to_text(file.faults[0]), Catch::StartsWith(c.fault));
  }
}

TEST_CASE("a labelled file that is not there, or is a folder, is a fault") {
  struct Case {
    const char *path, *fault;
  };
  Case cases[] = {
      {"/no/such/gold.jsonl", "/no/such/gold.jsonl: cannot be read: No such file or directory"},
      {"/", "/: cannot be read: Is a directory"},
  };
  for (const Case& c : cases) {
    GoldFile file = read_gold(c.path);
    CHECK(file.documents.empty());
    REQUIRE(file.faults.size() == 1);
    CHECK(to_text(file.faults[0]) == c.fault);
  }
}

TEST_CASE("the figures are those of score.py") {
  // Chaff: 2 of 4 lines go, so R is .5; with them go 2 of 4 lines of story, so P is .5. Story: 89 + 6 + 98 +
  // 28 = 221 code points, of which 6 and three quarters of 98 go, 35.97 %. Chaff: 12 and half of 4 of 46 code
  // points stay, 30.4 %.
  GoldFile gold = parse_gold(
      R"({"id":"a","source":"quay","lang":"en","site":"alpha","news":true,"lines":[{"t":"Harbour floods","y":null,"k":"title"},)"
      R"({"t":"Rain fell on the harbour for three days, and the lower quay stood under water until noon.","y":1},)"
      R"({"t":"Share","y":0,"k":"share"},{"t":"By Ada Quill","y":0,"k":"byline"}]})"
      "\n"
      R"({"id":"b","source":"quay","lang":"de","site":"beta","news":true,"lines":[{"t":"Am Kai","y":1},)"
      R"({"t":"Der Regen fiel drei Tage lang auf den Hafen, und der untere Kai stand bis zum Mittag unter Wasser.","y":1},)"
      R"({"t":"Lesen Sie auch: Der Hafen","y":0,"k":"share"},{"t":"Mehr","y":0}]})"
      "\n"
      R"({"id":"c","source":"灯台新聞","lang":"en","site":"gamma","news":null,"lines":[)"
      R"({"t":"A tug pulled the ferry free.","y":1,"k":"S"},)"
      R"({"t":"Rain fell on the harbour for three days, and the lower quay stood under water until noon.","y":null,"k":"dup"}]})",
      "gold.jsonl");
  REQUIRE(gold.faults.empty());
  std::vector<std::vector<double>> kept = {{1, 1, 0, 1}, {0, 0.25, 0, 0.5}, {1, 0}};
  Scoreboard board({"source", "lang", "news"});
  for (size_t i = 0; i < kept.size(); ++i) board.add(gold.documents[i], kept[i]);

  CHECK(board.text(1) ==
        R"(documents             docs  story  chaff     P     R    F1 lost% left% intact%
all                      3      4      4 0.500 0.500 0.500 35.97  30.4    66.7
lang=en                  2      2      2 1.000 0.500 0.667  0.00  70.6   100.0
lang=de                  1      2      2 0.333 0.500 0.400 76.44   6.9     0.0
news=True                2      3      4 0.500 0.500 0.500 41.19  30.4    50.0
news=None                1      1      0 0.000 0.000 0.000  0.00   0.0   100.0
source=quay              2      3      4 0.500 0.500 0.500 41.19  30.4    50.0
source=灯台新聞              1      1      0 0.000 0.000 0.000  0.00   0.0   100.0
)");
  CHECK(board.kinds() ==
        Scoreboard::Kinds{{"share", {.removed = 2}}, {"byline", {.kept = 1}}, {"-", {.kept = 1}}});
  std::string figures;
  for (const Figure& figure : figure_table()) {
    figures += fmt::format("{} {}\n", figure.name, shown_figure(figure.of(board.total()), figure.decimals));
    if (!figure.interval) continue;
    Interval i = intervals_by_site(board.total().sites).*figure.interval;
    figures += fmt::format("  {:.3f}-{:.3f}\n", i.low, i.high);
  }
  CHECK(figures == R"(precision 0.500
recall 0.500
  0.000-0.500
f1 0.500
  0.000-0.667
story_lost_percent 35.97
  0.000-67.373
chaff_left_percent 30.4
chaff_in_output_percent 9.0
intact_percent 66.7
perfect_percent 33.3
long_line_lost_percent 33.3
short_story_kept_percent 50.0
headlines_kept_percent 100.0
repeats_removed_percent 100.0
story_kept 0.5000
mean_precision 0.667
mean_recall 0.500
mean_f1 0.533
mean_story_kept 0.6667
mean_story_lost_percent 25.48
)");
  // Parts of fewer documents than asked for have no row.
  CHECK(board.text(2).find("lang=de") == std::string::npos);
  CHECK(board.text(2).find("lang=en") != std::string::npos);
}

TEST_CASE("of a line that is cut inside, the share of its visible code points that stay is kept") {
  RuleSet rules = rules_of(kTrialRules);
  Cleaner cleaner(rules, {});
  struct Case {
    const char* line;
    double kept;
    const char* rule;  // or empty
  };
  Case cases[] = {
      {"Share", 0, "en.trial.share"},
      {"Share it with care", 1, ""},
      {"Tug (tap to enlarge)", 3.0 / 17, "en.trial.aside"},      // "(taptoenlarge)" are 14 of 17
      {"Über 日 (tap to enlarge)", 5.0 / 19, "en.trial.aside"},  // counted in code points, not bytes
      {"(tap to open)", 0, "en.trial.aside"},
      {"Correction: it was a ferry (tap to enlarge)", 1, "en.trial.correction"},
  };
  for (const Case& c : cases) {
    GoldDocument document =
        document_of({{kProse, Label::story, ""}, {c.line, Label::chaff, ""}, {kMoreProse, Label::story, ""}});
    std::vector<LineOutcome> outcomes = outcomes_of(document, cleaner);
    REQUIRE(outcomes.size() == 3);
    INFO(c.line);
    CHECK(outcomes[0].kept == 1);
    CHECK(outcomes[1].kept == c.kept);
    CHECK(outcomes[2].kept == 1);
    CHECK((outcomes[1].rule == kNoRule ? "" : rules.rules()[outcomes[1].rule].id) == c.rule);
  }
}

TEST_CASE("line breaks inside a labelled line do not shift the lines after it") {
  RuleSet rules = rules_of(kTrialRules);
  Cleaner cleaner(rules, {});
  GoldDocument document = document_of({{"Tug ahoy\nShare", Label::story, ""},
                                       {"Ferry\rdue\r", Label::story, ""},
                                       {"", Label::unscored, ""},
                                       {"Share", Label::chaff, ""},
                                       {kProse, Label::story, ""}});
  std::vector<LineOutcome> outcomes = outcomes_of(document, cleaner);
  std::vector<double> kept;
  for (const LineOutcome& outcome : outcomes) kept.push_back(outcome.kept);
  CHECK(kept == std::vector<double>{7.0 / 12, 1, 1, 0, 1});
  CHECK(outcomes[0].hits == std::vector<int32_t>{4});
  CHECK(outcomes[3].hits == std::vector<int32_t>{4});
  CHECK(outcomes_of(document_of({}), cleaner).empty());
}

TEST_CASE("each rule is tallied by what it hits and what goes because of it") {
  RuleSet rules = rules_of(kTrialRules);
  Cleaner cleaner(rules, {});
  GoldDocument document = document_of({{"Share", Label::unscored, "title"},
                                       {kProse, Label::story, ""},
                                       {"A file photo of a tug", Label::story, ""},
                                       {"Correction: it was a ferry.", Label::story, ""},
                                       {"The ferry was late again (tap to enlarge)", Label::story, ""},
                                       {kMoreProse, Label::story, ""},
                                       {"More stories", Label::chaff, ""},
                                       {"Ferry fares to rise", Label::chaff, ""},
                                       {"Share", Label::chaff, ""}});
  std::vector<LineOutcome> outcomes = outcomes_of(document, cleaner);
  RuleTally tally(rules);
  tally.add(document, outcomes);
  // The photo goes by evidence, -1000 + 4000. The block takes the last two lines with its heading, and wins
  // over the line rule, which then decides only the headline. The aside takes less than half of its line.
  // What only the block caught are its heading and the line under that.
  CHECK(tally.text() ==
        R"(rules                action  hits chaff removed story right alone
evidence                        1     0       1     1 0.000     0
en.trial.more        block      3     3       3     0 1.000     2
en.trial.share       line       2     1       1     0     -     0
en.trial.aside       match      1     0       0     0     -     0
en.trial.correction  keep       1     0       0     0     -     0
en.trial.photo       weigh      1     0       0     0     -     0
)");
  CHECK(outcomes[2].rule == kNoRule);
  CHECK(outcomes[2].evidence == 3000);
  CHECK(outcomes[1].evidence == -1000);  // of a line that stays: that of the first examination
}

}  // namespace
}  // namespace dechaff
