// Strings of JSON as they are written, and the texts that they stand for.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff {

// The text of a string token, and where each byte of the text stands in the token. Escapes of two surrogates
// are one character. An escape of a lone surrogate, for which there is no text, becomes U+FFFD.
class UnescapedString {
 public:
  // `token` is what stands between the quotes of a valid string. It must outlive this object.
  explicit UnescapedString(std::string_view token);

  const std::string& text() const { return text_; }
  std::string take_text() { return std::move(text_); }

  // The offset in the token that belongs to an offset in the text, up to and including its size. An offset
  // within a character gives that character's begin, so what is cut out of the token leaves a valid token.
  size_t token_offset(size_t text_offset) const;

 private:
  struct Escape {
    size_t text_begin;
    size_t token_begin;
    uint8_t text_size;
    uint8_t token_size;
  };

  std::string_view token_;
  std::string text_;
  std::vector<Escape> escapes_;
};

// `text` as a string token with its quotes. Bytes that are not UTF-8 become escapes of lone surrogates,
// \udc80 to \udcff: Python's surrogateescape, https://peps.python.org/pep-0383/.
std::string json_string(std::string_view text);

// The text that json_string was given, from the string token with its quotes. Other bytes between quotes give
// some text.
std::string text_of_json_string(std::string_view token);

// The hexadecimal value of `\uXXXX` if it stands at `at` of a token and is a surrogate; else 0.
uint32_t surrogate_at(std::string_view token, size_t at);

// The value of a hexadecimal digit; 16 for another character.
inline uint32_t hex_digit(char c) {
  static constexpr auto kValues = [] {
    std::array<uint8_t, 256> values;
    for (size_t i = 0; i < values.size(); ++i) {
      size_t small = i | 0x20;
      values[i] = static_cast<uint8_t>(i >= '0' && i <= '9'           ? i - '0'
                                       : small >= 'a' && small <= 'f' ? small - 'a' + 10
                                                                      : 16);
    }
    return values;
  }();
  return kValues[static_cast<uint8_t>(c)];
}

// Where the first backslash at or behind `at` stands, or npos. They come in crowds: in a text without a
// letter of ASCII, every sixth byte is one.
inline size_t find_backslash(std::string_view token, size_t at) {
  constexpr size_t kNear = 8;
  for (size_t end = std::min(at + kNear, token.size()); at < end; ++at) {
    if (token[at] == '\\') return at;
  }
  return token.find('\\', at);
}

// Whether a surrogate is the first or the second of a pair.
inline bool is_first_surrogate(uint32_t surrogate) {
  return surrogate >= 0xD800 && surrogate < 0xDC00;
}
inline bool is_second_surrogate(uint32_t surrogate) {
  return surrogate >= 0xDC00 && surrogate < 0xE000;
}

}  // namespace dechaff
