// The figures of a score sheet for programs.
#pragma once

#include <string>

#include "cli/score_sheet.h"

namespace dechaff {

// One JSON object on one line, with its line feed. Names are those of figures.h; what is not a number is
// null; parts that were not asked for are missing. `of` is the level that all but the levels and the curve is
// of.
std::string to_json(const ScoreSheet& sheet);

}  // namespace dechaff
