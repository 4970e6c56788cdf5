// The commands, one file each.
#pragma once

#include "cli/command.h"

namespace dechaff {

extern const Command kCleanCommand;
extern const Command kRestoreCommand;
extern const Command kExplainCommand;
extern const Command kCheckCommand;
extern const Command kRulesCommand;
extern const Command kScoreCommand;

}  // namespace dechaff
