// What is counted in a line, code point by code point; the measures are made of it.
#pragma once

#include <cstddef>
#include <string_view>

namespace dechaff {

// Invisible characters (soft hyphens, marks of direction) count as code points and belong to tokens; to all
// else they are as if they were not there.
struct LineCounts {
  size_t code_points = 0;
  size_t chars = 0;    // without white space other than U+0020; East Asian wide ones count two
  size_t visible = 0;  // neither white space nor invisible
  size_t tokens = 0;   // pieces between white space
  size_t longest = 0;  // code points of the longest token
  size_t letters = 0;  // of any script
  size_t cased_letters = 0;
  size_t upper_letters = 0;
  size_t digits = 0;
  size_t punctuation = 0;
  size_t separators = 0;
  size_t words = 0;          // in scripts with spaces
  size_t cased_words = 0;    // those that begin with a cased letter
  size_t capital_words = 0;  // those that begin with a capital
  size_t unspaced = 0;       // letters, marks and digits of scripts without spaces
  size_t unstopped = 0;      // those of Thai and Lao, which have no full stop
  size_t sentences = 0;      // sentence ends before white space, a script without spaces, or the end

  bool operator==(const LineCounts&) const = default;
};

LineCounts count(std::string_view line);

inline bool is_greek(char32_t c) {
  return (c >= 0x370 && c <= 0x3FF) || (c >= 0x1F00 && c <= 0x1FFF);
}

// The ways to count; count takes the first where has_avx2.
LineCounts count_by_avx2(std::string_view line);
LineCounts count_by_any(std::string_view line);

}  // namespace dechaff
