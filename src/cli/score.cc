// `dechaff score`: cleans labelled documents and says how well that agrees with the labels.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include "cli/commands.h"
#include "cli/learning.h"
#include "cli/options.h"
#include "corpus/python_random.h"
#include "corpus/rule_tally.h"
#include "corpus/scoreboard.h"
#include "io/json_string.h"
#include "io/workers.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

constexpr Flag kFlags[] = {
    {"by", 0, "FIELD,…", "rows of their own for the values of these fields (default source,lang,news)"},
    {"min-docs", 0, "N", "leave out rows of fewer than N documents (default 5)"},
    {"learn", 0, "", "first learn from all lines of these documents which of them recur within a site"},
    {"errors", 0, "N", "show N lines that should have stayed and N that should have gone"},
    {"predictions", 0, "FILE",
     "write the numbers, from 0, of each document's lines that did not go whole, as JSONL"},
};

constexpr size_t kShownChars = 200;
constexpr uint32_t kErrorSeed = 1;

// A line that was not treated as its label asks, and why.
struct Error {
  std::string id;
  size_t line;
  std::string text;
  std::string reason;
};

std::string_view first_code_points(std::string_view text, size_t count) {
  size_t end = 0;
  for (; count > 0 && end < text.size(); --count) end += decode(text.substr(end)).size;
  return text.substr(0, end);
}

std::string reason_of(const LineOutcome& outcome, const RuleSet& rules) {
  if (outcome.rule != kNoRule) return rules.rules()[outcome.rule].id;
  return outcome.evidence ? fmt::format("evidence {}", *outcome.evidence) : "no rule, no prose";
}

void print_errors(std::string_view title, std::vector<Error>& errors, size_t count, PythonRandom& random) {
  fmt::print("\n{}: {}\n", title, errors.size());
  // The first steps of a shuffle (Fisher and Yates).
  for (size_t k = 0; k < std::min(count, errors.size()); ++k) {
    size_t left = errors.size() - k;
    std::swap(errors[k], errors[k + static_cast<size_t>(random.random() * static_cast<double>(left))]);
    const Error& error = errors[k];
    fmt::print("  {} {} [{}] {}\n", error.id, error.line, error.reason, error.text);
  }
}

class Scorer {
 public:
  Scorer(const Cleaner& cleaner, std::vector<std::string> by)
      : cleaner_(cleaner), board_(std::move(by)), tally_(cleaner.rules()) {}

  const Cleaner& cleaner() const { return cleaner_; }

  void add(const GoldDocument& document, const std::vector<LineOutcome>& outcomes) {
    std::vector<double> kept;
    for (const LineOutcome& outcome : outcomes) kept.push_back(outcome.kept);
    board_.add(document, kept);
    tally_.add(document, outcomes);
    note_errors(document, outcomes);
    note_prediction(document, kept);
  }

  void print(int64_t min_documents, size_t errors) {
    fmt::print("{}\n{}", board_.text(min_documents), tally_.text());
    if (errors == 0) return;
    PythonRandom random(kErrorSeed);
    print_errors("false removals", false_removals_, errors, random);
    print_errors("misses", misses_, errors, random);
  }

  int64_t documents() const { return board_.total().documents; }
  const std::string& predictions() const { return predictions_; }

 private:
  void note_errors(const GoldDocument& document, const std::vector<LineOutcome>& outcomes) {
    for (size_t i = 0; i < outcomes.size(); ++i) {
      const GoldLine& line = document.lines[i];
      bool is_kept = counts_as_kept(outcomes[i].kept);
      if (line.label == Label::unscored || is_kept == (line.label == Label::story)) continue;
      std::vector<Error>& errors = is_kept ? misses_ : false_removals_;
      std::string text(first_code_points(line.text, kShownChars));
      errors.push_back({document.id, i, std::move(text), reason_of(outcomes[i], cleaner_.rules())});
    }
  }

