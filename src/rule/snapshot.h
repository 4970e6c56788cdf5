// The built-in rules as they are when the program is built: read, checked, and compiled to one blob, so that
// they are ready when it starts. It holds what deciding needs; whoever wants to read the rules, with their
// texts and examples, loads the rule files.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "rule/layers.h"

namespace dechaff {

struct Snapshot {
  std::vector<Rule> rules;  // in order of id; without texts, but `compiled` tells their place in the table
  Weights weights;
  std::span<const uint64_t> table;  // of a MatchTable
};

// `loaded` must have no faults.
std::vector<uint64_t> make_snapshot(const LoadedRules& loaded);

// The blob must outlive the snapshot's table.
Snapshot read_snapshot(std::span<const uint64_t> blob);

// The snapshot that the program was built with. Defined in a source that the build generates.
std::span<const uint64_t> builtin_snapshot();

}  // namespace dechaff
