#include "clean/story_words.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <string_view>
#include <utility>

#include "clean/word_table.h"
#include "text/words.h"

namespace dechaff {
namespace {

// 256 times the logarithm to base 2 of x / 2, in whole numbers so that it is the same everywhere; x is at
// least 2.
int64_t log2_times_256(uint64_t x) {
  int64_t whole = std::bit_width(x) - 1;
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
  if (word.size() <= kLetters) return word;
  bool is_ascii = std::all_of(word.begin(), word.begin() + kLetters, [](char c) { return c >= 0; });
  if (is_ascii) return word.substr(0, kLetters);
  size_t end = 0;
  for (size_t n = 0; n < kLetters && end < word.size(); ++n) end += decode(word.substr(end)).size;
  return word.substr(0, end);
}

// A word of more lines than this is no rare word, and counting them all would take time.
constexpr size_t kMostLines = 256;

std::string_view head_of(const MeasuredLine& line) {
  return std::string_view(line.folded).substr(0, StoryWords::kLineBytes);
}

// The different words among those that are added, line after line.
class Different {
 public:
  // Whether the line has shown the word for the first time.
  bool add(uint32_t word, size_t line) {
    if (word >= last_line_.size()) last_line_.resize(2 * size_t{word} + 64);
    return std::exchange(last_line_[word], line + 1) != line + 1;
  }

 private:
  std::vector<size_t> last_line_;  // by word, from 1
};

}  // namespace

StoryWords::StoryWords(const std::vector<MeasuredLine>& lines, const std::vector<bool>& prose,
                       std::span<const size_t> asked) {
  // A document has fewer words than bytes. Where it has very many, the words of all its lines have to be
  // counted to see which come too late.
  size_t bytes = 0;
  for (const MeasuredLine& line : lines) bytes += head_of(line).size();
  bool may_be_full = bytes > kMostWords;

  WordTable table;
  Different of_line;
  words_.reserve(lines.size());
  for (size_t i = 0; i < lines.size(); ++i) {
    bool is_asked = !asked.empty() && asked.front() == i;
    if (is_asked) asked = asked.subspan(1);
    if (is_asked || may_be_full) {
      for_each_word(head_of(lines[i]), [&](std::string_view word) {
        if (is_stopword(word)) return;
        bool is_full = table.size() == kMostWords;
        std::optional<uint32_t> number = is_full ? table.find(stem(word)) : table.add(stem(word));
        if (number && of_line.add(*number, i) && is_asked) words_.add(*number);
      });
    }
    words_.end_list();
  }
  std::vector<Place> places;
  Different of_prose;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (!prose[i]) continue;
    ++prose_lines_;
    for_each_word(head_of(lines[i]), [&](std::string_view word) {
      if (!table.may_have(word)) return;
      std::optional<uint32_t> number = table.find(stem(word));
      if (!number || is_stopword(word) || !of_prose.add(*number, i)) return;
      places.push_back({*number, static_cast<uint32_t>(i)});
    });
  }
  collect_lines(places, table.size());
}

// Sorts the places, which are in order of their lines, by words.
void StoryWords::collect_lines(std::span<const Place> places, size_t words) {
  begins_.resize(words + 1);
  for (const Place& place : places) ++begins_[place.word];
  // First the number of lines, then where they end, which moves to where they begin while they are put down.
  std::inclusive_scan(begins_.begin(), begins_.end(), begins_.begin());
  lines_.resize(places.size());
  for (size_t k = places.size(); k-- > 0;) lines_[--begins_[places[k].word]] = places[k].line;
}

std::span<const uint32_t> StoryWords::lines_of(uint32_t word) const {
  size_t count = begins_[word + 1] - begins_[word];
  return std::span(lines_).subspan(begins_[word], std::min(count, kMostLines));
}

std::vector<StoryWords::Cover> StoryWords::covers(std::span<const size_t> lines) const {
  std::vector<Cover> covers;
  std::vector<uint32_t> common(words_.size());  // by line: how many of the words it has
  std::vector<uint32_t> touched;
  for (size_t i : lines) {
    Cover& cover = covers.emplace_back();
    std::span<const uint32_t> words = words_[i];
    if (words.size() < 2) continue;
    for (uint32_t word : words) {
      for (uint32_t line : lines_of(word)) {
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
