// What dechaff needs to know of a code point: its class, and what it folds to.
//
// The tables behind these functions are made at build time from utf8proc's data (make_unicode_tables.cc), so
// the library itself depends on no Unicode library and has nothing to set up at start.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dechaff {

enum CharFlag : uint16_t {
  kLetter = 1 << 0,
  kMark = 1 << 1,
  kDigit = 1 << 2,
  kUpper = 1 << 3,  // upper or title case
  kCased = 1 << 4,  // has both cases
  kSpace = 1 << 5,  // white space, controls, and invisible characters such as BOM
  kOpening =
      1 << 6,  // what may stand before the first word: bullets, arrows, quotes, opening brackets, symbols
  kUnspaced = 1 << 7,  // of a script that puts no spaces between words: Han, kana, Thai, Lao, Khmer, Burmese
  kWide = 1 << 8,      // East Asian wide: counts as two where a line's length is measured
  kStop = 1 << 9,      // ends a sentence: . ! ? 。 । ؟ and the like
  kCloser = 1 << 10,   // may stand behind a full stop: quotes and closing brackets
  kPunct = 1 << 11,    // any punctuation or symbol
};

struct CodePoint {
  char32_t value;  // U+FFFD where the bytes are not UTF-8
  uint8_t size;    // bytes taken, at least 1
  bool valid;
};

// Decodes the first code point of `bytes`, which must not be empty. Bytes that are not UTF-8 are taken one at
// a time.
CodePoint decode(std::string_view bytes);

// Decodes the last code point of `bytes`, which must not be empty.
CodePoint decode_last(std::string_view bytes);

uint16_t char_flags(char32_t c);

// The UTF-8 text that `c` becomes when a line is folded (see fold.h), or null when it stays as it is.
const std::string_view* fold_of(char32_t c);

// The text under simple case folding, one code point for one; what is not UTF-8 stays.
std::string fold_case(std::string_view text);
char32_t fold_case(char32_t c);

inline bool is_word(uint16_t flags) {
  return flags & (kLetter | kMark | kDigit);
}

// Number of code points; a byte that is not UTF-8 counts as one.
size_t count_code_points(std::string_view text);

// `text` without white space, controls and BOM at both ends.
std::string_view trim(std::string_view text);

}  // namespace dechaff
