// How cleaning scores at every level, side by side, so that one can be chosen.
#pragma once

#include <span>
#include <string>

#include "corpus/score.h"
#include "rule/weights.h"

namespace dechaff {

// The score of cleaning where evidence removes from this probability.
struct LevelScore {
  std::string name;
  double probability;
  Score score;
};

// The levels of the weights with no score yet, most careful first.
std::vector<LevelScore> levels_of(const Weights& weights);

// A table for people: the figures that have a label, with 95 % intervals by resampling sites of those that
// have one.
std::string levels_table(std::span<const LevelScore> levels);

}  // namespace dechaff
