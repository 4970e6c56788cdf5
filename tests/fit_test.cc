// Fitting weights: the regression, what it learns from, thresholds, the file that is written, and the
// command.
#include "fit/fitter.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "clean_place.h"
#include "fit/weights_text.h"

namespace dechaff {
namespace {

LogisticModel fit_rows(const std::vector<LogisticRow>& rows, std::vector<double> prior, double penalty) {
  std::vector<const LogisticRow*> pointers;
  for (const LogisticRow& row : rows) pointers.push_back(&row);
  return fit_logistic(pointers, prior, penalty, {0, prior});
}

constexpr std::string_view kRules = R"(about = "For tests"
[[rule]]
id = "en.trial.share"
is = ["share"]
action = "line"
removes = ["Share"]
keeps = ["A share of it"]
[[rule]]
id = "en.trial.tap"
contains = ["tap here"]
weight = 500
action = "weigh"
removes = ["Tap here for the map"]
keeps = ["He tapped it."]
[[rule]]
id = "en.trial.unseen"
contains = ["zzyzx"]
weight = 700
action = "weigh"
removes = ["zzyzx"]
keeps = ["zz"]
)";
constexpr std::string_view kBounds = R"(base = 0
[levels]
balanced = 0.9
own = 0.77
[measures.chars]
bounds = [30]
weights = [0, 0]
)";

RuleSet trial_rules() {
  TempFolder folder;
  folder.write("r/trial.toml", kRules);
  folder.write("r/weights.toml", kBounds);
  RuleSources sources;
  sources.builtin = false;
  sources.paths = {folder.path("r")};
  return RuleSet(load_rules(sources));
}

// A page of a site: prose, a short line of chaff, and where asked a short line of story.
std::string page(int site, bool has_short_story) {
  std::string row = fmt::format(R"({{"id":"{0}","site":"s{0}","lines":[)", site);
  row += R"({"t":"The Orrin Valley bell","y":null,"k":"title"},)";
  for (int line = 0; line < 4; ++line)
    row += fmt::format(
        R"({{"t":"The keeper of lighthouse {} counted {} ships in the night of the great storm, and slept.","y":1}},)",
        site, line);
  if (has_short_story) row += R"({"t":"A short night","y":1},)";
  row += R"({"t":"Share","y":0},{"t":"Tap here for maps","y":0},{"t":"Weather and tides","y":0}]})";
  return row + "\n";
}

std::vector<LabelledDocument> labelled(const std::string& rows, const RuleSet& rules) {
  Cleaner cleaner(rules, {});
  std::vector<LabelledDocument> out;
  for (const GoldDocument& document : parse_gold(rows, "gold").documents)
    out.push_back(label(document, cleaner));
  return out;
}

std::string pages(int count) {
  std::string rows;
  for (int site = 0; site < count; ++site) rows += page(site, site % 10 == 0);
  return rows;
}

Fit fit_all(const std::vector<LabelledDocument>& documents, const RuleSet& rules) {
  std::vector<const LabelledDocument*> pointers;
  for (const LabelledDocument& document : documents) pointers.push_back(&document);
  return fit_weights(pointers, rules);
}

}  // namespace

TEST_CASE("without a pull to the prior, log-odds are those of the counts") {
  std::vector<LogisticRow> rows = {{{}, 0, 3, true}, {{}, 0, 1, false}};
  CHECK(fit_rows(rows, {}, 1).intercept == Approx(std::log(3.0)));
  rows = {{{0}, 0, 9, true}, {{0}, 0, 1, false}, {{}, 0, 1, true}, {{}, 0, 1, false}};
  LogisticModel model = fit_rows(rows, {0}, 1e-6);
  CHECK(model.intercept == Approx(0).margin(1e-4));
  CHECK(model.coefficients[0] == Approx(std::log(9.0)).epsilon(1e-4));
  CHECK(log_odds_of(rows[0], model) == Approx(std::log(9.0)).epsilon(1e-4));
  CHECK(log_loss(rows[1], model) == Approx(-std::log(0.1)).epsilon(1e-4));
}

TEST_CASE("at the solution the slope of the loss and that of the penalty cancel out") {
  std::vector<LogisticRow> rows = {
      {{0, 1}, 0.5, 2, true}, {{1}, 0, 1, false}, {{0}, -1, 1, true}, {{}, 0, 3, false}};
  std::vector<double> prior = {0.3, -0.2, 1.5};
  LogisticModel model = fit_rows(rows, prior, 2);
  for (uint32_t feature : {0u, 1u, 2u}) {
    double slope = 2 * (model.coefficients[feature] - prior[feature]);
    for (const LogisticRow& row : rows) {
      if (std::find(row.features.begin(), row.features.end(), feature) == row.features.end()) continue;
      slope += row.weight * (probability(std::llround(1000 * log_odds_of(row, model))) - row.is_true);
    }
    CHECK(slope == Approx(0).margin(0.002));
  }
  CHECK(model.coefficients[2] == prior[2]);  // no row has it
}

