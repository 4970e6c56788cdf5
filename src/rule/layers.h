// Layers: the built-in rule files or a preset, then dechaff.toml, then what the user names; a higher layer
// replaces or extends.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rule/rule.h"
#include "rule/weights.h"

namespace dechaff {

struct RuleSources {
  bool builtin = true;
  std::string preset;  // the name of one, which stands in the place of the built-in files; or empty
  // Also looks for bad patterns among the built-in rules and in the preset. To compile them all takes
  // seconds, so only `check` does it, and the tests run `check`.
  bool check_builtin = false;
  // Takes the built-in rules from the snapshot, without their texts and examples: in a few milliseconds.
  bool compiled = false;
  std::string config;              // a dechaff.toml, or empty
  std::vector<std::string> paths;  // rule files and folders, in order, each a layer of its own
};

struct LoadedRules {
  std::vector<Rule> rules;  // in order of id
  Weights weights;
  std::span<const uint64_t> compiled_table;  // where rules are from the snapshot
  std::vector<Fault> faults;                 // if any, rules and weights are not fit for use
  std::vector<std::string> files;            // names of the files of the named layers, as read
};

// Reads all layers and puts them together. Finds all faults of all files, bad patterns and phrases among
// them.
LoadedRules load_rules(const RuleSources& sources);

// The names that `preset` may have.
std::vector<std::string_view> preset_names();

// A file's text; a fault when it cannot be read or is larger than a rule file may be (4 MiB).
SourcePtr read_source(const std::string& path, std::vector<Fault>& faults);

// The nearest dechaff.toml in `folder` or above it, or empty.
std::string find_config(std::string_view folder);

}  // namespace dechaff
