// Flags that several commands share, and what they turn into.
#pragma once

#include <memory>
#include <optional>

#include "clean/cleaner.h"
#include "cli/command.h"

namespace dechaff {

// --rules, --no-builtin
extern const std::span<const Flag> kRuleFlags;
// --level, --threshold, --only, --skip, --keep
extern const std::span<const Flag> kCleanFlags;

// The rule layers that the flags name. `folder` is where the search for dechaff.toml begins.
RuleSources rule_sources(const Arguments& arguments, std::string_view folder);

// Loads them; prints faults to standard error and returns null when there are any.
std::unique_ptr<RuleSet> load_rule_set(const RuleSources& sources);

// Throws UsageError for levels, thresholds and categories that do not exist.
CleanOptions clean_options(const Arguments& arguments, const RuleSet& rules);

// As a JSON object, for ledgers: equal options give equal text.
std::string to_json(const CleanOptions& options);

}  // namespace dechaff
