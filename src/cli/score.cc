// `dechaff score`: cleans labelled documents and says how well that agrees with the labels.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include "cli/commands.h"
#include "cli/learning.h"
#include "cli/options.h"
#include "cli/score_json.h"
#include "cli/score_sheet.h"
#include "corpus/figures.h"
#include "corpus/plot.h"

namespace dechaff {
namespace {

constexpr Flag kFlags[] = {
    {"by", 0, "FIELD,…", "a row for each value of these fields (default: source,lang,news,category)"},
    {"min-docs", 0, "N", "leave out rows of fewer than N documents (default: 5)"},
    {"learn", 0, "", "first learn from all lines of these documents which of them recur within a site"},
    {"errors", 0, "N", "show N lines that should have stayed and N that should have gone, with reasons"},
    {"worst", 0, "N", "show the N documents that lost most story, and N with most chaff left"},
    {"curve", 0, "", "what recall costs, and how true the evidence is; takes six times as long"},
    {"plot", 0, "FILE.svg", "draw that curve"},
    {"json", 0, "", "print all figures as one JSON object"},
    {"predictions", 0, "FILE",
     "write the numbers, from 0, of each document's lines that did not go whole, as JSONL"},
};

SheetOptions sheet_options(const Arguments& arguments) {
  SheetOptions options;
  options.by = {"source", "lang", "news", "category"};
  if (arguments.has("by")) options.by = arguments.list("by");
  options.min_documents = static_cast<int64_t>(whole_number(arguments, "min-docs", 0, 1e9, 5));
  options.all_levels = !arguments.has("level") && !arguments.has("threshold");
  options.curve = arguments.has("curve") || arguments.has("plot");
  options.errors = static_cast<size_t>(whole_number(arguments, "errors", 0, 1e9, 0));
  options.worst = static_cast<size_t>(whole_number(arguments, "worst", 0, 1e9, 0));
  return options;
}

bool add_files(ScoreSheet& sheet, const std::vector<std::string>& paths) {
  bool all_read = true;
  for (const std::string& path : paths) {
    GoldFile gold = read_gold(path);
    for (const Fault& fault : gold.faults) fmt::print(stderr, "{}\n", to_text(fault));
    all_read &= gold.faults.empty();
    sheet.add(gold.documents, std::max(1u, std::thread::hardware_concurrency()));
  }
  return all_read;
}

bool write_file(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (out.flush()) return true;
  fmt::print(stderr, "dechaff score: {} cannot be written\n", path);
  return false;
}

int run(const Arguments& arguments) {
  if (arguments.operands.empty()) throw UsageError("name one or more files of labelled documents");
  SheetOptions asked = sheet_options(arguments);
  std::string folder = std::filesystem::path(arguments.operands[0]).parent_path();
  std::unique_ptr<RuleSet> rules = load_rule_set(rule_sources(arguments, folder));
  if (!rules) return kFailed;

  std::optional<LearnedPtr> learned = load_learned(arguments);
  if (!learned) return kFailed;
  if (arguments.has("learn")) *learned = learn_from_gold(arguments.operands);
  Cleaner cleaner(*rules, clean_options(arguments, *rules, *learned));
  ScoreSheet sheet(cleaner, std::move(asked));
  bool all_well = add_files(sheet, arguments.operands);
  if (sheet.board().total().documents == 0) {
    fmt::print(stderr, "dechaff score: there is no labelled document to score\n");
    return kFailed;
  }
  fmt::print("{}", arguments.has("json") ? to_json(sheet) : sheet.text());
  if (arguments.has("predictions"))
    all_well &= write_file(arguments.value("predictions"), sheet.predictions());
  if (arguments.has("plot"))
    all_well &=
        write_file(arguments.value("plot"), plot(*sheet.curve(), sheet.levels(), sheet.calibration()));
  return all_well ? kDone : kFailed;
}

std::string details() {
  std::string out =
      "A document is a line of JSON: {\"id\": …, \"url\": …, \"lines\": [{\"t\": text, \"y\": 1}, …]}.\n"
      "`y` is 1 for a line of the story, 0 for chaff, null for a line that is not scored; `k` may name\n"
      "its kind. A line counts as removed when more than half of it goes.\n"
      "\n"
      "First come the figures of every level, with 95 % intervals by drawing sites anew; all that follows\n"
      "is of one, the level that was asked for or `balanced`. What they say:\n"
      "\n";
  for (const Figure& figure : figure_table()) {
    if (!figure.label.empty()) out += fmt::format("    {:24}{}\n", figure.label, figure.about);
  }
  return out +
         "\n"
         "`--by category` tells of each kind of chaff how much goes, and of each category of rules how much\n"
         "of what it removes is chaff. A rule has the lines that it hits, of them chaff, the lines that go\n"
         "because of it, of them story, and alone: lines of chaff that only it caught, no other rule and "
         "not\n"
         "the evidence.";
}

const std::string kDetails = details();

}  // namespace

const Command kScoreCommand = {
    "score",
    "GOLD.jsonl…",
    "clean labelled documents and measure how well that agrees with the labels",
    kDetails,
    {kRuleFlags, kCleanFlags, kFlags},
    run,
};

}  // namespace dechaff
