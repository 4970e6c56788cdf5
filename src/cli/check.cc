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

int run(const Arguments& arguments) {
  RuleSources sources;
  sources.paths = arguments.operands;
  sources.check_builtin = arguments.operands.empty();
  if (arguments.operands.empty()) sources.config = find_config("");
  LoadedRules loaded = load_rules(sources);
  auto is_named = [&](const SourcePtr& source) {
    return std::find(loaded.files.begin(), loaded.files.end(), source->name) != loaded.files.end();
  };
  auto is_asked = [&](const Rule& rule) {
    return arguments.operands.empty() || is_named(rule.source) ||
           std::any_of(rule.extended_by.begin(), rule.extended_by.end(), is_named);
  };
  size_t rules = 0;
  std::vector<Fault> faults = std::move(loaded.faults);
  for (const Rule& rule : loaded.rules) {
    if (!is_asked(rule)) continue;
    ++rules;
    for (Fault& fault : lint_rule(rule)) faults.push_back(std::move(fault));
    if (rule.faulty) continue;
    for (Fault& fault : run_rule_tests(rule)) faults.push_back(std::move(fault));
  }
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
    "Without a PATH the built-in rules are checked, with the dechaff.toml above the working directory if "
    "there is one.\n"
    "Exit status 1 when there is any fault.",
    {},
    run,
};

}  // namespace dechaff
