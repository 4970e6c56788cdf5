#include "fit/fitter.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "text/hash.h"

namespace dechaff {
namespace {

constexpr size_t kParts = 5;
constexpr double kRecurrencePenalty = 1;
constexpr double kPenalties[] = {100, 30, 10, 3};

// A document's rows, and for each of them, once it was predicted without its site, the log-odds.
struct Rows {
  const LabelledDocument* document;
  size_t part;
  std::vector<LogisticRow> rows;
  std::vector<double> predicted;
};

std::vector<Rows> rows_of(std::span<const LabelledDocument* const> documents, const Features& features) {
  std::vector<Rows> all;
  for (const LabelledDocument* document : documents) {
    Rows& rows = all.emplace_back(Rows{document, part_of_site(document->site, kParts, "inner"), {}, {}});
    for (const Example& example : document->examples) {
      rows.rows.push_back(features.row(example));
      rows.rows.back().weight = document->is_sure ? 1 : kUnsureWeight;
    }
  }
  return all;
}

template <class Counts>
std::vector<const LogisticRow*> chosen(const std::vector<Rows>& all, Counts counts) {
  std::vector<const LogisticRow*> rows;
  for (const Rows& of : all) {
    if (!counts(of)) continue;
    for (const LogisticRow& row : of.rows) rows.push_back(&row);
  }
  return rows;
}

class Fitter {
 public:
  Fitter(std::span<const LabelledDocument* const> documents, const RuleSet& rules)
      : features_(rules), prior_(features_.prior()), all_(rows_of(documents, features_)) {}

  Fit fit() {
    std::vector<LogisticModel> models(kParts, {0, prior_});  // each starts the next search
    double least = INFINITY;
    Fit best;
    std::vector<std::vector<double>> predicted;
    for (double penalty : kPenalties) {
      double loss = predict(penalty, models);
      if (loss >= least) continue;
      least = loss;
      best.penalty = penalty;
      predicted.clear();
      for (Rows& of : all_) predicted.push_back(of.predicted);
    }
    for (size_t d = 0; d < all_.size(); ++d) all_[d].predicted = std::move(predicted[d]);
    auto rows = chosen(all_, [](const Rows&) { return true; });
    best.weights = features_.weights(fit_logistic(rows, prior_, best.penalty, {0, prior_}));
    for (const LevelAim& aim : kLevelAims)
      best.weights.levels[std::string(aim.level)] = probability(std::llround(1000 * threshold(aim)));
    return best;
  }

 private:
  // Predicts each part from the others, and gives the loss where labels are sure.
  double predict(double penalty, std::vector<LogisticModel>& models) {
    double loss = 0;
    for (size_t part = 0; part < kParts; ++part) {
      auto rows = chosen(all_, [&](const Rows& of) { return of.part != part; });
      models[part] = fit_logistic(rows, prior_, penalty, models[part]);
      for (Rows& of : all_) {
        if (of.part != part) continue;
        of.predicted.clear();
        for (const LogisticRow& row : of.rows) {
          of.predicted.push_back(log_odds_of(row, models[part]));
          if (of.document->is_sure) loss += log_loss(row, models[part]);
        }
      }
    }
    return loss;
  }

  // Log-odds. Goes down through the predictions and stops before the line of story that would be too much.
  double threshold(const LevelAim& aim) const {
    struct Line {
      double log_odds;
      size_t document;
      const Example* example;
    };
    std::vector<Line> lines;
    double lost = 0, story = 0, documents = 0;
    std::vector<bool> touched(all_.size());
    for (size_t d = 0; d < all_.size(); ++d) {
      const LabelledDocument& document = *all_[d].document;
      if (!document.is_sure) continue;
      ++documents;
      lost += document.story_lost;
      story += static_cast<double>(document.story_chars);
      touched[d] = document.lost_to_rules;
      for (size_t i = 0; i < document.examples.size(); ++i)
        lines.push_back({all_[d].predicted[i], d, &document.examples[i]});
    }
    auto touched_count = static_cast<double>(std::count(touched.begin(), touched.end(), true));
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Line& a, const Line& b) { return a.log_odds > b.log_odds; });
    double last = INFINITY;
    for (const Line& line : lines) {
      if (!line.example->is_chaff) {
        lost += static_cast<double>(line.example->chars);
        touched_count += !touched[line.document];
        touched[line.document] = true;
        if (lost > aim.story_lost * story || touched_count > aim.touched * documents)
          return std::clamp((line.log_odds + std::min(last, line.log_odds + 1)) / 2, kLeastLogOdds,
                            kMostLogOdds);
      }
      last = line.log_odds;
    }
    return kLeastLogOdds;
  }

  // A fifth: no level takes lines that are so much likelier story.
  static constexpr double kLeastLogOdds = -1.386;
  // Beyond this a probability cannot be told from 1 in the places that it is written with.
  static constexpr double kMostLogOdds = 9;

  Features features_;
  std::vector<double> prior_;
  std::vector<Rows> all_;
};

}  // namespace

Fit fit_weights(std::span<const LabelledDocument* const> documents, const RuleSet& rules) {
  return Fitter(documents, rules).fit();
}

void fit_recurrence(std::span<const LabelledDocument> documents, const RuleSet& rules, Weights& weights) {
  auto recurs = std::find_if(weights.measures.begin(), weights.measures.end(),
                             [](const MeasureWeight& w) { return w.measure == Measure::recurs; });
  if (recurs == weights.measures.end()) return;
  auto given = [&](const Example& example) {
    int64_t sum = weights.base;
    for (const MeasureWeight& w : weights.measures)
      if (w.measure != Measure::recurs) sum += w.weights[w.bucket(example.measures[w.measure])];
    for (RuleIndex r : example.rules) {
      auto fitted = weights.rules.find(rules.rules()[r].id);
      sum += fitted == weights.rules.end() ? rules.rules()[r].weight : fitted->second;
    }
    return static_cast<double>(sum) / 1000;
  };
  std::vector<LogisticRow> rows;
  bool any_recurs = false;
  for (const LabelledDocument& document : documents) {
    for (const Example& example : document.examples) {
      int32_t value = example.measures[Measure::recurs];
      if (value < 0) continue;
      any_recurs |= value > 0;
      rows.push_back({{static_cast<uint32_t>(recurs->bucket(value))},
                      given(example),
                      document.is_sure ? 1 : kUnsureWeight,
                      example.is_chaff});
    }
  }
  if (!any_recurs) return;
  std::vector<const LogisticRow*> chosen;
  for (const LogisticRow& row : rows) chosen.push_back(&row);
  std::vector<double> prior(recurs->weights.size());
  LogisticModel model = fit_logistic(chosen, prior, kRecurrencePenalty, {0, prior}, true);
  std::transform(model.coefficients.begin(), model.coefficients.end(), recurs->weights.begin(),
                 rounded_weight);
}

size_t part_of_site(std::string_view site, size_t parts, std::string_view deal) {
  return short_hash_of(std::string(deal) + ' ' + std::string(site)) % parts;
}

}  // namespace dechaff
