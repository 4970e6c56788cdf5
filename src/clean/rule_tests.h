// Runs the tests that a rule carries: `removes`, `keeps` and `case`, with this rule alone.
#pragma once

#include <vector>

#include "rule/rule.h"

namespace dechaff {

// Faults for examples that come out otherwise than they say. The rule must have no other faults.
std::vector<Fault> run_rule_tests(const Rule& rule);

}  // namespace dechaff
