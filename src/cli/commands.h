// The commands, one file each, and what is said of all of them.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/command.h"

namespace dechaff {

extern const Command kCleanCommand;
extern const Command kRestoreCommand;
extern const Command kExplainCommand;
extern const Command kFitCommand;
extern const Command kLearnCommand;
extern const Command kCheckCommand;
extern const Command kRulesCommand;
extern const Command kScoreCommand;
extern const Command kManualCommand;
extern const Command kCompletionsCommand;
extern const Command kHelpCommand;

// In the order in which help lists them.
std::span<const Command* const> all_commands();

// Null when there is none of this name.
const Command* find_command(std::string_view name);

// What the program takes in the place of a command.
inline constexpr Flag kProgramFlags[] = {
    {"help", 'h', "", "list the commands"},
    {"version", 0, "", "print the version, and the hash of the built-in rules"},
};

// What it does, in a line, and what its exit statuses mean: for help and the manual page.
inline constexpr std::string_view kProgramSummary =
    "removes what is not the story from the text of news articles";

struct ExitStatus {
  int status;
  std::string_view about;
};
inline constexpr ExitStatus kExitStatuses[] = {
    {kDone, "done"}, {kFindings, "findings"}, {kFailed, "usage, rule or input error"}};

// Says on standard error that there is no such command, and returns the exit status.
int unknown_command(std::string_view name);

// What `dechaff help` prints.
std::string overview();

}  // namespace dechaff