TEST_CASE("a line that rules take is no example, and a headline is one of story") {
  RuleSet rules = trial_rules();
  LabelledDocument document = labelled(page(1, true), rules).at(0);
  CHECK(document.site == "s1");
  CHECK(document.chaff_lines == 3);
  CHECK(document.chaff_taken == 1);
  CHECK(document.story_lost == 0);
  REQUIRE(document.examples.size() == 8);
  CHECK_FALSE(document.examples[0].is_chaff);
  CHECK(document.examples[0].chars == 21);
  CHECK_FALSE(document.examples[5].is_chaff);
  CHECK(document.examples[6].is_chaff);
  CHECK(document.examples[6].rules == std::vector<RuleIndex>{1});
  CHECK(document.examples[7].rules.empty());
}

TEST_CASE("weights follow the labels, and a rule that nothing was seen of keeps its own") {
  RuleSet rules = trial_rules();
  std::vector<LabelledDocument> documents = labelled(pages(60), rules);
  Weights weights = fit_all(documents, rules).weights;
  REQUIRE(weights[TextKind::article].measures.size() == 1);
  CHECK(weights[TextKind::article].measures[0].bounds == std::vector<int64_t>{30});
  const std::vector<int64_t>& chars = weights[TextKind::article].measures[0].weights;
  CHECK(chars[0] > chars[1] + 1000);
  CHECK(weights[TextKind::article].rules["en.trial.tap"] > 500);
  CHECK(weights[TextKind::article].rules["en.trial.unseen"] == 700);
  CHECK(weights.levels["own"] == 0.77);
}

TEST_CASE("the order of the documents makes no difference") {
  RuleSet rules = trial_rules();
  std::vector<LabelledDocument> documents = labelled(pages(60), rules);
  std::string text = to_text(fit_all(documents, rules).weights, rules, documents);
  std::reverse(documents.begin(), documents.end());
  CHECK(to_text(fit_all(documents, rules).weights, rules, documents) == text);
}

TEST_CASE(
    "a level's threshold keeps its aim: short lines stay when too many documents would lose a headline") {
  RuleSet rules = trial_rules();
  std::vector<LabelledDocument> documents = labelled(pages(60), rules);
  Weights weights = fit_all(documents, rules).weights;
  // A short line without `tap here` is a headline as often as chaff, so no level may take it.
  int64_t short_line = weights[TextKind::article].base + weights[TextKind::article].measures[0].weights[0];
  for (std::string level : {"strict", "balanced"}) {
    CHECK(log_odds(weights.levels[level]) > short_line);
    CHECK(log_odds(weights.levels[level]) <= short_line + weights[TextKind::article].rules["en.trial.tap"]);
  }
  CHECK(log_odds(weights.levels["thorough"]) > short_line);
}

TEST_CASE("each of a level's two aims holds by itself, and only sure labels are judged by") {
  RuleSet rules = trial_rules();
  std::vector<LabelledDocument> documents = labelled(pages(60), rules);
  // So much chaff that nothing but an aim keeps a threshold above even odds; without one it is the lowest.
  for (LabelledDocument& document : documents) {
    Example chaff = document.examples.back();
    document.examples.insert(document.examples.end(), 5, chaff);
    document.story_chars = 1'000'000;
  }
  auto strict = [&] { return fit_all(documents, rules).weights.levels["strict"]; };
  CHECK(strict() > 0.6);  // each document would lose its headline
  for (LabelledDocument& document : documents) document.is_sure = false;
  CHECK(strict() == Approx(0.2).margin(0.001));
  for (LabelledDocument& document : documents) {
    document.is_sure = true;
    document.story_chars = 100;
    if (&document == &documents.front()) continue;
    std::erase_if(document.examples, [](const Example& e) { return !e.is_chaff && e.chars < 30; });
  }
  CHECK(strict() > 0.6);  // one would lose its headline, of 6,000 characters in all
  for (LabelledDocument& document : documents) document.story_chars = 1'000'000;
  CHECK(strict() == Approx(0.2).margin(0.001));
}

