#include "fit/fitter.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "fit/predictions.h"
#include "text/hash.h"

namespace dechaff {
namespace {

constexpr size_t kParts = 5;
constexpr double kRecurrencePenalty = 1;
constexpr double kPenalties[] = {100, 30, 10, 3};

// An example as a row, and once it was predicted without its site, its log-odds.
struct Case {
  const Example* example;
  size_t document;  // index
  bool is_sure;
  size_t part;
  LogisticRow row;
  double predicted = 0;
};

using Documents = std::span<const LabelledDocument* const>;

// Fits the model of one kind of text.
class ModelFitter {
 public:
  ModelFitter(Documents documents, const RuleSet& rules, TextKind kind)
      : features_(rules, kind), prior_(features_.prior()), all_count_(kind == TextKind::page) {
    for (size_t d = 0; d < documents.size(); ++d) {
      const LabelledDocument& document = *documents[d];
      size_t part = part_of_site(document.site, kParts, "inner");
      for (const Example& example : document.examples) {
        if (rules.weights().kind_of(example.measures) != kind) continue;
        cases_.push_back({&example, d, document.is_sure, part, features_.row(example)});
        cases_.back().row.weight = line_weight(document);
      }
    }
  }

  const std::vector<Case>& cases() const { return cases_; }
  double penalty() const { return penalty_; }

  // Chooses the penalty, and leaves the predictions that were made with it in the cases.
  EvidenceModel fit() {
    std::vector<LogisticModel> models(kParts, {0, prior_});  // each starts the next search
    double least = INFINITY;
    std::vector<double> best;
    for (double penalty : kPenalties) {
      double loss = predict(penalty, models);
      if (loss >= least) continue;
      least = loss;
      penalty_ = penalty;
      best.clear();
      for (const Case& c : cases_) best.push_back(c.predicted);
    }
    for (size_t k = 0; k < cases_.size(); ++k) cases_[k].predicted = best[k];
    auto rows = chosen([](const Case&) { return true; });
    return features_.model(fit_logistic(rows, prior_, penalty_, {0, prior_}));
  }

 private:
  template <class Counts>
  std::vector<const LogisticRow*> chosen(Counts counts) const {
    std::vector<const LogisticRow*> rows;
    for (const Case& c : cases_)
      if (counts(c)) rows.push_back(&c.row);
    return rows;
  }

  // Predicts each part from the others, and gives the loss.
  double predict(double penalty, std::vector<LogisticModel>& models) {
    double loss = 0;
    for (size_t part = 0; part < kParts; ++part) {
      auto rows = chosen([&](const Case& c) { return c.part != part; });
      models[part] = fit_logistic(rows, prior_, penalty, models[part]);
      for (Case& c : cases_) {
        if (c.part != part) continue;
        c.predicted = log_odds_of(c.row, models[part]);
        if (c.is_sure || all_count_) loss += log_loss(c.row, models[part]);
      }
    }
    return loss;
  }

  Features features_;
  std::vector<double> prior_;
  bool all_count_;  // or else only sure labels
  std::vector<Case> cases_;
  double penalty_ = 0;
};

// The weights of `recurs` in the model of one kind of text, with all else given.
void fit_recurrence(std::span<const LabelledDocument> documents, const RuleSet& rules, TextKind kind,
                    Fit& fit) {
  EvidenceModel& model = fit.weights[kind];
  int64_t base = model.base + (kind == TextKind::page ? fit.page_caution : 0);
  auto recurs = std::find_if(model.measures.begin(), model.measures.end(),
                             [](const MeasureWeight& w) { return w.measure == Measure::recurs; });
  if (recurs == model.measures.end()) return;
  auto given = [&](const Example& example) {
    int64_t sum = base;
    for (const MeasureWeight& w : model.measures)
      if (w.measure != Measure::recurs) sum += w.weights[w.bucket(example.measures[w.measure])];
    for (RuleIndex r : example.rules) {
      auto fitted = model.rules.find(rules.rules()[r].id);
      sum += fitted == model.rules.end() ? rules.rules()[r].weight : fitted->second;
    }
    return static_cast<double>(sum) / 1000;
  };
  double surely_chaff = static_cast<double>(log_odds(fit.weights.levels.at("balanced"))) / 1000;
  std::vector<LogisticRow> rows;
  bool any_recurs = false;
  for (const LabelledDocument& document : documents) {
    for (const Example& example : document.examples) {
      int32_t value = example.measures[Measure::recurs];
      if (value < 0 || fit.weights.kind_of(example.measures) != kind) continue;
      double others = given(example);
      if (others >= surely_chaff) continue;
      any_recurs |= value > 0;
      rows.push_back(
          {{static_cast<uint32_t>(recurs->bucket(value))}, others, line_weight(document), example.is_chaff});
    }
  }
  if (!any_recurs) return;
  std::vector<const LogisticRow*> chosen;
  for (const LogisticRow& row : rows) chosen.push_back(&row);
  std::vector<double> prior(recurs->weights.size());
  LogisticModel fitted = fit_logistic(chosen, prior, kRecurrencePenalty, {0, prior}, true);
  std::transform(fitted.coefficients.begin(), fitted.coefficients.end(), recurs->weights.begin(),
                 rounded_weight);
}

}  // namespace

double line_weight(const LabelledDocument& document) {
  if (document.is_sure) return 1;
  size_t lines = std::max(kMostUnsureLines, document.examples.size());
  return kUnsureWeight * static_cast<double>(kMostUnsureLines) / static_cast<double>(lines);
}

Fit fit_weights(std::span<const LabelledDocument* const> documents, const RuleSet& rules) {
  Fit fit;
  fit.weights = rules.weights();
  Predictions sure(documents), of_pages(documents);
  for (size_t d = 0; d < documents.size(); ++d)
    if (documents[d]->is_sure) sure.count(d);
  for (TextKind kind : kTextKinds) {
    ModelFitter fitter(documents, rules, kind);
    if (fitter.cases().empty()) continue;
    fit.weights[kind] = fitter.fit();
    fit.penalties[static_cast<size_t>(kind)] = fitter.penalty();
    for (const Case& c : fitter.cases()) {
      if (c.is_sure) sure.add(c.predicted, c.document, *c.example);
      if (kind == TextKind::page) of_pages.add(c.predicted, c.document, *c.example);
    }
  }
  for (const LevelAim& aim : kLevelAims) {
    double threshold = sure.threshold(aim.story_lost, aim.touched);
    fit.weights.levels[std::string(aim.level)] = probability(std::llround(1000 * threshold));
  }
  double needed = of_pages.threshold(of_pages.lost_to_rules() + kPageStoryLost, 1);
  double balanced = static_cast<double>(log_odds(fit.weights.levels.at("balanced"))) / 1000;
  fit.page_caution = std::max<int64_t>(0, 10 * std::llround(std::ceil(100 * (needed - balanced))));
  fit.weights[TextKind::page].base -= fit.page_caution;
  return fit;
}

void fit_recurrence(std::span<const LabelledDocument> documents, const RuleSet& rules, Fit& fit) {
  for (TextKind kind : kTextKinds) fit_recurrence(documents, rules, kind, fit);
}

size_t part_of_site(std::string_view site, size_t parts, std::string_view deal) {
  return short_hash_of(std::string(deal) + ' ' + std::string(site)) % parts;
}

}  // namespace dechaff
