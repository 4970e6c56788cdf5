// Finds many fixed texts anywhere in another text at once.
//
// Each is looked for by three bytes of it that are likely rare (a gram). A bitmap of these, small enough for
// the fastest cache, rejects nearly every place of the text; from what passes, a prefix index finds the texts
// from their grams on, and what stands before is compared.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rule/prefilter/blob.h"
#include "rule/prefilter/prefix_index.h"

namespace dechaff {

class LiteralIndex {
 public:
  static constexpr size_t kShortest = 3;  // bytes

  // Adds texts of at least kShortest bytes, then writes the index. A text may be added many times with
  // different ids.
  class Builder {
   public:
    void add(std::string_view text, uint32_t id);
    void write(BlobWriter& blob) &&;

   private:
    PrefixIndex::Builder from_grams_;
    std::vector<uint64_t> grams_ = std::vector<uint64_t>(kGramBits / 64);
    std::string before_;
    std::vector<uint32_t> before_ends_, ids_;
  };

  // Takes what the builder wrote. The blob must outlive the index.
  explicit LiteralIndex(BlobReader& blob);

  // Calls visit(id) for each text that stands in `text`, again for each time it does.
  template <class Visit>
  void find(std::string_view text, Visit visit) const {
    if (text.size() < kShortest) return;
    size_t last = text.size() - kShortest;
    for (size_t i = 0; i < last; ++i) {
      uint32_t four;
      std::memcpy(&four, text.data() + i, sizeof four);
      if (may_be_gram(four & 0xFFFFFF)) visit_at(text, i, visit);
    }
    if (may_be_gram(gram_at(text, last))) visit_at(text, last, visit);
  }

 private:
  static constexpr size_t kGramBits = 1 << 16;

  static uint32_t gram_at(std::string_view text, size_t i) {
    uint32_t gram = 0;
    std::memcpy(&gram, text.data() + i, kShortest);
    return gram;
  }
  static uint32_t bit_of(uint32_t gram) { return gram * 0x9E3779B1u >> 16; }
  bool may_be_gram(uint32_t gram) const {
    uint32_t bit = bit_of(gram);
    return grams_[bit >> 6] >> (bit & 63) & 1;
  }

  template <class Visit>
  void visit_at(std::string_view text, size_t i, Visit visit) const {
    from_grams_.find(text.substr(i), [&](uint32_t entry, size_t) {
      uint32_t begin = entry ? before_ends_[entry - 1] : 0;
      if (text.substr(0, i).ends_with(before_.substr(begin, before_ends_[entry] - begin))) visit(ids_[entry]);
    });
  }

  std::span<const uint64_t> grams_;
  std::string_view before_;  // what stands before the grams, one behind the other
  std::span<const uint32_t> before_ends_, ids_;
  PrefixIndex from_grams_;
};

}  // namespace dechaff
