// Folding and counting as they are meant, one code point after the other: what the fast ways are compared
// with, over lines made of every kind of character.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "text/counts.h"
#include "text/measure.h"
#include "text/unicode.h"
#include "text/words.h"

namespace dechaff::reference {

inline std::string fold(std::string_view text) {
  std::string out;
  bool space = false;  // seen since the last piece
  for (size_t i = 0; i < text.size();) {
    CodePoint c = decode(text.substr(i));
    const std::string_view* folded = c.valid ? fold_of(c.value) : nullptr;
    std::string_view piece = folded ? *folded : text.substr(i, c.size);
    i += c.size;
    if (piece.empty()) continue;
    if (piece == " ") {
      space = true;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    out += piece;
  }
  return out;
}

inline LineCounts count(std::string_view line) {
  LineCounts sum;
  bool in_word = false, stop_open = false;
  char32_t previous = 0;
  size_t token = 0;  // length of the token so far
  for (size_t i = 0; i < line.size();) {
    CodePoint c = decode(line.substr(i));
    i += c.size;
    uint16_t flags = char_flags(c.value);
    char32_t before = std::exchange(previous, c.value);
    const std::string_view* folded = fold_of(c.value);
    bool invisible = (flags & kSpace) && folded && folded->empty();
    bool in_token = !(flags & kSpace) || invisible;
    ++sum.code_points;
    sum.tokens += in_token && token == 0;
    token = in_token ? token + 1 : 0;
    sum.longest = std::max(sum.longest, token);
    if (invisible) continue;
    if (flags & kSpace) {
      sum.sentences += stop_open;
      stop_open = in_word = false;
      sum.chars += c.value == ' ';
      continue;
    }
    ++sum.visible;
    sum.chars += flags & kWide ? 2 : 1;
    sum.digits += (flags & kDigit) != 0;
    sum.punctuation += (flags & kPunct) != 0;
    sum.separators += std::u32string_view(U"|·•/>»｜›").find(c.value) != std::u32string_view::npos;
    if ((flags & kStop) || (c.value == ';' && is_greek(before))) {
      stop_open = true;
    } else if (stop_open && !(flags & kCloser)) {
      sum.sentences += (flags & kUnspaced) != 0;
      stop_open = false;
    }
    if (!is_word(flags)) {
      in_word =
          in_word && std::u32string_view(U"'’-\u05BE\u05F3\u05F4").find(c.value) != std::u32string_view::npos;
      continue;
    }
    sum.letters += (flags & kLetter) != 0;
    if (flags & kUnspaced) {
      ++sum.unspaced;
      sum.unstopped += c.value >= 0xE00 && c.value <= 0xEFF;
      in_word = false;
      continue;
    }
    sum.cased_letters += (flags & kCased) != 0;
    sum.upper_letters += (flags & kUpper) != 0;
    if (!in_word) {
      ++sum.words;
      sum.cased_words += (flags & kCased) != 0;
      sum.capital_words += (flags & kUpper) != 0;
    }
    in_word = true;
  }
  sum.sentences += stop_open;
  return sum;
}

inline WordCount count_words(std::string_view folded) {
  WordCount sum;
  for_each_word(folded, [&](std::string_view word) {
    ++sum.words;
    sum.stopwords += is_stopword(word);
  });
  return sum;
}

inline size_t count_links(std::string_view folded) {
  size_t links = 0;
  for (size_t begin = 0; begin < folded.size();) {
    size_t end = std::min(folded.find(' ', begin), folded.size());
    std::string_view token = folded.substr(begin, end - begin);
    bool address = token.starts_with("http") || token.starts_with("www.") || token.find("://") != token.npos;
    size_t at = token.find('@');
    bool named = token.size() > 2 && (at != token.npos || token[0] == '#') && at + 1 != token.size();
    links += address || named;
    begin = end + 1;
  }
  return links;
}

inline std::vector<int> repeats(const std::vector<MeasuredLine>& lines) {
  std::vector<int> all;
  for (size_t i = 0; i < lines.size(); ++i) {
    auto is_same = [&](const MeasuredLine& line) { return line.folded == lines[i].folded; };
    auto end = lines.begin() + static_cast<std::ptrdiff_t>(i);
    all.push_back(lines[i].line.blank() ? 0 : static_cast<int>(std::count_if(lines.begin(), end, is_same)));
  }
  return all;
}

// Of lines that begin alike there must be no more than eight.
inline std::vector<int> within(const std::vector<MeasuredLine>& lines) {
  auto is_ascii_word = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); };
  auto core_of = [](std::string_view text) {
    auto is_word_at = [&](size_t i) { return is_word(char_flags(decode(text.substr(i)).value)); };
    while (!text.empty() && !is_word_at(0)) text.remove_prefix(decode(text).size);
    while (!text.empty() && !is_word(char_flags(decode_last(text).value)))
      text.remove_suffix(decode_last(text).size);
    return text;
  };
  std::vector<int> all;
  for (const MeasuredLine& line : lines) {
    std::string_view core = core_of(line.folded);
    int least = 0;
    for (const MeasuredLine& other : lines) {
      std::string_view text = core_of(other.folded);
      int chars = other.measures[Measure::chars];
      if (core.size() < 48 || !other.measures[Measure::sentence] || core.size() >= text.size()) continue;
      for (size_t at = text.find(core); at != text.npos; at = text.find(core, at + 1)) {
        bool beyond_ascii = static_cast<unsigned char>(text[at]) >= 0xC0;
        bool begins = beyond_ascii || (is_ascii_word(text[at]) && (at == 0 || !is_ascii_word(text[at - 1])));
        bool ends = at + core.size() == text.size() || !is_ascii_word(text[at + core.size()]);
        if (begins && ends && (least == 0 || chars < least)) least = chars;
      }
    }
    all.push_back(least);
  }
  return all;
}

