// The manual page, made from the tables of commands and flags.
#pragma once

#include <span>
#include <string>

#include "cli/command.h"

namespace dechaff {

// dechaff(1) in roff, with the macros of man(7); ASCII only.
std::string manual_page(std::span<const Command* const> commands);

}  // namespace dechaff
