#include "clean/story_words.h"

#include <algorithm>
#include <numeric>
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

StoryWords::StoryWords(const std::vector<MeasuredLine>& lines, const std::vector<bool>& prose) {
  std::unordered_map<std::string_view, uint32_t> ids;
  std::vector<uint32_t> words;  // of a line
  for (size_t i = 0; i < lines.size(); ++i) {
    words.clear();
    for_each_word(std::string_view(lines[i].folded).substr(0, kLineBytes), [&](std::string_view word) {
      if (is_stopword(word)) return;
      if (ids.size() < kMostWords) {
        words.push_back(ids.emplace(stem(word), ids.size()).first->second);
      } else if (auto known = ids.find(stem(word)); known != ids.end()) {
        words.push_back(known->second);
      }
    });
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    words_.all.insert(words_.all.end(), words.begin(), words.end());
    words_.ends.push_back(words_.all.size());
    prose_lines_ += prose[i];
  }
  collect_lines(prose, ids.size());
}

// Turns the lists of words by prose line into lists of lines by word.
void StoryWords::collect_lines(const std::vector<bool>& prose, size_t words) {
  std::vector<size_t>& ends = lines_.ends;
  ends.resize(words);
  for (size_t i = 0; i < prose.size(); ++i) {
    if (!prose[i]) continue;
    for (uint32_t word : words_.of(i)) ++ends[word];
  }
  lines_.all.resize(std::accumulate(ends.begin(), ends.end(), size_t{0}));
  // Each end is first the list's size, then its begin, and moves to its end while the list is filled.
  std::exclusive_scan(ends.begin(), ends.end(), ends.begin(), size_t{0});
  for (uint32_t i = 0; i < prose.size(); ++i) {
    if (!prose[i]) continue;
    for (uint32_t word : words_.of(i)) lines_.all[ends[word]++] = i;
  }
}

std::vector<StoryWords::Cover> StoryWords::covers(std::span<const size_t> lines) const {
  std::vector<Cover> covers;
  std::vector<uint32_t> common(words_.ends.size());  // by line: how many of the words it has
  std::vector<uint32_t> touched;
  for (size_t i : lines) {
    Cover& cover = covers.emplace_back();
    std::span<const uint32_t> words = words_.of(i);
    if (words.size() < 2) continue;
    for (uint32_t word : words) {
      std::span<const uint32_t> having = lines_.of(word);
      for (uint32_t line : having.first(std::min(having.size(), kMostLines))) {
        if (line != i && common[line]++ == 0) touched.push_back(line);
      }
    }
    for (uint32_t line : touched) {
      int percent = static_cast<int>(100 * uint64_t{common[line]} / words.size());
      int& most = line < i ? cover.above : cover.below;
      most = std::max(most, percent);
      common[line] = 0;
    }
    touched.clear();
  }
  return covers;
}

int64_t StoryWords::rarity(size_t lines_with_word) const {
  // A word that the reference does not have counts as if half a line had it.
  uint64_t twice_count = lines_with_word ? 2 * lines_with_word : 1;
  return log2_times_256(std::max<uint64_t>(2, 4 * (prose_lines_ + 1) / twice_count));
}

}  // namespace dechaff
