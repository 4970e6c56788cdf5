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
      : features_(rules, kind), prior_(features_.prior()) {
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

  // Predicts each part from the others, and gives the loss where labels are sure.
  double predict(double penalty, std::vector<LogisticModel>& models) {
    double loss = 0;
    for (size_t part = 0; part < kParts; ++part) {
      auto rows = chosen([&](const Case& c) { return c.part != part; });
      models[part] = fit_logistic(rows, prior_, penalty, models[part]);
      for (Case& c : cases_) {
        if (c.part != part) continue;
        c.predicted = log_odds_of(c.row, models[part]);
        if (c.is_sure) loss += log_loss(c.row, models[part]);
      }
    }
    return loss;
  }

  Features features_;
  std::vector<double> prior_;
  std::vector<Case> cases_;
  double penalty_ = 0;
};

class Fitter {
 public:
  Fitter(Documents documents, const RuleSet& rules) : documents_(documents), rules_(rules) {}

  Fit fit() {
    Fit best;
    best.weights = rules_.weights();
    for (TextKind kind : kTextKinds) {
      ModelFitter fitter(documents_, rules_, kind);
      if (fitter.cases().empty()) continue;
      best.weights[kind] = fitter.fit();
      best.penalties[static_cast<size_t>(kind)] = fitter.penalty();
      for (const Case& c : fitter.cases())
        if (c.is_sure) predicted_.push_back({c.predicted, c.document, c.example});
    }
    std::stable_sort(predicted_.begin(), predicted_.end(),
                     [](const Line& a, const Line& b) { return a.log_odds > b.log_odds; });
    for (const LevelAim& aim : kLevelAims)
      best.weights.levels[std::string(aim.level)] = probability(std::llround(1000 * threshold(aim)));
    return best;
  }

 private:
  struct Line {
    double log_odds;
    size_t document;
    const Example* example;
  };

  // Log-odds. Goes down through the predictions and stops before the line of story that would be too much.
  double threshold(const LevelAim& aim) const {
    double lost = 0, story = 0, documents = 0, touched_count = 0;
    std::vector<bool> touched(documents_.size());
    for (size_t d = 0; d < documents_.size(); ++d) {
      const LabelledDocument& document = *documents_[d];
      if (!document.is_sure) continue;
      ++documents;
      lost += document.story_lost;
      story += static_cast<double>(document.story_chars);
      touched[d] = document.lost_to_rules;
      touched_count += touched[d];
    }
    double last = INFINITY;
    for (const Line& line : predicted_) {
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

  Documents documents_;
  const RuleSet& rules_;
  std::vector<Line> predicted_;  // of sure labels, the likeliest chaff first
};

// The weights of `recurs` in the model of one kind of text, with all else given.
void fit_recurrence(std::span<const LabelledDocument> documents, const RuleSet& rules, TextKind kind,
                    Weights& weights) {
  EvidenceModel& model = weights[kind];
  auto recurs = std::find_if(model.measures.begin(), model.measures.end(),
                             [](const MeasureWeight& w) { return w.measure == Measure::recurs; });
  if (recurs == model.measures.end()) return;
  auto given = [&](const Example& example) {
    int64_t sum = model.base;
    for (const MeasureWeight& w : model.measures)
      if (w.measure != Measure::recurs) sum += w.weights[w.bucket(example.measures[w.measure])];
    for (RuleIndex r : example.rules) {
      auto fitted = model.rules.find(rules.rules()[r].id);
      sum += fitted == model.rules.end() ? rules.rules()[r].weight : fitted->second;
    }
    return static_cast<double>(sum) / 1000;
  };
  std::vector<LogisticRow> rows;
  bool any_recurs = false;
  for (const LabelledDocument& document : documents) {
    for (const Example& example : document.examples) {
      int32_t value = example.measures[Measure::recurs];
      if (value < 0 || weights.kind_of(example.measures) != kind) continue;
      any_recurs |= value > 0;
      rows.push_back({{static_cast<uint32_t>(recurs->bucket(value))},
                      given(example),
                      line_weight(document),
                      example.is_chaff});
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
  return Fitter(documents, rules).fit();
}

void fit_recurrence(std::span<const LabelledDocument> documents, const RuleSet& rules, Weights& weights) {
  for (TextKind kind : kTextKinds) fit_recurrence(documents, rules, kind, weights);
}

size_t part_of_site(std::string_view site, size_t parts, std::string_view deal) {
  return short_hash_of(std::string(deal) + ' ' + std::string(site)) % parts;
}

}  // namespace dechaff
