// Sets of characters, as the classes of a pattern are, by what has to be known of them to tell which bytes a
// line has: exactly of ASCII, and in bulk of what lies beyond.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>

namespace dechaff {

using Bytes = std::bitset<256>;

struct Characters {
  Bytes may;                                      // bytes that its characters may begin with, under fold_case
  Bytes sure;                                     // ASCII characters, not folded, that are in it
  bool has_k_and_s = false;                       // with all that folds to them: the Kelvin sign, the long s
  std::optional<std::string> one = std::nullopt;  // the only character in it, under fold_case

  Characters inverse() const;
};

Characters digits();       // \d
Characters word_signs();   // \w
Characters white_space();  // \s
Characters any_character();
Characters beyond_ascii();
Characters the_character(std::string_view character);
// `from` and `to` are one character each.
Characters range(const Characters& from, const Characters& to);
// \p{name}
Characters with_property(std::string_view name);

// The byte that a text begins with, which is not empty.
Bytes first_byte(std::string_view text);

}  // namespace dechaff
