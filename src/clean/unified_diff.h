// What would be removed, as a unified diff:
// https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "clean/span.h"

namespace dechaff {

// From the text to what is left of it, with three lines around each change, and with `name` and `left_name`
// in its head; empty when nothing goes. Its lines are those that end in LF. `patch` makes of the text what is
// left of it.
std::string unified_diff(std::string_view text, const std::vector<Span>& spans, std::string_view name,
                         std::string_view left_name);

}  // namespace dechaff