  void note_prediction(const GoldDocument& document, const std::vector<double>& kept) {
    std::vector<size_t> lines;
    for (size_t i = 0; i < kept.size(); ++i) {
      if (kept[i] > 0) lines.push_back(i);
    }
    predictions_ +=
        fmt::format("{{\"id\": {}, \"keep\": [{}]}}\n", json_string(document.id), fmt::join(lines, ", "));
  }

  const Cleaner& cleaner_;
  Scoreboard board_;
  RuleTally tally_;
  std::vector<Error> false_removals_, misses_;
  std::string predictions_;
};

// Cleans on any thread; the scorer gets the outcomes in the order of the documents.
class ScoreJob : public Job {
 public:
  ScoreJob(const GoldDocument& document, Scorer& scorer) : document_(document), scorer_(scorer) {}

  void work() override { outcomes_ = outcomes_of(document_, scorer_.cleaner()); }

  bool finish() override {
    scorer_.add(document_, outcomes_);
    return true;
  }

 private:
  const GoldDocument& document_;
  Scorer& scorer_;
  std::vector<LineOutcome> outcomes_;
};

void score_documents(const std::vector<GoldDocument>& documents, Scorer& scorer) {
  auto next = documents.begin();
  run_jobs(std::max(1u, std::thread::hardware_concurrency()), [&]() -> std::unique_ptr<Job> {
    if (next == documents.end()) return nullptr;
    return std::make_unique<ScoreJob>(*next++, scorer);
  });
}

bool write_file(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (out.flush()) return true;
  fmt::print(stderr, "dechaff score: {} cannot be written\n", path);
  return false;
}

size_t whole_number_of(const Arguments& arguments, std::string_view flag, double otherwise) {
  double number = number_of(arguments, flag, 0, 1e9, otherwise);
  if (number != std::floor(number)) throw UsageError(fmt::format("--{} takes a whole number", flag));
  return static_cast<size_t>(number);
}

int run(const Arguments& arguments) {
  if (arguments.operands.empty()) throw UsageError("name one or more files of labelled documents");
  std::vector<std::string> by =
      arguments.has("by") ? arguments.list("by") : std::vector<std::string>{"source", "lang", "news"};
  size_t min_documents = whole_number_of(arguments, "min-docs", 5);
  size_t errors = whole_number_of(arguments, "errors", 0);
  std::string folder = std::filesystem::path(arguments.operands[0]).parent_path();
  std::unique_ptr<RuleSet> rules = load_rule_set(rule_sources(arguments, folder));
  if (!rules) return kFailed;

  std::optional<LearnedPtr> learned = load_learned(arguments);
  if (!learned) return kFailed;
  if (arguments.has("learn")) *learned = learn_from_gold(arguments.operands);
  Cleaner cleaner(*rules, clean_options(arguments, *rules, *learned));
  Scorer scorer(cleaner, by);
  int status = kDone;
  for (const std::string& path : arguments.operands) {
    GoldFile gold = read_gold(path);
    for (const Fault& fault : gold.faults) fmt::print(stderr, "{}\n", to_text(fault));
    if (!gold.faults.empty()) status = kFailed;
    score_documents(gold.documents, scorer);
  }
  if (scorer.documents() == 0) {
    fmt::print(stderr, "dechaff score: there is no labelled document to score\n");
    return kFailed;
  }
  scorer.print(static_cast<int64_t>(min_documents), errors);
  std::string predictions = arguments.value("predictions");
  if (!predictions.empty() && !write_file(predictions, scorer.predictions())) status = kFailed;
  return status;
}

}  // namespace

const Command kScoreCommand = {
    "score",
    "GOLD.jsonl…",
    "clean labelled documents and measure how well that agrees with the labels",
    "A document is a line of JSON: {\"id\": …, \"url\": …, \"lines\": [{\"t\": text, \"y\": 1}, …]}.\n"
    "`y` is 1 for a line of the story, 0 for chaff, null for a line that is not scored; `k` may name\n"
    "its kind. P, R and F1 are of removal; loss is the share of the story's characters that goes, left\n"
    "that of the chaff's that stays. Rules are listed with the lines that they hit and those that went\n"
    "because of them.",
    {kRuleFlags, kCleanFlags, kFlags},
    run,
};

}  // namespace dechaff
