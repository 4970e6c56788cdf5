// Finds many fixed strings in a text at once.
//
// Each string is looked for by three bytes of it that are likely rare. A bitmap of these, hashed, rejects
// nearly every place of the text; what passes is looked up and compared.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dechaff {

class Literals {
 public:
  static constexpr size_t kShortest = 3;  // bytes

  // The string gets the next index, from 0. It must not be shorter than kShortest.
  void add(std::string string);

  // Indices of the strings that stand somewhere in the text, each once, ascending; `found` must be empty.
  void find(std::string_view text, std::vector<int>& found) const;

 private:
  struct Entry {
    int string;
    uint32_t offset;  // of the gram in it
  };
  static constexpr int kSlotBits = 20;

  static uint32_t slot(uint32_t gram) { return (gram * 0x9E3779B1u) >> (32 - kSlotBits); }

  std::vector<std::string> strings_;
  std::bitset<1 << kSlotBits> grams_;
  std::unordered_map<uint32_t, std::vector<Entry>> by_gram_;
};

}  // namespace dechaff
