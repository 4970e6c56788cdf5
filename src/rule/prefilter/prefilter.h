// The prefilter: which of many patterns may match a line, found without trying them.
//
// What each pattern requires of a line is read off its text once (see required.h). Then, of the patterns
// - that say how a line begins, those are candidates whose beginning stands at the line's head, which is
//   looked up once a line;
// - that require one of some texts, those of which one stands in the folded line;
// - that say neither, those that may begin with the line's first byte.
// The last, which are few, have to find in the line a character of each set that they require: all sets at
// once, as the bits of a word. Of all these, those stay whose conditions the line meets. A pattern may be a
// candidate in vain, but none that matches is left out.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "rule/prefilter/blob.h"
#include "rule/prefilter/conditions.h"
#include "rule/prefilter/literal_index.h"
#include "rule/prefilter/prefix_index.h"
#include "rule/prefilter/required.h"

namespace dechaff {

class Prefilter {
 public:
  class Builder {
   public:
    // The pattern gets the next index, from 0; RE2 must accept it. It is no candidate for lines of more words
    // than `most_words`.
    void add(std::string_view pattern, uint32_t most_words);
    void write(BlobWriter& blob) &&;

   private:
    struct Other {
      uint32_t pattern, most_words;
      Bytes first;                     // a line has to begin with one of these
      std::vector<CharacterSet> some;  // and to have a character of each of these
    };

    uint32_t count_ = 0;
    PrefixIndex::Builder heads_;
    LiteralIndex::Builder literals_, literals_of_signs_;
    std::vector<Other> others_;
    Conditions::Builder conditions_;
  };

  // Takes what the builder wrote. The blob must outlive the prefilter.
  explicit Prefilter(BlobReader& blob);

  // Appends the candidates for a line of so many words, ascending, each once. `folded` is fold(line).
  void find(std::string_view line, std::string_view folded, uint32_t words,
            std::vector<uint32_t>& candidates) const;

 private:
  static constexpr size_t kMostSets = 256;
  // Sets of characters, a bit each.
  using Sets = std::array<uint64_t, kMostSets / 64>;

  // A pattern that is tried for lines with some first byte.
  struct Try {
    Sets required;
    uint32_t most_words, pattern;
  };
  // A character beyond ASCII, and the sets that it is in; 0 is an empty place.
  struct Sign {
    Sets sets;
    char32_t c;
    uint32_t unused;
  };

  static size_t slot_of(char32_t c, size_t slots) { return (c * 0x9E3779B1u >> 16) & (slots - 1); }

  // Where the head of each place begins; the line's size where there is none.
  using Places = std::array<size_t, kHeadPlaces>;

  template <class Add>
  void find_heads(std::string_view line, const Places& places, Add add) const;
  template <class Add>
  void find_others(std::string_view line, uint32_t words, Add add) const;
  Sets sets_in(std::string_view line) const;
  const Sets* sets_of(char32_t c) const;

  PrefixIndex heads_;  // with ids of a pattern and a place
  LiteralIndex literals_;
  LiteralIndex literals_of_signs_;  // of patterns for lines that begin with an ASCII sign or digit
  std::span<const Sets> sets_of_ascii_;
  std::span<const Sign> signs_;  // a hash table
  // The patterns without heads and texts, those that bear many words first, by the first byte of a line; the
  // empty line comes last.
  std::span<const Try> tries_;
  std::span<const uint32_t> ends_;
  Conditions conditions_;
};

}  // namespace dechaff
