// What more removal costs, as the probability falls from which evidence removes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/score.h"

namespace dechaff {

// The probabilities at which documents are cleaned for a curve: 30 between .02 and .995, evenly in log-odds.
std::vector<double> sweep_probabilities();

struct CurvePoint {
  CurvePoint(double from, const Counts& counts, std::string_view level_name = "");

  double probability;  // from which evidence removes
  double precision, recall, f1, story_lost_percent;
  std::string level;  // that removes from there, or empty
};

class Curve {
 public:
  explicit Curve(std::vector<CurvePoint> points);

  // Highest probability first.
  const std::vector<CurvePoint>& points() const { return points_; }

  // The best of them, recall and story lost both strictly ascending: each has more recall than all that lose
  // as little or less.
  const std::vector<CurvePoint>& best() const { return best_; }

  // The recall that can be had when no more than this is lost: between two of the best points, along the line
  // that joins them; beyond the last, that one's. Nothing below the first: there rules alone lose more.
  std::optional<double> recall_at(double story_lost_percent) const;

  // Tables for people: all points, and recall at each of kLosses.
  std::string text() const;

 private:
  std::vector<CurvePoint> points_, best_;
};

// Percent of the story's characters, at which recall is told.
inline constexpr double kLosses[] = {0.1, 0.2, 0.3, 0.5, 1};

}  // namespace dechaff