TEST_CASE("articles and pages are fitted apart, and what was not seen stays") {
  TempFolder folder;
  folder.write("r/trial.toml", kRules);
  folder.write("r/weights.toml", std::string(kBounds) +
                                     "[page]\nlines = 2\nbase = 70\n[page.measures.chars]\nbounds = [30]\n"
                                     "weights = [7, 8]\n");
  RuleSources sources;
  sources.builtin = false;
  sources.paths = {folder.path("r")};
  RuleSet rules(load_rules(sources));
  std::vector<LabelledDocument> documents = labelled(pages(60), rules);
  Fit articles = fit_all(documents, rules);
  CHECK(articles.weights[TextKind::page].base == 70);
  CHECK(articles.weights[TextKind::page].measures[0].weights == std::vector<int64_t>{7, 8});
  CHECK(articles.penalties[1] == 0);
  // The same lines, as of pages with the labels turned round.
  for (LabelledDocument document : std::vector(documents)) {
    for (Example& example : document.examples) {
      example.measures[Measure::taken] = 2;
      example.is_chaff = !example.is_chaff;
    }
    documents.push_back(document);
  }
  Fit both = fit_all(documents, rules);
  CHECK(both.weights[TextKind::article].base == articles.weights[TextKind::article].base);
  CHECK(both.weights[TextKind::article].measures[0].weights ==
        articles.weights[TextKind::article].measures[0].weights);
  const std::vector<int64_t>& page = both.weights[TextKind::page].measures[0].weights;
  CHECK(page[0] < page[1] - 1000);
  CHECK(both.penalties[1] > 0);
  std::string text = to_text(both.weights, rules, documents);
  CHECK(text.find("[page]\nlines = 2\nbase  = ") != text.npos);
  CHECK(text.find("[page.measures.chars]") != text.npos);
  Weights read;
  std::vector<Fault> faults;
  read_weights(std::make_shared<SourceFile>(SourceFile{"weights.toml", text}), read, faults);
  CHECK(faults.empty());
  CHECK(read[TextKind::page].measures.at(0).weights == page);
  CHECK(read.page_lines == 2);
}

TEST_CASE("lines of long documents that are less sure count less") {
  LabelledDocument document;
  document.examples.resize(10 * kMostUnsureLines);
  CHECK(line_weight(document) == 1);
  document.is_sure = false;
  CHECK(line_weight(document) == Approx(kUnsureWeight / 10));
  document.examples.resize(kMostUnsureLines);
  CHECK(line_weight(document) == kUnsureWeight);
  document.examples.resize(1);
  CHECK(line_weight(document) == kUnsureWeight);
}

TEST_CASE("labels that are less sure do not move a threshold") {
  RuleSet rules = trial_rules();
  std::vector<LabelledDocument> documents = labelled(pages(60), rules);
  for (LabelledDocument& document : documents) document.is_sure = false;
  // With nothing to judge by, evidence may go as far as even odds.
  CHECK(fit_all(documents, rules).weights.levels["strict"] == Approx(0.2).margin(0.001));
}

TEST_CASE("the file says of each weight how often it was seen, and reads as what was fitted") {
  RuleSet rules = trial_rules();
  std::vector<LabelledDocument> documents = labelled(pages(60), rules);
  Weights weights = fit_all(documents, rules).weights;
  std::string text = to_text(weights, rules, documents);
  CHECK(text.find("# chars < 30: 186 lines, 64 % chaff") != text.npos);
  CHECK(text.find("# 60 lines, 100 % chaff; its file says 500") != text.npos);
  CHECK(text.find("unseen") == text.npos);
  Weights read;
  std::vector<Fault> faults;
  read_weights(std::make_shared<SourceFile>(SourceFile{"weights.toml", text}), read, faults);
  CHECK(faults.empty());
  CHECK(read[TextKind::article].base == weights[TextKind::article].base);
  CHECK(read[TextKind::article].measures.at(0).weights == weights[TextKind::article].measures[0].weights);
  CHECK(read[TextKind::article].rules["en.trial.tap"] == weights[TextKind::article].rules["en.trial.tap"]);
  CHECK(read.levels["balanced"] == Approx(weights.levels["balanced"]).margin(1e-5));
}

