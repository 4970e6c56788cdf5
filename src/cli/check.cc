// `dechaff check`: faults of rule files, all at once.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "clean/rule_tests.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "rule/lint.h"

namespace dechaff {
namespace {

// What is loaded together: the files of the command line with the built-in rules below them, or else the
// built-in rules, and each preset by itself.
std::vector<RuleSources> sources_of(const Arguments& arguments) {
  RuleSources sources;
  sources.paths = arguments.operands;
  if (!arguments.operands.empty()) return {sources};
  sources.check_builtin = true;
  sources.config = find_config("");
  std::vector<RuleSources> all = {sources};
  for (std::string_view name : preset_names()) {
    sources.preset = name;
    sources.config.clear();
    all.push_back(sources);
  }
  return all;
}

// Adds the faults of what is loaded, and returns how many rules were looked at.
size_t check(const RuleSources& sources, std::vector<Fault>& faults) {
  LoadedRules loaded = load_rules(sources);
  auto is_named = [&](const SourcePtr& source) {
    return std::find(loaded.files.begin(), loaded.files.end(), source->name) != loaded.files.end();
  };
  auto is_asked = [&](const Rule& rule) {
    return sources.paths.empty() || is_named(rule.source) ||
           std::any_of(rule.extended_by.begin(), rule.extended_by.end(), is_named);
  };
  size_t rules = 0;
  for (Fault& fault : loaded.faults) faults.push_back(std::move(fault));
  for (const Rule& rule : loaded.rules) {
    if (!is_asked(rule)) continue;
    ++rules;
    for (Fault& fault : lint_rule(rule)) faults.push_back(std::move(fault));
    if (rule.faulty) continue;
    for (Fault& fault : run_rule_tests(rule)) faults.push_back(std::move(fault));
  }
  return rules;
}

int run(const Arguments& arguments) {
  size_t rules = 0;
  std::vector<Fault> faults;
  for (const RuleSources& sources : sources_of(arguments)) rules += check(sources, faults);
  auto key = [](const Fault& f) {
    return std::tuple(f.source ? f.source->name : "", f.at.line, f.at.column);
  };
  std::stable_sort(faults.begin(), faults.end(),
                   [&](const Fault& a, const Fault& b) { return key(a) < key(b); });
  for (const Fault& fault : faults) fmt::print("{}\n\n", to_text(fault));
  fmt::print("{} rule{}, {} fault{}\n", rules, rules == 1 ? "" : "s", faults.size(),
             faults.size() == 1 ? "" : "s");
  return faults.empty() ? kDone : kFindings;
}

}  // namespace

const Command kCheckCommand = {
    "check",
    "[PATH…]",
    "read rule files, run the tests of every rule, and report all faults",
    "Without a PATH the built-in rules and presets are checked, with the dechaff.toml above the working\n"
    "directory if there is one.\n"
    "Exit status 1 when there is any fault.",
    {},
    run,
};

}  // namespace dechaff
