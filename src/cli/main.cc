// dechaff COMMAND [options] …
#include <fmt/format.h>

#include <cstdio>

#include "cli/commands.h"
#include "rule/rule_set.h"

namespace dechaff {
namespace {

const Command* const kCommands[] = {&kCleanCommand, &kRestoreCommand, &kExplainCommand,
                                    &kCheckCommand, &kRulesCommand,   &kScoreCommand};

const Command* find_command(std::string_view name) {
  for (const Command* command : kCommands) {
    if (command->name == name) return command;
  }
  return nullptr;
}

std::string overview() {
  std::string out =
      "dechaff removes what is not the story from the text of news articles.\n\n"
      "usage: dechaff COMMAND [options] …\n\ncommands:\n";
  for (const Command* command : kCommands) out += fmt::format("  {:8} {}\n", command->name, command->summary);
  return out +
         "\n`dechaff help COMMAND` tells more about one. Exit status: 0 done, 1 findings, 2 usage, rule or "
         "input error.\n";
}

int unknown_command(const std::string& name) {
  std::vector<std::string_view> names;
  for (const Command* command : kCommands) names.push_back(command->name);
  std::string advice = did_you_mean(name, names);
  fmt::print(stderr, "dechaff: unknown command `{}`\n{}\n", name,
             advice.empty() ? "`dechaff help` lists the commands" : advice);
  return kFailed;
}

int print_version() {
  LoadedRules loaded = load_rules({});
  fmt::print("dechaff {} rules {}\n", DECHAFF_VERSION, RuleSet(std::move(loaded)).hash());
  return kDone;
}

int run(const std::vector<std::string>& words) {
  if (words.empty()) {
    fmt::print(stderr, "{}", overview());
    return kFailed;
  }
  std::string name = words[0];
  if (name == "--version") return print_version();
  bool asks_help = name == "help" || name == "--help" || name == "-h";
  if (asks_help && words.size() == 1) {
    fmt::print("{}", overview());
    return kDone;
  }
  if (asks_help) name = words[1];
  const Command* command = find_command(name);
  if (!command) return unknown_command(name);
  try {
    Arguments arguments;
    if (!asks_help) arguments = parse_arguments(*command, {words.begin() + 1, words.end()});
    if (asks_help || arguments.has("help")) {
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
