// Why a line went or stayed, in a few words.
#pragma once

#include <string>

#include "clean/cleaner.h"

namespace dechaff {

// The id of the rule; or the evidence with the parts of it that speak loudest, in log-odds as `explain` shows
// them: "evidence +2.35: links +1.25, below >= 99 +1.65, chars 20-39 +0.85". `pass` is the examination that
// decided, `line` the line's index there.
std::string reason_of(int32_t rule, const Examination& pass, size_t line, const RuleSet& rules);

}  // namespace dechaff
