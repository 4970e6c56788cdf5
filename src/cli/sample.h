// Removed spans at random, so that somebody can judge a run in a minute.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "clean/removed.h"

namespace dechaff {

// Keeps those N of all spans that are shown to it whose hash, with the seed, is smallest. So what is chosen
// depends on the seed and the documents, and not on threads or order.
class Sample {
 public:
  Sample(size_t size, uint64_t seed) : size_(size), seed_(seed) {}

  void add(std::string_view document, std::string_view text, const std::vector<Removed>& removed);
  void merge(Sample&& other);

  // In the order of documents and lines: where, why, and the text with a line before and behind it.
  std::string text() const;

 private:
  struct Item {
    std::string document;
    size_t line;
    std::string shown;
  };
  void keep(uint64_t hash, Item item);

  size_t size_;
  uint64_t seed_;
  std::multimap<uint64_t, Item> items_;  // by hash
};

}  // namespace dechaff
