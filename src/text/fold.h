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

// A folded text that remembers where it came from: folded byte i comes from byte origin[i] of the text;
// origin has one entry more than the folded text, for its end.
struct TracedFold {
  std::string folded;
  std::vector<size_t> origin;
};
TracedFold fold_traced(std::string_view text);

}  // namespace dechaff
