// What a pattern requires of a line, found without RE2, so that RE2 is asked only about the few patterns
// whose requirements a line meets.
//
// RE2's syntax is read loosely, as in Russ Cox, "Regular Expression Matching with a Trigram Index" (2012):
// what is not known here counts as something that may match any text. So a pattern may be asked about in
// vain, but none is left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rule/characters.h"

namespace dechaff {

// All of it is about the line under fold_case.
struct Required {
  // Texts of which at least one stands in every line that the pattern matches, each of at least as many
  // bytes as was asked for, ascending. None if there are no such texts; of several choices, the one that is
  // likely the rarest.
  std::vector<std::string> literals;
  // Of each of these the line has a byte; at most three, the rarest.
  std::vector<Bytes> some;
  // The bytes that the line may begin with: all, unless the pattern matches only from the line's head on. An
  // empty line may always match.
  Bytes first;
};

// `pattern` must be one that RE2 accepts.
Required required_by(std::string_view pattern, size_t shortest);

// Whether a pattern names texts of two bytes or signs that few lines have.
bool is_selective(std::string_view pattern);

}  // namespace dechaff
