// Words of a folded text.
#pragma once

#include <string_view>

#include "text/unicode.h"

namespace dechaff {

// Calls visit(word) for each word of `folded`: runs of letters, marks and digits. In scripts without spaces a
// word is each pair of neighbouring characters, or a character that stands alone, so that texts can still be
// compared.
template <class Visit>
void for_each_word(std::string_view folded, Visit visit) {
  size_t i = 0, size = 0;
  uint16_t flags = 0;
  auto read = [&] {  // the code point at i
    if (i >= folded.size()) return false;
    CodePoint c = decode(folded.substr(i));
    size = c.size;
    flags = char_flags(c.value);
    return true;
  };
  while (read()) {
    size_t begin = i;
    i += size;
    if (!is_word(flags)) continue;
    if (flags & kUnspaced) {
      size_t previous = begin;
      for (; read() && (flags & kUnspaced) && is_word(flags); i += size) {
        visit(folded.substr(previous, i + size - previous));
        previous = i;
      }
      if (previous == begin) visit(folded.substr(begin, i - begin));
    } else {
      while (read() && is_word(flags) && !(flags & kUnspaced)) i += size;
      visit(folded.substr(begin, i - begin));
    }
  }
}

// Whether a folded word is a function word ("the", "und", "и") of one of the languages known here.
bool is_stopword(std::string_view word);

struct WordCount {
  size_t words = 0;
  size_t stopwords = 0;

  bool operator==(const WordCount&) const = default;
};
WordCount count_words(std::string_view folded);

}  // namespace dechaff
