// `dechaff help`: the commands, or one of them.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "cli/commands.h"
#include "rule/fault.h"

namespace dechaff {
namespace {

int run(const Arguments& arguments) {
  const std::vector<std::string>& names = arguments.operands;
  if (names.size() > 1) throw UsageError("one COMMAND at a time");
  const Command* command = names.empty() ? nullptr : find_command(names[0]);
  if (!names.empty() && !command) return unknown_command(names[0]);
  fmt::print("{}", command ? help_text(*command) : overview());
  return kDone;
}

}  // namespace

std::string overview() {
  std::string out =
      fmt::format("dechaff {}.\n\nusage: dechaff COMMAND [options] …\n\ncommands:\n", kProgramSummary);
  size_t width = 0;
  for (const Command* command : all_commands()) width = std::max(width, command->name.size());
  for (const Command* command : all_commands()) {
    out += fmt::format("  {:{}}  {}\n", command->name, width, command->summary);
  }
  std::string statuses;
  for (const ExitStatus& exit : kExitStatuses) {
    statuses += fmt::format("{}{} {}", statuses.empty() ? "" : ", ", exit.status, exit.about);
  }
  return out + fmt::format("\n`dechaff help COMMAND` tells more about one. Exit status: {}.\n", statuses);
}

int unknown_command(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Command* command : all_commands()) names.push_back(command->name);
  std::string advice = did_you_mean(name, names);
  fmt::print(stderr, "dechaff: unknown command `{}`\n{}\n", name,
             advice.empty() ? "`dechaff help` lists the commands" : advice);
  return kFailed;
}

const Command kHelpCommand = {"help", "[COMMAND]", "list the commands, or tell more about one", "", {}, run};

}  // namespace dechaff
