// Numbers for words, in the order in which they come: a hash table of slots beside each other.
#pragma once

#include <bitset>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

namespace dechaff {

class WordTable {
 public:
  size_t size() const { return words_.size(); }

  // False where no word in the table begins as this one does: for most words that are looked for in vain.
  bool may_have(std::string_view word) const { return beginnings_[beginning_of(word)]; }

  // The number of the word, if it has one.
  std::optional<uint32_t> find(std::string_view word) const {
    uint32_t number = slots_[slot_of(word)].number;
    return number == kNoWord ? std::nullopt : std::optional(number);
  }

  // The number of the word; the next one, if it has none. The table keeps the view.
  uint32_t add(std::string_view word) {
    size_t slot = slot_of(word);
    if (slots_[slot].number != kNoWord) return slots_[slot].number;
    uint32_t number = static_cast<uint32_t>(words_.size());
    slots_[slot] = {mark_of(hash(word)), number};
    words_.push_back(word);
    beginnings_.set(beginning_of(word));
    if (words_.size() * kSlotsPerWord > slots_.size()) grow();
    return number;
  }

 private:
  static constexpr uint32_t kNoWord = UINT32_MAX;
  static constexpr size_t kFirstSlots = 128;
  static constexpr size_t kSlotsPerWord = 4;  // so the search for a word that is not there is mostly short

  struct Slot {
    uint32_t mark = 0;  // of the word's hash
    uint32_t number = kNoWord;
  };

  // Of its first two letters, which few words have in common with another.
  static size_t beginning_of(std::string_view word) {
    size_t second = word.size() > 1 ? word[1] & 31 : 0;
    return static_cast<size_t>(word[0] & 31) << 5 | second;
  }

  static uint32_t mark_of(uint64_t hash) { return static_cast<uint32_t>(hash >> 32); }

  // Of the size and the bytes at both ends: words are short.
  static uint64_t hash(std::string_view word) {
    uint64_t first = 0, last = 0;
    if (word.size() >= 8) {
      std::memcpy(&first, word.data(), 8);
      std::memcpy(&last, word.data() + word.size() - 8, 8);
    } else if (word.size() >= 4) {
      std::memcpy(&first, word.data(), 4);
      std::memcpy(&last, word.data() + word.size() - 4, 4);
    } else if (!word.empty()) {
      std::memcpy(&first, word.data(), 1);
      std::memcpy(&last, word.data() + word.size() / 2, word.size() - word.size() / 2);
    }
    uint64_t mixed = (first + word.size()) * 0x9E3779B97F4A7C15;
    mixed = (mixed ^ (mixed >> 32) ^ last) * 0xD6E8FEB86659FD93;
    return mixed ^ (mixed >> 32);
  }

  // The slot that has the word, or that it would get.
  size_t slot_of(std::string_view word) const {
    uint64_t h = hash(word);
    size_t slot = h & (slots_.size() - 1);
    while (slots_[slot].number != kNoWord &&
           (slots_[slot].mark != mark_of(h) || words_[slots_[slot].number] != word)) {
      slot = (slot + 1) & (slots_.size() - 1);
    }
    return slot;
  }

  void grow() {
    slots_.assign(4 * slots_.size(), {});
    for (uint32_t number = 0; number < words_.size(); ++number) {
      slots_[slot_of(words_[number])] = {mark_of(hash(words_[number])), number};
    }
  }

  std::vector<Slot> slots_ = std::vector<Slot>(kFirstSlots);  // as many as a power of two
  std::bitset<1024> beginnings_;                              // of the words
  std::vector<std::string_view> words_;                       // by number
};

}  // namespace dechaff
