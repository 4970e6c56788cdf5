// A hash table from keys to numbers, which compares keys by a function and keeps none of them.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace dechaff {

class FlatIndex {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  // For that many keys at most.
  explicit FlatIndex(size_t most) : slots_(std::bit_ceil(2 * most + 1)) {}

  // The number of the key, kNone at first; is_same(number) tells whether one that was set is of this key.
  template <class IsSame>
  uint32_t& find(uint64_t hash, IsSame is_same) {
    auto tag = static_cast<uint32_t>(hash >> 32);
    for (size_t i = hash & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
      Slot& slot = slots_[i];
      if (slot.number == kNone) slot.tag = tag;
      if (slot.number == kNone || (slot.tag == tag && is_same(slot.number))) return slot.number;
    }
  }

 private:
  struct Slot {
    uint32_t tag = 0;  // of the hash
    uint32_t number = kNone;
  };
  std::vector<Slot> slots_;
};

}  // namespace dechaff
