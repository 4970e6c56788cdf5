#include "text/unicode.h"

#include "text/unicode_tables.h"

namespace dechaff {
namespace {

const tables::Record& record_of(char32_t c) {
  return tables::kRecords[tables::kIndex[c >> 8]][c & 0xFF];
}

bool is_continuation(unsigned char b) {
  return (b & 0xC0) == 0x80;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
  } else if (c < 0x10000) {
    out += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
            static_cast<char>(0x80 | (c & 0x3F))};
  } else {
    out += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
            static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
  }
}

}  // namespace

CodePoint decode(std::string_view bytes) {
  auto at = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
  unsigned char b0 = at(0);
  if (b0 < 0x80) return {b0, 1, true};
  CodePoint bad{0xFFFD, 1, false};
  if (b0 < 0xC2 || b0 > 0xF4) return bad;
  uint8_t size = b0 < 0xE0 ? 2 : b0 < 0xF0 ? 3 : 4;
  if (bytes.size() < size) return bad;
  char32_t value = b0 & (0x7F >> size);
  for (uint8_t i = 1; i < size; ++i) {
    if (!is_continuation(at(i))) return bad;
    value = value << 6 | (at(i) & 0x3F);
  }
  bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (overlong || surrogate || value > 0x10FFFF) return bad;
  return {value, size, true};
}

CodePoint decode_last(std::string_view bytes) {
  for (size_t size = 1; size <= 4 && size <= bytes.size(); ++size) {
    CodePoint c = decode(bytes.substr(bytes.size() - size));
    if (c.valid && c.size == size) return c;
    if (!is_continuation(bytes[bytes.size() - size])) break;
  }
  return {0xFFFD, 1, false};
}

uint16_t char_flags(char32_t c) {
  return record_of(c).flags;
}

const std::string_view* fold_of(char32_t c) {
  uint16_t fold = record_of(c).fold;
  return fold ? &tables::kFolds[fold] : nullptr;
}

std::string fold_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    CodePoint c = decode(text);
    int32_t delta = c.valid ? record_of(c.value).case_delta : 0;
    if (delta) {
      append_utf8(out, c.value + delta);
    } else {
      out += text.substr(0, c.size);
    }
    text.remove_prefix(c.size);
  }
  return out;
}

char32_t fold_case(char32_t c) {
  return c + static_cast<char32_t>(record_of(c).case_delta);
}

size_t count_code_points(std::string_view text) {
  size_t n = 0;
  for (; !text.empty(); ++n) text.remove_prefix(decode(text).size);
  return n;
}

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    CodePoint c = decode(text);
    if (!(char_flags(c.value) & kSpace)) break;
    text.remove_prefix(c.size);
  }
  while (!text.empty()) {
    CodePoint c = decode_last(text);
    if (!(char_flags(c.value) & kSpace)) break;
    text.remove_suffix(c.size);
  }
  return text;
}

}  // namespace dechaff
