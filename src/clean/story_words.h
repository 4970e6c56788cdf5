// The words of a document's story, to tell whether a line belongs to it.
//
// A word counts by how rare it is in the document, as in inverse document frequency with lines for documents
// (Spärck Jones 1972): a name in one paragraph ties two lines together, a word of every paragraph hardly
// does. Function words do not count.
//
// Neither do words behind the first kLineBytes of a line, nor words that are new when kMostWords different
// ones are known: bounds for the memory that no article comes near.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "clean/short_lists.h"
#include "text/measure.h"

namespace dechaff {

class StoryWords {
 public:
  static constexpr size_t kLineBytes = 256 << 10;
  static constexpr size_t kMostWords = 1 << 20;

  // `prose[i]` says whether line i belongs to the story so far as is known. `asked`, ascending, are the only
  // lines that may be asked about below: to look for the words of a few lines takes less time than to know
  // those of all.
  StoryWords(const std::vector<MeasuredLine>& lines, const std::vector<bool>& prose,
             std::span<const size_t> asked);

  struct Sharing {
    int percent = 0;  // of the line's words, by rarity
    int words = 0;    // how many different words are shared
  };

  // How much of a line one other line of prose has: the highest percent of the line's different words, of
  // those above it and of those below. 0 where there is none, and for a line of one word.
  struct Cover {
    int above = 0, below = 0;
  };
  std::vector<Cover> covers(std::span<const size_t> lines) const;

  // What line `i` shares with the reference: those prose lines for which in_reference(line) is true, never
  // itself.
  template <class InReference>
  Sharing sharing(size_t i, InReference in_reference) const {
    Sharing out;
    int64_t all = 0, shared = 0;
    for (uint32_t word : words_[i]) {
      size_t count = 0;
      for (uint32_t line : lines_of(word)) count += line != i && in_reference(line);
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
  // A prose line that has a word.
  struct Place {
    uint32_t word, line;
  };

  void collect_lines(std::span<const Place> places, size_t words);
  std::span<const uint32_t> lines_of(uint32_t word) const;
  int64_t rarity(size_t lines_with_word) const;

  ShortLists<uint32_t> words_;  // by line: its different words, where it was asked for
  // The prose lines that have a word begin where the word's number says, and end where the next one's begin.
  std::vector<uint32_t> lines_;
  std::vector<size_t> begins_;
  size_t prose_lines_ = 0;
};

}  // namespace dechaff
