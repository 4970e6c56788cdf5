// A weights.toml for people: the measures that matter most come first, and each weight has a line of its own
// that says how many lines it was seen on and how often they were chaff.
#pragma once

#include <span>
#include <string>

#include "fit/example.h"

namespace dechaff {

// `documents` are those that `weights` were fitted to. A `weigh` rule that hits none of their lines is left
// out, so its own weight goes on to hold.
std::string to_text(const Weights& weights, const RuleSet& rules,
                    std::span<const LabelledDocument> documents);

}  // namespace dechaff
