#include "clean/story_words.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "text/words.h"

namespace dechaff {
namespace {

// 256 times the logarithm to base 2 of x / 2, in whole numbers so that it is the same everywhere; x is at
// least 2.
int64_t log2_times_256(uint64_t x) {
  int64_t whole = 0;
  while ((x >> whole) > 1) ++whole;
  int64_t result = whole * 256;
  // Squaring the mantissa gives one further binary digit each time.
  uint64_t mantissa = (x << 31) >> whole;
  for (int64_t digit = 128; digit; digit >>= 1) {
    mantissa = (mantissa * mantissa) >> 31;
    if (mantissa >> 32) {
      mantissa >>= 1;
      result += digit;
    }
  }
  return result - 256;
}

// A word's first letters: enough to find it again under another ending, in any language that has endings.
std::string_view stem(std::string_view word) {
  constexpr size_t kLetters = 5;
  size_t end = 0;
  for (size_t n = 0; n < kLetters && end < word.size(); ++n) end += decode(word.substr(end)).size;
  return word.substr(0, end);
}

}  // namespace

StoryWords::StoryWords(const std::vector<MeasuredLine>& lines, const std::vector<bool>& prose)
    : words_of_(lines.size()) {
  std::unordered_map<std::string_view, uint32_t> ids;
  for (uint32_t i = 0; i < lines.size(); ++i) {
    std::vector<uint32_t>& words = words_of_[i];
    for_each_word(lines[i].folded, [&](std::string_view word) {
      if (is_stopword(word)) return;
      words.push_back(ids.emplace(stem(word), ids.size()).first->second);
    });
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    prose_lines_ += prose[i];
  }
  lines_of_.resize(ids.size());
  for (uint32_t i = 0; i < lines.size(); ++i) {
    if (!prose[i]) continue;
    for (uint32_t word : words_of_[i]) lines_of_[word].push_back(i);
  }
}

int64_t StoryWords::rarity(size_t lines_with_word) const {
  // A word that the reference does not have counts as if half a line had it.
  uint64_t twice_count = lines_with_word ? 2 * lines_with_word : 1;
  return log2_times_256(std::max<uint64_t>(2, 4 * (prose_lines_ + 1) / twice_count));
}

}  // namespace dechaff
