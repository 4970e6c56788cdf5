// Phrases: many fixed texts looked up in a folded line at once.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rule/pattern.h"
#include "rule/prefilter/literal_index.h"
#include "rule/prefilter/prefix_index.h"

namespace dechaff {

enum class PhraseKind : uint8_t { is, starts, ends, contains };

// A phrase as it is looked up: folded, without the bullets, quotes and brackets around it. Empty if nothing
// is left.
std::string fold_phrase(std::string_view phrase);

// Where a phrase stands in a folded line by the rules of its kind (see rules/README.md): all places for
// `contains`, at most one for the others. Byte offsets into the folded line.
std::vector<Range> find_phrase(PhraseKind kind, std::string_view phrase, std::string_view folded);

class PhraseIndex {
 public:
  class Builder {
   public:
    // `phrase` must come from fold_phrase and not be empty.
    void add(PhraseKind kind, std::string_view phrase, uint32_t id);
    void write(BlobWriter& blob) &&;

   private:
    PrefixIndex::Builder heads_;
    LiteralIndex::Builder literals_;
    std::vector<uint8_t> kinds_;
    std::vector<uint32_t> ids_, ends_, short_ones_;
    std::string texts_;
  };

  // Takes what the builder wrote. The blob must outlive the index.
  explicit PhraseIndex(BlobReader& blob);

  // Appends the id of each phrase found in the folded line; an id may come more than once.
  void find(std::string_view folded, std::vector<uint32_t>& ids) const;

 private:
  PrefixIndex heads_;  // of the kinds `is` and `starts`, with ids that tell which, in their last bit
  // The others, by the number that they have in the lists below.
  LiteralIndex literals_;
  std::span<const uint8_t> kinds_;
  std::span<const uint32_t> ids_;
  std::span<const uint32_t> ends_;        // of each in texts_
  std::span<const uint32_t> short_ones_;  // too short for literals_
  std::string_view texts_;
};

}  // namespace dechaff
