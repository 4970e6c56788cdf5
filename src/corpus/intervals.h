// How far the figures would move with other sites of the same sort.
#pragma once

#include <map>
#include <string>

#include "corpus/score.h"

namespace dechaff {

struct Interval {
  double low, high;
};

// 95 % intervals by the bootstrap over sites (B. Efron, R. Tibshirani, "An Introduction to the Bootstrap",
// 1993, percentile method): 300 samples, each of as many sites as there are, drawn with replacement. Every
// call draws the same.
struct Intervals {
  Interval recall, f1, story_lost_percent;
};
Intervals intervals_by_site(const std::map<std::string, Counts, std::less<>>& sites);

}  // namespace dechaff
