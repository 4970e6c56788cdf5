// Many texts, of which those are found that another text begins with.
//
// Texts are told apart by their first eight bytes (or all, where they have less) in a hash table behind a
// bitmap that fits into the fastest cache and turns nearly everything away. Texts with the same eight bytes
// are sorted, and each knows the longest other one that it begins with: so a binary search finds the longest
// candidate, and a walk from it all others.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rule/prefilter/blob.h"

namespace dechaff {

class PrefixIndex {
 public:
  static constexpr size_t kKeyBytes = 8;

  // Adds texts, then writes the index. A text may be added many times with different ids.
  class Builder {
   public:
    void add(std::string_view text, uint32_t id) { entries_.push_back({std::string(text), id}); }
    void write(BlobWriter& blob) &&;

   private:
    struct Entry {
      std::string text;
      uint32_t id;
      auto operator<=>(const Entry&) const = default;
    };
    std::vector<Entry> entries_;
  };

  // Takes what the builder wrote. The blob must outlive the index.
  explicit PrefixIndex(BlobReader& blob);

  // Calls visit(id, size) for each text of the index that `text` begins with; the empty one is none.
  template <class Visit>
  void find(std::string_view text, Visit visit) const {
    uint64_t head = first_bytes(text);
    for (size_t size = std::min(text.size(), kKeyBytes); size > 0; --size) {
      if (!(sizes_ >> size & 1)) continue;
      uint64_t key = size == kKeyBytes ? head : head & ((uint64_t{1} << 8 * size) - 1);
      uint64_t h = hash(key, size);
      if (!(filter_[h >> (64 - kFilterBits + 6)] >> (h >> (64 - kFilterBits) & 63) & 1)) continue;
      if (const Bucket* bucket = find_bucket(key, size, h)) search(*bucket, text, visit);
    }
  }

 private:
  static constexpr int kFilterBits = 17;
  static constexpr uint32_t kNone = UINT32_MAX;

  struct Text {
    uint32_t begin;  // in texts_
    uint32_t size;
    uint32_t ids_begin;  // in ids_; they end where those of the next text begin
    uint32_t parent;     // the longest other text of the bucket that this one begins with, or kNone
  };
  struct Bucket {
    uint64_t key;
    uint32_t size = 0;            // bytes of the key; 0 is an empty place
    uint32_t begin = 0, end = 0;  // in index_
    uint32_t unused = 0;
  };

  static uint64_t first_bytes(std::string_view text) {
    uint64_t head = 0;
    if (!text.empty()) std::memcpy(&head, text.data(), std::min(text.size(), kKeyBytes));
    return head;
  }
  static uint64_t hash(uint64_t key, size_t size) {
    uint64_t mixed = (key ^ size << 59) * 0x9E3779B97F4A7C15;
    return (mixed ^ mixed >> 32) * 0xD6E8FEB86659FD93;
  }
  const Bucket* find_bucket(uint64_t key, size_t size, uint64_t h) const {
    for (size_t at = h & (buckets_.size() - 1);; at = (at + 1) & (buckets_.size() - 1)) {
      const Bucket& bucket = buckets_[at];
      if (bucket.size == 0) return nullptr;
      if (bucket.key == key && bucket.size == size) return &bucket;
    }
  }
  std::string_view text_of(const Text& text) const { return texts_.substr(text.begin, text.size); }
  std::span<const uint32_t> ids_of(const Text& text) const {
    return ids_.subspan(text.ids_begin, (&text + 1)->ids_begin - text.ids_begin);
  }

  // The last text of the bucket that does not come after this one, or kNone.
  uint32_t not_after(const Bucket& bucket, std::string_view text) const;

  template <class Visit>
  void search(const Bucket& bucket, std::string_view text, Visit visit) const {
    for (uint32_t i = not_after(bucket, text); i != kNone; i = index_[i].parent) {
      if (!text.starts_with(text_of(index_[i]))) continue;
      for (uint32_t id : ids_of(index_[i])) visit(id, index_[i].size);
    }
  }

  uint64_t sizes_ = 0;  // of keys: bit n is set where some has n bytes
  std::span<const uint64_t> filter_;
  std::span<const Bucket> buckets_;
  std::span<const Text> index_;  // with one more at the end
  std::span<const uint32_t> ids_;
  std::string_view texts_;
};

}  // namespace dechaff
