// Folding: what makes two ways of typing the same words equal.
//
// Case, accents, full-width forms, ligatures, typographic quotes and dashes go; every run of white space
// becomes one space, none at the ends; invisible characters vanish. The vowel signs of Indic scripts and the
// voicing marks of kana stay, because without them the words would be others. Bytes that are not UTF-8 stay
// as they are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff {

std::string fold(std::string_view text);

// Where the bytes of the folded text at `offsets`, which ascend, come from in the text. The end of the folded
// text comes from the end of the text.
std::vector<size_t> fold_origins(std::string_view text, const std::vector<size_t>& offsets);

}  // namespace dechaff
