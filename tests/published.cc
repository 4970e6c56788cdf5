#include "published.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "text/unicode.h"

namespace dechaff::published {
namespace {

// Of the characters that the lines of preset_lines.h are made of, the classes that Python gives them.

bool between(char32_t c, char32_t first, char32_t last) {
  return first <= c && c <= last;
}

bool is_space(char32_t c) {
  return c == ' ' || c == '\t' || c == U'\u00A0' || c == U'\u3000';
}

bool is_upper(char32_t c) {
  return between(c, 'A', 'Z') || between(c, U'À', U'Ö') || between(c, U'Α', U'Ω') || between(c, U'А', U'Я');
}

bool is_digit(char32_t c) {
  return between(c, '0', '9') || between(c, U'٠', U'٩');
}

bool is_of_word(char32_t c) {
  bool lower =
      between(c, 'a', 'z') || between(c, U'ß', U'ö') || between(c, U'α', U'ω') || between(c, U'а', U'я');
  return is_upper(c) || lower || is_digit(c) || between(c, U'一', U'鿿') || c == '_';
}

Text lower(Text text) {
  for (char32_t& c : text) c = between(c, 'A', 'Z') ? c + 32 : c;
  return text;
}

std::vector<Text> words_of(const Text& text) {
  std::vector<Text> words;
  bool inside = false;
  for (char32_t c : text) {
    if (!is_space(c) && !inside) words.emplace_back();
    inside = !is_space(c);
    if (inside) words.back() += c;
  }
  return words;
}

bool has(const Text& text, const Text& part) {
  return text.find(part) != text.npos;
}

size_t count(const Text& text, bool (*of_class)(char32_t)) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), of_class));
}

Text without_citations(const Text& line) {
  Text left;
  for (size_t i = 0; i < line.size();) {
    size_t mark = 0;
    if (line[i] == '[') {
      size_t end = i + 1;
      while (end < line.size() && is_digit(line[end])) ++end;
      if (end < line.size() && line[end] == ']') mark = end + 1 - i;
      for (const Text& word : {Text(U"[edit]"), Text(U"[citation needed]")}) {
        if (line.compare(i, word.size(), word) == 0) mark = word.size();
      }
    }
    if (mark == 0) left += line[i];
    i += std::max<size_t>(mark, 1);
  }
  return left;
}

bool is_counter(const Text& raw) {
  Text line = lower(raw);
  size_t i = 0;
  while (i < line.size() && !is_of_word(line[i])) ++i;
  if (i == line.size() || !is_digit(line[i])) return false;
  while (i < line.size() && (is_digit(line[i]) || line[i] == ',' || line[i] == '.')) ++i;
  if (i < line.size() && (line[i] == 'k' || line[i] == 'm' || line[i] == 'b')) ++i;
  size_t spaces = i;
  while (i < line.size() && is_space(line[i])) ++i;
  if (i == spaces) return false;
  size_t end = i;
  while (end < line.size() && is_of_word(line[end])) ++end;
  Text noun = line.substr(i, end - i);
  constexpr std::u32string_view kNouns[] = {U"likes",     U"shares",    U"comments",  U"retweets",
                                            U"reposts",   U"quotes",    U"bookmarks", U"upvotes",
                                            U"downvotes", U"downloads", U"views",     U"followers"};
  if (std::find(std::begin(kNouns), std::end(kNouns), noun) == std::end(kNouns)) return false;
  return std::none_of(line.begin() + static_cast<ptrdiff_t>(end), line.end(), is_of_word);
}

Text without_carts(Text line) {
  constexpr std::u32string_view kPrompt = U"items in cart";
  for (size_t at = 0; (at = lower(line).find(kPrompt, at)) != line.npos;) {
    bool space = at > 0 && is_space(line[at - 1]);
    at -= space;
    line.erase(at, kPrompt.size() + space);
  }
  return line;
}

Text without_read_more(Text line) {
  constexpr size_t kLength = 12;  // "read more" and any three characters
  if (line.size() < kLength || !lower(line).substr(line.size() - kLength).starts_with(U"read more"))
    return line;
  line.resize(line.size() - kLength);
  if (!line.empty() && is_space(line.back())) line.pop_back();
  return line;
}

Text without_sign_in(Text line) {
  if (!lower(line).starts_with(U"sign-in")) return line;
  line.erase(0, 7);
  if (!line.empty() && is_space(line[0])) line.erase(0, 1);
  return line;
}

}  // namespace

Text decoded(std::string_view bytes) {
  Text text;
  for (size_t i = 0; i < bytes.size();) {
    CodePoint c = decode(bytes.substr(i));
    text += c.value;
    i += c.size;
  }
  return text;
}

Text stripped(const Text& text) {
  auto begin = std::find_if_not(text.begin(), text.end(), is_space);
  auto end = std::find_if_not(text.rbegin(), std::make_reverse_iterator(begin), is_space).base();
  return {begin, end};
}

Result c4(const Text& raw) {
  Text line = stripped(raw);
  for (const Text& word : words_of(line)) {
    if (word.size() > 1000) return std::nullopt;
  }
  line = without_citations(line);
  bool ends = line.ends_with('.') || line.ends_with('?') || line.ends_with('!') || line.ends_with('"');
  if (!ends || line.ends_with(U"...") || words_of(line).size() < 5) return std::nullopt;
  Text small = lower(line);
  for (const Text& part :
       {Text(U"javascript"), Text(U"terms of use"), Text(U"privacy policy"), Text(U"cookie policy"),
        Text(U"uses cookies"), Text(U"use of cookies"), Text(U"use cookies")}) {
    if (has(small, part)) return std::nullopt;
  }
  return line;
}

Result refinedweb(const Text& raw) {
  Text line = stripped(raw);
  if (line.empty() || 2 * count(line, is_upper) > line.size() || count(line, is_digit) == line.size())
    return std::nullopt;
  if (is_counter(line) || words_of(line).size() < 2) return std::nullopt;
  for (auto edit : {without_carts, without_read_more, without_sign_in}) {
    if (words_of(line).size() > 10) continue;
    line = edit(line);
    if (stripped(line).empty()) return std::nullopt;
  }
  return line;
}

}  // namespace dechaff::published