TEST_CASE("what recurs is weighed with all else given") {
  RuleSet rules = trial_rules();
  std::vector<LabelledDocument> documents = labelled(pages(60), rules);
  Fit fit = fit_all(documents, rules);
  std::vector<MeasureWeight>& measures = fit.weights[TextKind::article].measures;
  measures.push_back({Measure::recurs, {0, 1}, {0, 0, 0}});
  std::vector<MeasureWeight> before = measures;
  fit_recurrence(documents, rules, fit);
  CHECK(measures[1].weights == before[1].weights);  // nothing was learned
  for (LabelledDocument& document : documents) {
    for (Example& example : document.examples) example.measures[Measure::recurs] = example.is_chaff ? 1 : 0;
  }
  fit_recurrence(documents, rules, fit);
  CHECK(measures[0].weights == before[0].weights);
  CHECK(measures[1].weights[0] == 0);
  CHECK(measures[1].weights[1] < -500);
  CHECK(measures[1].weights[2] > 500);
}

TEST_CASE("where balanced would lose too much of pages, their base is lowered, whatever recurs") {
  RuleSet rules = trial_rules();
  std::vector<LabelledDocument> documents = labelled(pages(60), rules);
  for (LabelledDocument& document : documents) document.story_chars = 1'000'000;
  for (LabelledDocument document : std::vector(documents)) {
    document.is_sure = false;
    for (Example& example : document.examples) example.measures[Measure::taken] = 2;
    documents.push_back(document);
  }
  for (LabelledDocument& document : documents) {
    if (document.is_sure)
      std::erase_if(document.examples, [](const Example& e) { return !e.is_chaff && e.chars < 30; });
  }
  Weights weights = rules.weights();
  weights.page_lines = 2;
  weights[TextKind::page] = weights[TextKind::article];
  weights[TextKind::page].measures.push_back({Measure::recurs, {0, 1}, {0, 0, 0}});
  RuleSet both({rules.rules(), weights, {}, {}});
  Fit bold = fit_all(documents, both);
  CHECK(bold.page_caution == 0);
  for (LabelledDocument& document : documents)
    if (!document.is_sure) document.story_chars = 100;
  Fit careful = fit_all(documents, both);
  const EvidenceModel& page = careful.weights[TextKind::page];
  CHECK(careful.page_caution > 0);
  CHECK(page.base == bold.weights[TextKind::page].base - careful.page_caution);
  CHECK(page.base + page.measures[0].weights[0] < log_odds(careful.weights.levels["balanced"]));
  for (LabelledDocument& document : documents)
    for (Example& example : document.examples) example.measures[Measure::recurs] = example.is_chaff ? 1 : 0;
  fit_recurrence(documents, both, bold);
  fit_recurrence(documents, both, careful);
  CHECK(page.measures[1].weights == bold.weights[TextKind::page].measures[1].weights);
}

TEST_CASE("fit writes weights that can be used, and shows figures of sites not fitted to") {
  Place place;
  place.write("r/trial.toml", kRules);
  place.write("r/weights.toml", kBounds);
  place.write("gold.jsonl", pages(40));
  place.write("more.jsonl", pages(20));
  ProgramResult result = run_program(
      {"fit", "gold.jsonl", "--also", "more.jsonl", "--no-builtin", "--rules", "r", "-o", "r/weights.toml"},
      place.path());
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK(contains(result.out,
                 "fitted to 284 lines of 40 documents of 40 sites, and by half to 142 lines of 20"));
  CHECK(contains(result.out, "held out"));
  // Of each page, 2 of 3 lines of chaff go: one by its rule, one by evidence.
  CHECK(contains(result.out, "balanced  0.667 0.800 0.00 % 100.0 %       0.667 0.800 0.00 % 100.0 %"));
  CHECK(contains(place.read("r/weights.toml"), "[measures.chars]"));
  CHECK_FALSE(contains(place.read("r/weights.toml"), "[page]"));
  result = run_program({"score", "gold.jsonl", "--no-builtin", "--rules", "r"}, place.path());
  CHECK(result.status == 0);
}

TEST_CASE("what fit cannot do is said, and nothing is replaced that does not hold weights") {
  Place place;
  place.write("gold.jsonl", pages(9));
  place.write("rules.toml", kRules);
  auto fit = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "fit");
    ProgramResult result = run_program(words, place.path());
    CHECK(result.status == 2);
    return result.err;
  };
  CHECK(contains(fit({"-o", "w.toml"}), "name one or more files"));
  CHECK(contains(fit({"gold.jsonl"}), "say with -o"));
  CHECK(contains(fit({"gold.jsonl", "-o", "rules.toml"}),
                 "rules.toml: not replaced, for it does not hold weights"));
  CHECK(place.read("rules.toml") == kRules);
  CHECK(contains(fit({"gold.jsonl", "-o", "w.toml"}), "9 sites"));
  CHECK(contains(fit({"none.jsonl", "-o", "w.toml"}), "none.jsonl"));
  CHECK_FALSE(place.has("w.toml"));
}

}  // namespace dechaff
