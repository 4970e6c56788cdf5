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
  size_t i = 0;
  while (i < folded.size()) {
    CodePoint c = decode(folded.substr(i));
    uint16_t flags = char_flags(c.value);
    if (!is_word(flags)) {
      i += c.size;
      continue;
    }
    size_t begin = i;
    if (flags & kUnspaced) {
      size_t previous = begin;
      bool alone = true;
      for (i += c.size; i < folded.size(); i += c.size) {
        c = decode(folded.substr(i));
        if (!(char_flags(c.value) & kUnspaced) || !is_word(char_flags(c.value))) break;
        visit(folded.substr(previous, i + c.size - previous));
        previous = i;
        alone = false;
      }
      if (alone) visit(folded.substr(begin, i - begin));
    } else {
      for (i += c.size; i < folded.size(); i += c.size) {
        c = decode(folded.substr(i));
        if (!is_word(char_flags(c.value)) || (char_flags(c.value) & kUnspaced)) break;
      }
      visit(folded.substr(begin, i - begin));
    }
  }
}

// Whether a folded word is a function word ("the", "und", "и") of one of the languages known here.
bool is_stopword(std::string_view word);

}  // namespace dechaff
