// dechaff COMMAND [options] …
#include <fmt/format.h>

#include <cstdio>

#include "cli/commands.h"
#include "rule/rule_set.h"

namespace dechaff {
namespace {

int print_version() {
  RuleSet rules(load_rules({.compiled = true}));
  fmt::print("dechaff {} rules {}\n", DECHAFF_VERSION, rules.hash());
  return kDone;
}

int run(const std::vector<std::string>& words) {
  if (words.empty()) {
    fmt::print(stderr, "{}", overview());
    return kFailed;
  }
  std::string name = words[0];
  if (name == "--version") return print_version();
  if (name == "--help" || name == "-h") name = kHelpCommand.name;
  const Command* command = find_command(name);
  if (!command) return unknown_command(name);
  try {
    Arguments arguments = parse_arguments(*command, {words.begin() + 1, words.end()});
    if (arguments.has(kHelpFlag.name)) {
      fmt::print("{}", help_text(*command));
      return kDone;
    }
    return command->run(arguments);
  } catch (const UsageError& error) {
    fmt::print(stderr, "dechaff {}: {}\n`dechaff help {}` shows how it is used\n", name, error.what(), name);
    return kFailed;
  }
}

}  // namespace
}  // namespace dechaff

int main(int argc, char** argv) {
  return dechaff::run({argv + 1, argv + argc});
}
