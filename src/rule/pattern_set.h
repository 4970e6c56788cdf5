// Many patterns at once. Finds exactly what each Pattern alone would; only those are tried that the prefilter
// leaves.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "rule/common_text.h"
#include "rule/pattern.h"
#include "rule/prefilter/prefilter.h"

namespace dechaff {

// The texts of patterns, in both forms, as part of a blob.
class PatternTexts {
 public:
  void add(std::string_view pattern);
  size_t size() const { return ends_.size() / 2; }
  void write(BlobWriter& blob) const;
  // The blob must outlive the patterns.
  static std::deque<Pattern> read(BlobReader& blob);

 private:
  std::string texts_;
  std::vector<uint32_t>
      ends_;  // of a text, and of its form for common text, which is empty if it is the same
};

class PatternSet {
 public:
  static constexpr uint32_t kAnyWords = UINT32_MAX;

  class Builder {
   public:
    // The pattern gets the next index, from 0. It must have no pattern_error. It is not looked for in lines
    // of more words than `most_words`.
    void add(std::string_view pattern, uint32_t most_words = kAnyWords);
    void write(BlobWriter& blob) &&;

   private:
    PatternTexts texts_;
    Prefilter::Builder prefilter_;
  };

  // Takes what the builder wrote. The blob must outlive the set.
  explicit PatternSet(BlobReader& blob);

  // Calls found(index) for each pattern found in the line, ascending, of those for which wanted(index) is
  // true. `folded` is fold(line), `words` its measure.
  template <class Wanted, class Found>
  void find(std::string_view line, std::string_view folded, uint32_t words, Wanted wanted,
            Found found) const {
    std::vector<uint32_t> candidates;
    prefilter_.find(line, folded, words, candidates);
    std::erase_if(candidates, [&](uint32_t index) { return !wanted(index); });
    if (candidates.empty()) return;
    bool is_common = is_common_text(line);
    for (uint32_t index : candidates) {
      if (patterns_[index].found_in(line, is_common)) found(index);
    }
  }

  const Pattern& operator[](size_t index) const { return patterns_[index]; }

 private:
  Prefilter prefilter_;
  std::deque<Pattern> patterns_;
};

}  // namespace dechaff
