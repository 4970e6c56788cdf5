// The picture of a score: what more removal costs, and whether evidence keeps its word.
#pragma once

#include <span>
#include <string>

#include "corpus/calibration.h"
#include "corpus/curve.h"
#include "corpus/levels.h"

namespace dechaff {

// An SVG file of two panels. On the left recall over the percentage of the story lost, that on a logarithmic
// axis from 0.01 %, with each level as a dot; what loses less stands at the left edge. On the right, for each
// part of the range of probabilities, how often a line was chaff over what evidence said of it on average;
// the area of a dot is the number of its lines. On the dashed line evidence would be right.
std::string plot(const Curve& curve, std::span<const LevelScore> levels, const Calibration& calibration);

}  // namespace dechaff
