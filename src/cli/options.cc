#include "cli/options.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <set>
#include <thread>

#include "cli/report.h"
#include "io/json_string.h"
#include "io/learned_table.h"
#include "io/whole_file.h"

namespace dechaff {
namespace {

constexpr Flag kRuleFlagTable[] = {
    {"rules", 0, "FILE|DIR", "add rule files on top of the others (repeatable)", true},
    {"no-builtin", 0, "", "without the built-in rules and weights"},
    {"preset", 0, "c4|refinedweb", "the line rules of this corpus alone, in place of all others but --rules"},
};

constexpr Flag kCleanFlagTable[] = {
    {"level", 0, "strict|balanced|thorough", "how much to remove (default: balanced)"},
    {"threshold", 0, "P", "remove what is chaff with this probability, instead of a level"},
    {"only", 0, "CATEGORY,…", "remove nothing but these categories", true},
    {"skip", 0, "CATEGORY,…", "never remove these categories", true},
    {"keep", 0, "meta", "keep bylines, dates, captions and photo credits"},
    {"learned", 0, "TABLE", "weigh which lines recur within a site, as `dechaff learn` has found"},
};

constexpr Flag kSiteFlagTable[] = {
    {"site-from", 0, "PATTERN",
     "what of a file's path is its site, as '{site}/*.txt' (default: the name of its folder)"},
};

std::vector<std::string_view> categories_of(const RuleSet& rules) {
  std::vector<std::string_view> names = known_categories();
  names.push_back(kEvidenceCategory);
  for (const Rule& rule : rules.rules()) names.push_back(rule.category);
  std::set<std::string_view> unique(names.begin(), names.end());
  return {unique.begin(), unique.end()};
}

std::vector<std::string> checked_categories(const Arguments& arguments, std::string_view flag,
                                            const RuleSet& rules) {
  std::vector<std::string> names = arguments.list(flag);
  std::vector<std::string_view> known = categories_of(rules);
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string advice = did_you_mean(name, known);
    if (advice.empty()) advice = fmt::format("one of {}", fmt::join(known, ", "));
    throw UsageError(fmt::format("--{}: there is no category `{}`; {}", flag, name, advice));
  }
  return names;
}

}  // namespace

const std::span<const Flag> kRuleFlags = kRuleFlagTable;
const std::span<const Flag> kCleanFlags = kCleanFlagTable;
const std::span<const Flag> kSiteFlags = kSiteFlagTable;

// Each thread may hold two outputs open that have no name yet.
unsigned thread_count(const Arguments& arguments) {
  double n = whole_number(arguments, "jobs", 1, 1024, std::max(1u, std::thread::hardware_concurrency()));
  rlimit files = {};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur != RLIM_INFINITY)
    n = std::clamp((static_cast<double>(files.rlim_cur) - 16) / 3, 1.0, n);
  return static_cast<unsigned>(n);
}

std::optional<LearnedPtr> read_learned_table(const std::string& path) {
  WholeFile file;
  if (auto error = read_whole_file(path, file)) {
    fmt::print(stderr, "{}", failure(*error));
    return std::nullopt;
  }
  auto parsed = parse_learned_table(std::move(file.text), shown(path));
  if (auto* table = std::get_if<LearnedLines>(&parsed))
    return std::make_shared<const LearnedLines>(std::move(*table));
  fmt::print(stderr, "{}\n", to_text(std::get<Fault>(parsed)));
  return std::nullopt;
}

std::optional<LearnedPtr> load_learned(const Arguments& arguments) {
  if (!arguments.has("learned")) return nullptr;
  if (arguments.has("learn")) throw UsageError("--learn makes a table; leave --learned out, or --learn");
  return read_learned_table(arguments.value("learned"));
}

SiteOfPath site_flag(const Arguments& arguments) {
  if (!arguments.has("site-from")) return SiteOfPath();
  auto site = SiteOfPath::by_pattern(arguments.value("site-from"));
  if (!site) throw UsageError("--site-from takes a pattern with {site} in it once, as in '{site}/*.txt'");
  return *site;
}

RuleSources rule_sources(const Arguments& arguments, std::string_view folder) {
  RuleSources sources;
  sources.builtin = !arguments.has("no-builtin");
  sources.paths = arguments.values("rules");
  sources.preset = arguments.value("preset");
  if (!arguments.has("preset")) {
    sources.config = find_config(folder);
  } else if (sources.preset.empty()) {
    throw UsageError(fmt::format("--preset takes one of {}", fmt::join(preset_names(), ", ")));
  } else if (!sources.builtin) {
    throw UsageError("--preset is there in place of the built-in rules; leave --no-builtin out");
  }
  return sources;
}

std::unique_ptr<RuleSet> load_rule_set(RuleSources sources) {
  sources.compiled = true;
  LoadedRules loaded = load_rules(sources);
  for (const Fault& fault : loaded.faults) fmt::print(stderr, "{}\n", to_text(fault));
  if (!loaded.faults.empty()) return nullptr;
  return std::make_unique<RuleSet>(std::move(loaded));
}

CleanOptions clean_options(const Arguments& arguments, const RuleSet& rules, LearnedPtr learned) {
  CleanOptions options;
  options.learned = std::move(learned);
  options.level = arguments.value("level", options.level);
  const auto& levels = rules.weights().levels;
  if (arguments.has("level") && !levels.empty() && !levels.contains(options.level)) {
    std::vector<std::string_view> names;
    for (auto& [name, p] : levels) names.push_back(name);
    throw UsageError(
        fmt::format("--level: there is no level `{}`; one of {}", options.level, fmt::join(names, ", ")));
  }
  if (arguments.has("threshold")) options.threshold = number_of(arguments, "threshold", 0.001, 0.999999, 0);
  options.only = checked_categories(arguments, "only", rules);
  options.skip = checked_categories(arguments, "skip", rules);
  if (arguments.has("keep")) {
    if (arguments.value("keep") != "meta") throw UsageError("--keep takes `meta`");
    for (std::string_view category : known_categories()) {
      if (is_meta(category)) options.skip.emplace_back(category);
    }
  }
  return options;
}

std::string to_json(const CleanOptions& options, std::string_view site) {
  std::string out = options.threshold ? fmt::format("{{\"threshold\":{}", *options.threshold)
                                      : fmt::format("{{\"level\":{}", json_string(options.level));
  for (auto [name, categories] : {std::pair("only", &options.only), {"skip", &options.skip}}) {
    if (categories->empty()) continue;
    std::set<std::string> sorted(categories->begin(), categories->end());
    out += fmt::format(",\"{}\":[", name);
    for (const std::string& category : sorted) out += (out.ends_with('[') ? "" : ",") + json_string(category);
    out += ']';
  }
  if (options.learned) out += fmt::format(",\"learned\":\"{}\"", options.learned->hash());
  if (!site.empty()) out += fmt::format(",\"site\":{}", json_string(site));
  return out + '}';
}

}  // namespace dechaff
