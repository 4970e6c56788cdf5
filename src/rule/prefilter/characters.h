// Sets of characters, as the classes of a pattern are, by what has to be known of them to tell which bytes a
// line has: exactly of ASCII, and in bulk of what lies beyond.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff {

using Bytes = std::bitset<256>;

// Letters beyond ASCII that every version of Unicode that matters has as letters: the patterns' \p{L}, which
// RE2 knows from its own tables, has all of them. `c` is under fold_case.
bool is_old_letter(char32_t c);

enum class Share : uint8_t { none, some, all };

// Characters of a line, under fold_case.
struct CharacterSet {
  Bytes ascii = {};
  std::optional<std::vector<char32_t>> others = std::vector<char32_t>();  // nothing where they are many

  void add(const CharacterSet& other);
  bool operator==(const CharacterSet&) const = default;
};

// How likely a line has a character of the set.
double commonness(const CharacterSet& set);

// How likely the next bytes of a text are these, roughly.
double commonness_of_bytes(std::string_view bytes);

struct Characters {
  Bytes may = {};                                 // bytes that its characters may begin with, under fold_case
  Bytes sure = {};                                // ASCII characters, not folded, that are in it
  bool has_k_and_s = false;                       // with all that folds to them: the Kelvin sign, the long s
  std::optional<std::string> one = std::nullopt;  // the only character in it, under fold_case
  Share old_letters = Share::some;                // how many of them are in it
  // Those beyond ASCII, under fold_case; nothing where they are many.
  std::optional<std::vector<char32_t>> others = std::nullopt;
  bool are_spaces = false;  // each of them folds to a space

  Characters inverse() const;
  CharacterSet set() const;
  // Adds those of the other set.
  void add(const Characters& other);
};

Characters no_characters();
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
