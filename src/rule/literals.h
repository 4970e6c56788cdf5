// Finds many fixed strings in a text at once.
//
// A bitmap of the strings' first three bytes, hashed, rejects nearly every place of the text; what passes is
// looked up and compared.
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
  std::vector<std::string> strings_;
  std::bitset<1 << 16> heads_;
  std::unordered_map<uint32_t, std::vector<int>> by_head_;
};

}  // namespace dechaff
