// Plain patterns: those that RE2 surely takes, told without it, for it needs a tenth of a millisecond to
// compile one and a user may have thousands.
#pragma once

#include <string_view>

namespace dechaff {

// Whether the pattern is made only of characters that stand for themselves, classes of such, `.`, \d \w \s
// \b, a few \p{L}, `^`, `$`, groups with or without case, alternatives, the repetitions ? * + of a part, and
// counted ones of a character. False says nothing.
bool is_plain_pattern(std::string_view pattern);

}  // namespace dechaff
