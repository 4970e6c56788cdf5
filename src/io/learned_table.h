// A table of learned lines as a text, made so that two of them can be compared line by line:
//
//     dechaff learned lines, format 1
//     site "elmhaven.example"
//     03d1c2f5a8e97b64 5b1e09d7c3a2f486 c90f3b7a61d2e584
//     …
//     end
//
// Under each site a line's key and those of its stories, in hexadecimal. Sites, lines and stories ascend, so
// there is one text for a table.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "clean/learned_lines.h"
#include "rule/fault.h"

namespace dechaff {

std::string to_text(const LearnedLines& table);

// Back, or the first fault; `name` is what that calls the text.
std::variant<LearnedLines, Fault> parse_learned_table(std::string text, std::string_view name);

// Whether a text begins as a table does, of this format or another.
bool begins_as_learned_table(std::string_view text);

}  // namespace dechaff
