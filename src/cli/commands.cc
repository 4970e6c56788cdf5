#include "cli/commands.h"

namespace dechaff {
namespace {

const Command* const kCommands[] = {&kCleanCommand,  &kRestoreCommand,     &kExplainCommand, &kLearnCommand,
                                    &kCheckCommand,  &kRulesCommand,       &kScoreCommand,   &kFitCommand,
                                    &kManualCommand, &kCompletionsCommand, &kHelpCommand};

}  // namespace

std::span<const Command* const> all_commands() {
  return kCommands;
}

const Command* find_command(std::string_view name) {
  for (const Command* command : kCommands) {
    if (command->name == name) return command;
  }
  return nullptr;
}

}  // namespace dechaff
