// A sketch of a line: which bytes it has, and which two and three of them in a row, as bits of a small table.
// It tells at once that a line has not some text; that it may have it says little.
//
// Digits are alike in it: those in a row are one '0', so that a date of any day is one text.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace dechaff {

class LineSketch {
 public:
  // `folded` is fold(line).
  explicit LineSketch(std::string_view folded);

  // The bits of a text: its rarest ones come first, and some may be twice.
  using TextBits = std::array<uint16_t, 4>;
  // Of a folded text that is not empty.
  static TextBits bits_of(std::string_view folded);

  bool may_have(const TextBits& text) const {
    return has(text[0]) && has(text[1]) && has(text[2]) && has(text[3]);
  }

 private:
  static constexpr size_t kBytes = 256;
  static constexpr int kGramBits = 14;

  // Of bytes in a row, the last one lowest.
  static uint16_t bit_of_gram(uint32_t gram) {
    return static_cast<uint16_t>(kBytes + (gram * 0x9E3779B1u >> (32 - kGramBits)));
  }
  bool has(uint16_t bit) const { return bits_[bit >> 6] >> (bit & 63) & 1; }
  void put(uint16_t bit) { bits_[bit >> 6] |= uint64_t{1} << (bit & 63); }

  std::array<uint64_t, (kBytes + (size_t{1} << kGramBits)) / 64> bits_{};
};

// A folded text as it is in a sketch, with one '0' in place of digits in a row.
std::string with_digits_alike(std::string_view folded);

}  // namespace dechaff
