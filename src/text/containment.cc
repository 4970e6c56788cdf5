#include "text/containment.h"

#include <algorithm>
#include <bit>
#include <bitset>
#include <cstring>
#include <string_view>

#include "text/ascii.h"
#include "text/flat_index.h"
#include "text/hash.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

constexpr size_t kMostAlike = 8;

bool is_ascii_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

bool may_have_ended(std::string_view text, size_t i) {
  return i == text.size() || !is_ascii_word(text[i]);
}

// Calls visit(offset) for each place where a word may begin, or a letter of a script without spaces, and
// where kLeastBytes follow.
template <class Visit>
void for_each_beginning(std::string_view text, Visit visit) {
  constexpr size_t kBlock = 64;
  uint64_t word_before = 0;
  for (size_t begin = 0; begin + kLeastBytes <= text.size(); begin += kBlock) {
    size_t places = std::min(kBlock, text.size() - kLeastBytes - begin + 1);
    uint64_t word = 0, beyond_ascii = 0;
    for (size_t i = 0; i < places; i += 16) {
      Bytes16 bytes = load16(text.data() + begin + i);
      word |= mask_of(are_alphanumeric(bytes)) << i;
      beyond_ascii |= mask_of(bytes >= 0xC0) << i;
    }
    uint64_t begins = beyond_ascii | (word & ~(word << 1 | word_before));
    word_before = word >> (kBlock - 1);
    begins &= ~uint64_t{0} >> (kBlock - places);
    for (; begins; begins &= begins - 1) visit(begin + static_cast<size_t>(std::countr_zero(begins)));
  }
}

std::string_view core_of(std::string_view folded) {
  while (!folded.empty()) {
    CodePoint c = decode(folded);
    if (is_word(char_flags(c.value))) break;
    folded.remove_prefix(c.size);
  }
  while (!folded.empty()) {
    CodePoint c = decode_last(folded);
    if (is_word(char_flags(c.value))) break;
    folded.remove_suffix(c.size);
  }
  return folded;
}

// Lines by how they begin.
class Beginnings {
 public:
  explicit Beginnings(const std::vector<std::string_view>& cores)
      : cores_(cores), last_(cores.size()), before_(cores.size(), {FlatIndex::kNone, 0}) {
    for (uint32_t line = 0; line < cores.size(); ++line) {
      if (cores[line].size() >= kLeastBytes) add(line);
    }
  }

  // Calls visit(line) for those that begin as the text does; it has at least kLeastBytes.
  template <class Visit>
  void for_each_alike(std::string_view text, Visit visit) {
    if (!may_begin_[slot_of(text.data())]) return;
    for (uint32_t line = last(text); line != FlatIndex::kNone; line = before_[line].line) visit(line);
  }

 private:
  static constexpr size_t kSlotBits = 14;

  void add(uint32_t line) {
    uint32_t& last_alike = last(cores_[line]);
    Before before{last_alike, last_alike == FlatIndex::kNone ? 0 : before_[last_alike].count + 1};
    if (before.count >= kMostAlike) return;
    before_[line] = before;
    last_alike = line;
    may_begin_.set(slot_of(cores_[line].data()));
  }

  // The last line that begins as the text.
  uint32_t& last(std::string_view text) {
    std::string_view beginning = text.substr(0, kLeastBytes);
    return last_.find(short_hash_of(beginning),
                      [&](uint32_t line) { return cores_[line].starts_with(beginning); });
  }

  static size_t slot_of(const char* bytes) {
    uint64_t first;
    std::memcpy(&first, bytes, sizeof first);
    return (first * 0x9E3779B97F4A7C15) >> (64 - kSlotBits);
  }

  // Of a line, the one before it that begins alike, and how many there are.
  struct Before {
    uint32_t line;
    uint32_t count;
  };

  const std::vector<std::string_view>& cores_;
  FlatIndex last_;
  std::vector<Before> before_;
  std::bitset<1 << kSlotBits> may_begin_;
};

}  // namespace

void measure_containment(std::vector<MeasuredLine>& lines) {
  std::vector<std::string_view> cores;
  cores.reserve(lines.size());
  for (const MeasuredLine& line : lines) cores.push_back(core_of(line.folded));
  Beginnings beginnings(cores);
  for (size_t has = 0; has < lines.size(); ++has) {
    if (!lines[has].measures[Measure::sentence]) continue;
    int32_t chars = lines[has].measures[Measure::chars];
    std::string_view text = cores[has];
    for_each_beginning(text, [&](size_t at) {
      beginnings.for_each_alike(text.substr(at), [&](uint32_t i) {
        std::string_view core = cores[i];
        if (core.size() >= text.size() || !text.substr(at).starts_with(core)) return;
        if (!may_have_ended(text, at + core.size())) return;
        int32_t& within = lines[i].measures[Measure::within];
        if (within == 0 || chars < within) within = chars;
      });
    });
  }
}

}  // namespace dechaff
