// The words of a document's story, to tell whether a line belongs to it.
//
// A word counts by how rare it is in the document, as in inverse document frequency with lines for documents
// (Spärck Jones 1972): a name in one paragraph ties two lines together, a word of every paragraph hardly
// does. Function words do not count.
#pragma once

#include <cstdint>
#include <vector>

#include "text/measure.h"

namespace dechaff {

class StoryWords {
 public:
  // `prose[i]` says whether line i belongs to the story so far as is known.
  StoryWords(const std::vector<MeasuredLine>& lines, const std::vector<bool>& prose);

  struct Sharing {
    int percent = 0;  // of the line's words, by rarity
    int words = 0;    // how many different words are shared
  };

  // What line `i` shares with the reference: those prose lines for which in_reference(line) is true, never
  // itself.
  template <class InReference>
  Sharing sharing(size_t i, InReference in_reference) const {
    Sharing out;
    int64_t all = 0, shared = 0;
    for (uint32_t word : words_of_[i]) {
      size_t count = 0, looked_at = 0;
      for (uint32_t line : lines_of_[word]) {
        if (++looked_at > kMostLines) break;
        count += line != i && in_reference(line);
      }
      int64_t weight = rarity(count);
      all += weight;
      if (!count) continue;
      shared += weight;
      ++out.words;
    }
    out.percent = all ? static_cast<int>(100 * shared / all) : 0;
    return out;
  }

 private:
  // A word of more lines than this is no rare word, and counting them all would take time.
  static constexpr size_t kMostLines = 256;

  int64_t rarity(size_t lines_with_word) const;

  std::vector<std::vector<uint32_t>> words_of_;  // by line: its different words
  std::vector<std::vector<uint32_t>> lines_of_;  // by word: the prose lines that have it
  size_t prose_lines_ = 0;
};

}  // namespace dechaff
