#include "rule/prefilter/line_sketch.h"

#include <algorithm>
#include <vector>

#include "rule/prefilter/characters.h"

namespace dechaff {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

LineSketch::LineSketch(std::string_view folded) {
  uint32_t row = 0;  // the last bytes
  size_t size = 0;   // how many there are
  for (char c : folded) {
    if (is_digit(c)) {
      if ((row & 0xFF) == '0') continue;
      c = '0';
    }
    auto byte = static_cast<unsigned char>(c);
    row = (row << 8 | byte) & 0xFFFFFF;
    put(byte);
    if (size > 0) put(bit_of_gram(row & 0xFFFF));
    if (size > 1) put(bit_of_gram(row));
    ++size;
  }
}

LineSketch::TextBits LineSketch::bits_of(std::string_view folded) {
  std::string text = with_digits_alike(folded);
  TextBits bits;
  auto byte_at = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.size() == 1) {
    bits.fill(byte_at(0));
    return bits;
  }
  size_t size = std::min<size_t>(text.size(), 3);
  struct Gram {
    double common;
    uint16_t bit;
  };
  std::vector<Gram> grams;
  for (size_t i = 0; i + size <= text.size(); ++i) {
    uint32_t gram = 0;
    for (size_t k = i; k < i + size; ++k) gram = gram << 8 | byte_at(k);
    grams.push_back({commonness_of_bytes(std::string_view(text).substr(i, size)), bit_of_gram(gram)});
  }
  std::stable_sort(grams.begin(), grams.end(),
                   [](const Gram& a, const Gram& b) { return a.common < b.common; });
  for (size_t k = 0; k < bits.size(); ++k) bits[k] = grams[std::min(k, grams.size() - 1)].bit;
  return bits;
}

std::string with_digits_alike(std::string_view folded) {
  std::string text;
  for (char c : folded) {
    if (!is_digit(c)) {
      text += c;
    } else if (!text.ends_with('0')) {
      text += '0';
    }
  }
  return text;
}

}  // namespace dechaff
