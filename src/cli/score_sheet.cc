// Documents are cleaned on many threads, and counted on one in their order: sums of fractions depend on it.
#include "cli/score_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "io/json_string.h"
#include "io/workers.h"

namespace dechaff {
namespace {

constexpr std::string_view kCategory = "category";

std::vector<std::string> without_category(std::vector<std::string> by) {
  std::erase(by, kCategory);
  return by;
}

// Not a number where the weights do not have the level.
double own_probability(const Cleaner& cleaner) {
  if (cleaner.options().threshold) return *cleaner.options().threshold;
  const auto& levels = cleaner.rules().weights().levels;
  auto level = levels.find(cleaner.options().level);
  return level == levels.end() ? std::numeric_limits<double>::quiet_NaN() : level->second;
}

std::string prediction(const GoldDocument& document, const std::vector<double>& kept) {
  std::vector<size_t> lines;
  for (size_t i = 0; i < kept.size(); ++i) {
    if (kept[i] > 0) lines.push_back(i);
  }
  return fmt::format("{{\"id\": {}, \"keep\": [{}]}}\n", json_string(document.id), fmt::join(lines, ", "));
}

}  // namespace

class SheetJob : public Job {
 public:
  SheetJob(const GoldDocument& document, ScoreSheet& sheet) : document_(document), sheet_(sheet) {}

  void work() override { outcomes_ = sheet_.clean(document_); }

  bool finish() override {
    sheet_.add(document_, outcomes_);
    return true;
  }

 private:
  const GoldDocument& document_;
  ScoreSheet& sheet_;
  ScoreSheet::Outcomes outcomes_;
};

ScoreSheet::ScoreSheet(const Cleaner& cleaner, SheetOptions options)
    : cleaner_(cleaner),
      options_(std::move(options)),
      board_(without_category(options_.by)),
      rules_(cleaner.rules()),
      worst_(options_.worst) {
  const CleanOptions& clean = cleaner.options();
  LevelScore own = {clean.threshold ? "threshold" : clean.level, own_probability(cleaner), {}};
  own_name_ = own.name;
  bool has_own = false;
  if (options_.all_levels) {
    for (LevelScore& level : levels_of(cleaner.rules().weights())) {
      bool is_own = level.name == own.name;
      has_own |= is_own;
      add_setting(std::move(level), is_own);
    }
  }
  if (!has_own) add_setting(std::move(own), true);
  if (options_.curve) {
    for (double p : sweep_probabilities()) add_setting({"", p, {}}, false);
  }
}

void ScoreSheet::add_setting(LevelScore level, bool is_own) {
  CleanOptions options = cleaner_.options();
  if (!is_own) options.threshold = level.probability;
  settings_.push_back({Cleaner(cleaner_.rules(), std::move(options)), std::move(level), is_own});
}

void ScoreSheet::add(const std::vector<GoldDocument>& documents, unsigned threads) {
  auto next = documents.begin();
  run_jobs(threads, [&]() -> std::unique_ptr<Job> {
    if (next == documents.end()) return nullptr;
    return std::make_unique<SheetJob>(*next++, *this);
  });
}

ScoreSheet::Outcomes ScoreSheet::clean(const GoldDocument& document) const {
  Outcomes outcomes;
  outcomes.lines = outcomes_of(document, cleaner_);
  for (const LineOutcome& line : outcomes.lines) outcomes.own_kept.push_back(line.kept);
  for (const Setting& setting : settings_)
    outcomes.kept.push_back(setting.is_own ? outcomes.own_kept : kept_shares(document, setting.cleaner));
  return outcomes;
}

void ScoreSheet::add(const GoldDocument& document, const Outcomes& outcomes) {
  for (size_t i = 0; i < settings_.size(); ++i) settings_[i].scored.score.add(document, outcomes.kept[i]);
  board_.add(document, outcomes.own_kept);
  rules_.add(document, outcomes.lines);
  calibration_.add(document, outcomes.lines);
  errors_.add(document, outcomes.lines);
  worst_.add(document, outcomes.lines);
  predictions_ += prediction(document, outcomes.own_kept);
}

bool ScoreSheet::shows_categories() const {
  return std::find(options_.by.begin(), options_.by.end(), kCategory) != options_.by.end();
}

std::vector<LevelScore> ScoreSheet::levels() const {
  std::vector<LevelScore> levels;
  for (const Setting& setting : settings_) {
    if (!setting.scored.name.empty()) levels.push_back(setting.scored);
  }
  return levels;
}

std::optional<Curve> ScoreSheet::curve() const {
  if (!options_.curve) return std::nullopt;
  std::vector<CurvePoint> points;
  for (const Setting& setting : settings_) {
    const LevelScore& scored = setting.scored;
    if (std::isnan(scored.probability)) continue;
    points.emplace_back(scored.probability, scored.score.counts, scored.name);
  }
  return Curve(std::move(points));
}

std::string ScoreSheet::text() const {
  std::string out = levels_table(levels()) + '\n';
  if (std::optional<Curve> found = curve()) out += found->text() + '\n' + calibration_.text() + '\n';
  out += own_name_ + ":\n" + board_.text(options_.min_documents) + '\n';
  if (shows_categories()) out += board_.kinds_text() + '\n' + rules_.categories_text() + '\n';
  out += rules_.text();
  if (options_.errors) out += errors_.text(options_.errors);
  if (options_.worst) out += worst_.text();
  return out;
}

}  // namespace dechaff