// Lines of words in ASCII among characters of every class, and bytes that are not UTF-8.
class RandomLines {
 public:
  explicit RandomLines(unsigned seed) : random_(seed) {}

  // At least `size` bytes. `share` of 100 pieces are anything, the others words, stops and spaces in ASCII.
  std::string next(size_t size, int share) {
    static const std::string kUsual[] = {"the ", "Ferry ", "a", "b", " ", ", ",
                                         ". ",   "Holt",   "i", "7", "-", "'s "};
    static const std::string kAny[] = {"é",
                                       "Ä",
                                       "ß",
                                       "İ",
                                       "a\u030A",
                                       "\u0301",
                                       "ﬁ",
                                       "½",
                                       "…",
                                       "“",
                                       "”",
                                       "’",
                                       "»",
                                       "«",
                                       "—",
                                       "·",
                                       "•",
                                       "›",
                                       "|",
                                       ">",
                                       "/",
                                       "Я",
                                       "ж",
                                       "й",
                                       "Σ",
                                       "ς",
                                       "α;",
                                       "ώ;",
                                       ";",
                                       "\u037E",
                                       "\u1F00;",
                                       "ا",
                                       "مُ",
                                       "ـ",
                                       "؟",
                                       "۔",
                                       "،",
                                       "ש",
                                       "\u05BE",
                                       "״",
                                       "\u05B0",
                                       "हि",
                                       "।",
                                       "क्",
                                       "日",
                                       "本",
                                       "。",
                                       "」",
                                       "「",
                                       "・",
                                       "、",
                                       "カ",
                                       "ｶﾞ",
                                       "ー",
                                       "Ｆ",
                                       "１",
                                       "｜",
                                       "：",
                                       "\u3000",
                                       "한",
                                       "국",
                                       "ไ",
                                       "ท",
                                       "ั",
                                       "๕",
                                       "฿",
                                       "ລາ",
                                       "ႁ",
                                       "။",
                                       "ក",
                                       "៕",
                                       "\u00A0",
                                       "\u2003",
                                       "\u2028",
                                       "\u0085",
                                       "\u200B",
                                       "\u00AD",
                                       "\u200D",
                                       "\uFEFF",
                                       "\u061C",
                                       "\u180E",
                                       "★",
                                       "€",
                                       "😀",
                                       "\U00020000",
                                       "Ⅷ",
                                       "²",
                                       "\u0378",
                                       "\uE000",
                                       "\U000F0000",
                                       "\uFFFD",
                                       "\uFDFA",
                                       "\x80",
                                       "\xC3",
                                       "\xE2\x80",
                                       "\xF0\x9F",
                                       "\xED\xA0\x80",
                                       "\xFF",
                                       "\xC0\xAF",
                                       "  ",
                                       "\t",
                                       std::string(1, '\0'),
                                       "\x1F",
                                       "\x7F",
                                       "`"};
    std::string line;
    while (line.size() < size) {
      if (below(100) >= share) {
        line += kUsual[below(std::size(kUsual))];
      } else if (below(2)) {
        line += static_cast<char>(below(0x80));
      } else {
        line += kAny[below(std::size(kAny))];
      }
    }
    return line;
  }

 private:
  int below(size_t n) { return static_cast<int>(random_() % n); }

  std::mt19937 random_;
};

}  // namespace dechaff::reference
