// Finds many fixed strings in a text at once.
//
// Each string is looked for by three bytes of it that are likely rare. A bitmap of these, hashed, rejects
// nearly every place of the text; what passes is looked up and compared.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff {

class Literals {
 public:
  static constexpr size_t kShortest = 3;  // bytes

  Literals();

  // `string` must not be shorter than kShortest. Many strings may have the same id.
  void add(std::string_view string, size_t id);

  // Appends the id of each string that stands somewhere in the text; an id may come more than once.
  void find(std::string_view text, std::vector<size_t>& ids) const;

 private:
  struct Entry {
    size_t begin, size;  // of the string in all_
    size_t offset;       // of its gram in it
    size_t id;
    int next;  // of the same slot, or -1
  };
  struct Slot {
    int first = -1;
    int count = 0;
  };
  static constexpr int kSlotBits = 17;
  static constexpr int kBitmapBits = 20;

  static uint32_t hash(uint32_t gram) { return gram * 0x9E3779B1u; }
  static uint32_t slot(uint32_t gram) { return hash(gram) >> (32 - kSlotBits); }
  static uint32_t bit(uint32_t gram) { return hash(gram) >> (32 - kBitmapBits); }

  std::string all_;  // strings, one behind the other
  std::vector<Entry> entries_;
  std::vector<Slot> slots_;
  std::bitset<1 << kBitmapBits> grams_;
};

}  // namespace dechaff
