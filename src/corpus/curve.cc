// A lower probability does not always find more: what goes in one pass changes what is prose in the next, and
// a guarded document keeps all that evidence would take. So a point that loses more and finds no more than
// another is left out, and what is left is monotone.
#include "corpus/curve.h"

#include <fmt/format.h>

#include <algorithm>

#include "corpus/figures.h"
#include "rule/weights.h"

namespace dechaff {

std::vector<double> sweep_probabilities() {
  constexpr int kPoints = 30;
  int64_t least = log_odds(0.02), most = log_odds(0.995);
  std::vector<double> probabilities;
  for (int i = 0; i < kPoints; ++i)
    probabilities.push_back(probability(most - (most - least) * i / (kPoints - 1)));
  return probabilities;
}

CurvePoint::CurvePoint(double from, const Counts& counts, std::string_view level_name)
    : probability(from),
      precision(counts.precision()),
      recall(counts.recall()),
      f1(counts.f1()),
      story_lost_percent(100 * counts.story_lost()),
      level(level_name) {}

Curve::Curve(std::vector<CurvePoint> points) : points_(std::move(points)) {
  std::stable_sort(points_.begin(), points_.end(),
                   [](auto& a, auto& b) { return a.probability > b.probability; });
  std::vector<CurvePoint> by_loss = points_;
  std::stable_sort(by_loss.begin(), by_loss.end(), [](auto& a, auto& b) {
    return std::pair(a.story_lost_percent, -a.recall) < std::pair(b.story_lost_percent, -b.recall);
  });
  for (CurvePoint& point : by_loss) {
    if (best_.empty() || point.recall > best_.back().recall) best_.push_back(std::move(point));
  }
}

std::optional<double> Curve::recall_at(double story_lost_percent) const {
  auto after = std::upper_bound(best_.begin(), best_.end(), story_lost_percent,
                                [](double lost, const CurvePoint& p) { return lost < p.story_lost_percent; });
  if (after == best_.begin()) return std::nullopt;
  const CurvePoint& before = *std::prev(after);
  if (after == best_.end()) return before.recall;
  double part = (story_lost_percent - before.story_lost_percent) /
                (after->story_lost_percent - before.story_lost_percent);
  return before.recall + part * (after->recall - before.recall);
}

std::string Curve::text() const {
  std::string out = "evidence removes from      P      R     F1  lost%\n";
  for (const CurvePoint& p : points_) {
    out += fmt::format("{:21.3f} {:6.3f} {:6.3f} {:6.3f} {:6.2f}{}{}\n", p.probability, p.precision, p.recall,
                       p.f1, p.story_lost_percent, p.level.empty() ? "" : "  ", p.level);
  }
  std::string losses = "lost%", recalls = "    R";
  for (double loss : kLosses) {
    std::optional<double> recall = recall_at(loss);
    losses += fmt::format("  {:5}", loss);
    recalls += fmt::format("  {:>5}", recall ? shown_figure(*recall, 3) : "-");
  }
  return out + '\n' + losses + '\n' + recalls + '\n';
}

}  // namespace dechaff
