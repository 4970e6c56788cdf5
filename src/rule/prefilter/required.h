// What a pattern requires of a line, found without RE2, so that RE2 is asked only about the few patterns
// whose requirements a line meets.
//
// RE2's syntax is read loosely, as in Russ Cox, "Regular Expression Matching with a Trigram Index" (2012):
// what is not known here counts as something that may match any text. So a pattern may be asked about in
// vain, but none is left out.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rule/prefilter/characters.h"

namespace dechaff {

// Places of a line, in order: its start, and the first of its characters for which begins_head is true.
enum class HeadPlace : uint8_t { start, ascii, letter, letter_or_digit };
constexpr size_t kHeadPlaces = 4;

// Whether `c`, under fold_case, is an ASCII letter or digit, a letter, or either. Letters are those of ASCII
// and the old ones (see characters.h).
bool begins_head(HeadPlace place, char32_t c);

// A text that stands at a place of the line.
struct Head {
  HeadPlace place;
  std::string text;

  auto operator<=>(const Head&) const = default;
};

// All of it is about the line under fold_case.
struct Required {
  // Texts of which at least one stands in every line that the pattern matches, each of at least as many
  // bytes as was asked for or one sign (see part.h), ascending. None if there are no such texts; of several
  // choices, the one that is likely the rarest.
  std::vector<std::string> literals;
  // Of these the line has one, each of at most 24 bytes (it may end within a character). None where it is not
  // known how the line begins.
  std::vector<Head> heads;
  // Of each of these the line has a character; at most three, the rarest.
  std::vector<CharacterSet> some;
  // The bytes that the line may begin with: all, unless the pattern matches only from the line's head on. An
  // empty line may always match.
  Bytes first;
};

// `pattern` must be one that RE2 accepts.
Required required_by(std::string_view pattern, size_t shortest);

// Choices of texts: of each choice one text stands in every line that the pattern matches, as it is in the
// line's sketch (see line_sketch.h) but not yet folded. The rarest comes first. No text is empty.
std::vector<std::vector<std::string>> choices_of(std::string_view pattern);

// Whether a pattern names texts of two bytes or signs that few lines have.
bool is_selective(std::string_view pattern);

}  // namespace dechaff
