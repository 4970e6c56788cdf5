// Advice on rules that load but that their authors would not want as they are.
#pragma once

#include <vector>

#include "rule/rule.h"

namespace dechaff {

// Missing examples, ASCII-only classes beside other letters, patterns that are slow or large, one-word
// phrases that remove.
std::vector<Fault> lint_rule(const Rule& rule);

}  // namespace dechaff
