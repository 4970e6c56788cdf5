// Which removals hang on one rule, because only that rule caught the line.
#pragma once

#include <cstdint>
#include <vector>

#include "clean/cleaner.h"

namespace dechaff {

// The rules that a removed line hangs on, each by itself; kNoRule stands for evidence as a whole. `decider`
// is what removed the line.
//
// This is told from the first examination, with prose, blocks and measures as they were found there: a line
// hangs on the one rule that takes it, or on evidence when no rule does and then also on every `weigh` rule
// whose weight the sum could not do without. When two take it, a `match` rule being one, it hangs on neither.
// What cleaning without the rule would do can differ, since neighbours count: they may let the line go after
// all, or stay with it.
std::vector<int32_t> needed_rules(const Examination& first, size_t line, int32_t decider,
                                  const Cleaner& cleaner);

}  // namespace dechaff
