#include "text/unicode.h"

#include "text/ascii.h"

namespace dechaff {
namespace {

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

CodePoint decode_last(std::string_view bytes) {
  if (static_cast<unsigned char>(bytes.back()) < 0x80) return decode(bytes.substr(bytes.size() - 1));
  for (size_t size = 1; size <= 4 && size <= bytes.size(); ++size) {
    CodePoint c = decode(bytes.substr(bytes.size() - size));
    if (c.valid && c.size == size) return c;
    if (!is_continuation(bytes[bytes.size() - size])) break;
  }
  return {0xFFFD, 1, false};
}

std::string fold_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    if (size_t run = printable_ascii_run(text.substr(i))) {
      size_t begin = out.size();
      out.append(text, i, run);
      for (size_t k = begin; k < out.size(); ++k) out[k] = ascii_lower(out[k]);
      i += run;
      continue;
    }
    CodePoint c = decode(text.substr(i));
    int32_t delta = c.valid ? tables::record_of(c.value).case_delta : 0;
    if (delta) {
      append_utf8(out, c.value + delta);
    } else {
      out.append(text, i, c.size);
    }
    i += c.size;
  }
  return out;
}

size_t count_code_points(std::string_view text) {
  size_t n = 0;
  for (size_t i = 0; i < text.size();) {
    size_t run = printable_ascii_run(text.substr(i));
    size_t size = run ? run : decode(text.substr(i)).size;
    n += run ? run : 1;
    i += size;
  }
  return n;
}

std::string_view trim(std::string_view text) {
  auto is_space = [](CodePoint c) { return (char_flags(c.value) & kSpace) != 0; };
  while (!text.empty()) {
    CodePoint c = decode(text);
    if (!is_space(c)) break;
    text.remove_prefix(c.size);
  }
  while (!text.empty()) {
    CodePoint c = decode_last(text);
    if (!is_space(c)) break;
    text.remove_suffix(c.size);
  }
  return text;
}

}  // namespace dechaff
