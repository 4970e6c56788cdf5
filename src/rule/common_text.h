// Patterns for common text.
//
// To compile what \p{L} stands for takes RE2 a millisecond, for it has hundreds of ranges in scripts that
// hardly any line has. So a pattern that names Unicode properties has a second form, in which these are
// narrowed to the common alphabet: the characters of European languages, Chinese, Japanese and Korean. On
// lines that have no other characters, both forms match the same; all built-in patterns together compile in a
// third of the time.
#pragma once

#include <string>
#include <string_view>

namespace dechaff {

// Whether all of the line is UTF-8 and of the common alphabet.
bool is_common_text(std::string_view line);

// The pattern's form for common text; the pattern itself where it names no properties, or in a way that is
// not known here. RE2 must accept the pattern.
std::string for_common_text(std::string_view pattern);

}  // namespace dechaff
