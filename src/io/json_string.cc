#include "io/json_string.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/unicode.h"

namespace dechaff {
namespace {

constexpr size_t kUnicodeEscape = 6;   // bytes of \uXXXX
constexpr size_t kUsualDistance = 64;  // of escapes, in bytes: so many get memory in one go

// Of the digits up to the first that is none.
uint32_t hex_value(std::string_view digits) {
  uint32_t value = 0;
  for (char c : digits) {
    uint32_t digit = hex_digit(c);
    if (digit > 15) break;
    value = value << 4 | digit;
  }
  return value;
}

void append_utf8(std::string& text, uint32_t c) {
  char bytes[4];
  size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (size_t i = size; --i > 0; c >>= 6) bytes[i] = static_cast<char>(0x80 | (c & 0x3F));
  constexpr uint32_t kLead[] = {0, 0, 0xC0, 0xE0, 0xF0};
  bytes[0] = static_cast<char>(kLead[size] | c);
  text.append(bytes, size);
}

bool is_surrogate(uint32_t c) {
  return is_first_surrogate(c) || is_second_surrogate(c);
}

char unescaped_letter(char letter) {
  switch (letter) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return letter;  // quote, backslash, slash
  }
}

// Appends the character of the escape at `at`; returns the bytes that the escape takes.
size_t unescape_one(std::string_view token, size_t at, std::string& text) {
  if (at + 1 == token.size()) return 2;  // a damaged token
  char letter = token[at + 1];
  if (letter != 'u') {
    text += unescaped_letter(letter);
    return 2;
  }
  uint32_t first = hex_value(token.substr(at + 2, 4));
  if (!is_surrogate(first)) {
    append_utf8(text, first);
    return kUnicodeEscape;
  }
  uint32_t second = surrogate_at(token, at + kUnicodeEscape);
  if (!is_first_surrogate(first) || !is_second_surrogate(second)) {
    append_utf8(text, 0xFFFD);
    return kUnicodeEscape;
  }
  append_utf8(text, 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
  return 2 * kUnicodeEscape;
}

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

}  // namespace

UnescapedString::UnescapedString(std::string_view token) : token_(token) {
  size_t escape = token.find('\\');
  text_.reserve(token.size());
  if (escape != token.npos) escapes_.reserve((token.size() - escape) / kUsualDistance + 1);
  size_t at = 0;
  while (escape < token.size()) {
    text_.append(token, at, escape - at);
    at = escape;
    size_t begin = text_.size();
    size_t size = unescape_one(token, at, text_);
    escapes_.push_back({begin, at, static_cast<uint8_t>(text_.size() - begin), static_cast<uint8_t>(size)});
    at = std::min(at + size, token.size());
    escape = find_backslash(token, at);
  }
  text_.append(token, at);
}

size_t UnescapedString::token_offset(size_t text_offset) const {
  auto after =
      std::upper_bound(escapes_.begin(), escapes_.end(), text_offset,
                       [](size_t offset, const Escape& escape) { return offset < escape.text_begin; });
  size_t offset = text_offset;
  if (after != escapes_.begin()) {
    const Escape& escape = *(after - 1);
    if (text_offset < escape.text_begin + escape.text_size) return escape.token_begin;
    offset = escape.token_begin + escape.token_size + (text_offset - escape.text_begin - escape.text_size);
  }
  while (offset > 0 && offset < token_.size() && is_continuation(token_[offset])) --offset;
  return offset;
}

std::string json_string(std::string_view text) {
  auto is_plain = [](char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; };
  std::string out;
  out.reserve(text.size() + 2);
  out += '"';
  while (!text.empty()) {
    auto plain_end = std::find_if_not(text.begin(), text.end(), is_plain);
    size_t plain = static_cast<size_t>(plain_end - text.begin());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    CodePoint c = decode(text);
    if (!c.valid) {
      out += fmt::format("\\udc{:02x}", static_cast<unsigned char>(text[0]));
    } else if (c.value == '"' || c.value == '\\') {
      out += '\\';
      out += static_cast<char>(c.value);
    } else if (size_t short_form = std::string_view("\n\r\t").find(static_cast<char>(c.value));
               c.value < 0x20 && short_form != std::string_view::npos) {
      out += '\\';
      out += "nrt"[short_form];
    } else if (c.value < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c.value));
    } else {
      out += text.substr(0, c.size);
    }
    text.remove_prefix(c.size);
  }
  return out + '"';
}

std::string text_of_json_string(std::string_view token) {
  token = token.substr(1, token.size() - 2);
  std::string text;
  for (size_t at = 0; at < token.size();) {
    size_t escape = std::min(token.find('\\', at), token.size());
    text += token.substr(at, escape - at);
    at = escape;
    if (at == token.size()) break;
    uint32_t lone = surrogate_at(token, at);
    if (lone >= 0xDC80 && lone <= 0xDCFF) {
      text += static_cast<char>(lone & 0xFF);
      at += kUnicodeEscape;
    } else {
      at += unescape_one(token, at, text);
    }
  }
  return text;
}

uint32_t surrogate_at(std::string_view token, size_t at) {
  if (at + kUnicodeEscape > token.size() || token[at] != '\\' || token[at + 1] != 'u') return 0;
  uint32_t value = hex_value(token.substr(at + 2, 4));
  return is_surrogate(value) ? value : 0;
}

}  // namespace dechaff
