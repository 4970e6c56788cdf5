// Completion scripts for shells, made from the tables of commands and flags.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/command.h"

namespace dechaff {

// Of "bash", "zsh" or "fish"; nothing for another shell.
std::optional<std::string> completion_script(std::string_view shell,
                                             std::span<const Command* const> commands);

}  // namespace dechaff
