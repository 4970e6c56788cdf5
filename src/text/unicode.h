// What dechaff needs to know of a code point: its class, and what it folds to.
//
// The tables behind these functions are made at build time from utf8proc's data (make_unicode_tables.cc), so
// the library itself depends on no Unicode library and has nothing to set up at start.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "text/unicode_tables.h"

namespace dechaff {

enum CharFlag : uint16_t {
  // What nearly all lines are counted by; see counts.cc.
  kSpace = 1 << 0,  // white space, controls, and invisible characters such as BOM
  kLetter = 1 << 1,
  kDigit = 1 << 2,
  kUpper = 1 << 3,      // upper or title case
  kStop = 1 << 4,       // ends a sentence: . ! ? 。 । ؟ and the like
  kCloser = 1 << 5,     // may stand behind a full stop: quotes and closing brackets
  kJoiner = 1 << 6,     // joins what is one word to a reader: don't, well-known, צה״ל
  kSeparator = 1 << 7,  // stands between items: | · • / > »

  kMark = 1 << 8,
  kCased = 1 << 9,      // has both cases
  kUnspaced = 1 << 10,  // of a script that puts no spaces between words: Han, kana, Thai, Lao, Khmer, Burmese
  kWide = 1 << 11,      // East Asian wide: counts as two where a line's length is measured
  kInvisible = 1 << 12,   // with kSpace: soft hyphens, joiners and marks of direction, which fold to nothing
  kPlainSpace = 1 << 13,  // U+0020, the only white space that counts where a line's length is measured
  kPunct = 1 << 14,       // any punctuation or symbol
  kOpening =
      1 << 15,  // what may stand before the first word: bullets, arrows, quotes, opening brackets, symbols
};

struct CodePoint {
  char32_t value;  // U+FFFD where the bytes are not UTF-8
  uint8_t size;    // bytes taken, at least 1
  bool valid;
};

namespace tables {

inline const Record& record_of(char32_t c) {
  return kRecords[kIndex[c >> 8]][c & 0xFF];
}

}  // namespace tables

inline uint16_t char_flags(char32_t c) {
  return tables::record_of(c).flags;
}

// Of a character of ASCII.
inline uint16_t char_flags_of_ascii(char c) {
  return tables::kRecords[0][static_cast<unsigned char>(c)].flags;
}

// The UTF-8 text that `c` becomes when a line is folded (see fold.h), or null when it stays as it is.
inline const std::string_view* fold_of(char32_t c) {
  uint16_t fold = tables::record_of(c).fold;
  return fold ? &tables::kFolds[fold] : nullptr;
}

inline bool is_word(uint16_t flags) {
  return flags & (kLetter | kMark | kDigit);
}

inline bool is_continuation(unsigned char byte) {
  return (byte & 0xC0) == 0x80;
}

// Decodes the first code point of `bytes`, which must not be empty. Bytes that are not UTF-8 are taken one at
// a time.
[[gnu::always_inline]] inline CodePoint decode(std::string_view bytes) {
  auto at = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
  unsigned char b0 = at(0);
  if (b0 < 0x80) return {b0, 1, true};
  CodePoint bad{0xFFFD, 1, false};
  if (b0 < 0xC2 || b0 > 0xF4) return bad;
  if (bytes.size() < 2 || !is_continuation(at(1))) return bad;
  char32_t value = (b0 & 0x1F) << 6 | (at(1) & 0x3F);
  if (b0 < 0xE0) return {value, 2, true};
  if (bytes.size() < 3 || !is_continuation(at(2))) return bad;
  value = (value & 0x3FF) << 6 | (at(2) & 0x3F);
  if (b0 < 0xF0) {
    bool overlong = value < 0x800, surrogate = value >= 0xD800 && value <= 0xDFFF;
    return overlong || surrogate ? bad : CodePoint{value, 3, true};
  }
  if (bytes.size() < 4 || !is_continuation(at(3))) return bad;
  value = (value & 0x7FFF) << 6 | (at(3) & 0x3F);
  bool overlong = value < 0x10000;
  return overlong || value > 0x10FFFF ? bad : CodePoint{value, 4, true};
}

// Decodes the last code point of `bytes`, which must not be empty.
CodePoint decode_last(std::string_view bytes);

// The text under simple case folding, one code point for one; what is not UTF-8 stays.
std::string fold_case(std::string_view text);
inline char32_t fold_case(char32_t c) {
  return c + static_cast<char32_t>(tables::record_of(c).case_delta);
}

// Number of code points; a byte that is not UTF-8 counts as one.
size_t count_code_points(std::string_view text);

// `text` without white space, controls and BOM at both ends.
std::string_view trim(std::string_view text);

}  // namespace dechaff
