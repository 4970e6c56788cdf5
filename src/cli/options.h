// Flags that several commands share, and what they turn into.
#pragma once

#include <memory>
#include <optional>

#include "clean/cleaner.h"
#include "cli/command.h"
#include "io/site_of_path.h"

namespace dechaff {

// --rules, --no-builtin, --preset
extern const std::span<const Flag> kRuleFlags;
// --level, --threshold, --only, --skip, --keep, --learned
extern const std::span<const Flag> kCleanFlags;

// --site-from
extern const std::span<const Flag> kSiteFlags;

// --jobs, or as many as there are processors and as files may be open. Throws UsageError.
unsigned thread_count(const Arguments& arguments);

using LearnedPtr = std::shared_ptr<const LearnedLines>;

// The table of --learned; null without the flag. Says on standard error what is wrong with it, and then
// returns nothing. Throws UsageError where --learn is there, too.
std::optional<LearnedPtr> load_learned(const Arguments& arguments);

// The same for a table that is named otherwise.
std::optional<LearnedPtr> read_learned_table(const std::string& path);

// What --site-from says, or what holds without it. Throws UsageError for a pattern without {site}.
SiteOfPath site_flag(const Arguments& arguments);

// The rule layers that the flags name. `folder` is where the search for dechaff.toml begins, which a preset
// goes without. Throws UsageError.
RuleSources rule_sources(const Arguments& arguments, std::string_view folder);

// Loads them; prints faults to standard error and returns null when there are any.
std::unique_ptr<RuleSet> load_rule_set(RuleSources sources);

// Throws UsageError for levels, thresholds and categories that do not exist.
CleanOptions clean_options(const Arguments& arguments, const RuleSet& rules, LearnedPtr learned = nullptr);

// As a JSON object, for ledgers: equal options give equal text. `site` is the document's where it is not
// that of an address.
std::string to_json(const CleanOptions& options, std::string_view site = {});

}  // namespace dechaff
