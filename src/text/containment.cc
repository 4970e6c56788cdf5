#include "text/containment.h"

#include <bitset>
#include <cstring>
#include <string_view>
#include <unordered_map>

#include "text/unicode.h"

namespace dechaff {
namespace {

constexpr size_t kMostAlike = 8;

bool is_ascii_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

// Where a word may begin, or a letter of a script without spaces; and where one may have ended.
bool may_begin(std::string_view text, size_t i) {
  bool begins_beyond_ascii = static_cast<unsigned char>(text[i]) >= 0xC0;
  return begins_beyond_ascii || (is_ascii_word(text[i]) && (i == 0 || !is_ascii_word(text[i - 1])));
}
bool may_have_ended(std::string_view text, size_t i) {
  return i == text.size() || !is_ascii_word(text[i]);
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
  void add(size_t line, std::string_view core) {
    std::vector<size_t>& alike = lines_[core.substr(0, kLeastBytes)];
    if (alike.size() >= kMostAlike) return;
    alike.push_back(line);
    may_begin_.set(slot_of(core.data()));
  }

  // Those that begin as the text does; it has at least kLeastBytes.
  const std::vector<size_t>* find(std::string_view text) const {
    if (!may_begin_.test(slot_of(text.data()))) return nullptr;
    auto found = lines_.find(text.substr(0, kLeastBytes));
    return found == lines_.end() ? nullptr : &found->second;
  }

 private:
  static constexpr size_t kSlotBits = 14;

  static size_t slot_of(const char* bytes) {
    uint64_t first;
    std::memcpy(&first, bytes, sizeof first);
    return (first * 0x9E3779B97F4A7C15) >> (64 - kSlotBits);
  }

  std::unordered_map<std::string_view, std::vector<size_t>> lines_;
  std::bitset<1 << kSlotBits> may_begin_;
};

}  // namespace

void measure_containment(std::vector<MeasuredLine>& lines) {
  Beginnings beginnings;
  std::vector<std::string_view> cores;
  for (size_t i = 0; i < lines.size(); ++i) {
    cores.push_back(core_of(lines[i].folded));
    if (cores[i].size() >= kLeastBytes) beginnings.add(i, cores[i]);
  }
  for (size_t has = 0; has < lines.size(); ++has) {
    if (!lines[has].measures[Measure::sentence]) continue;
    int32_t chars = lines[has].measures[Measure::chars];
    std::string_view text = cores[has];
    for (size_t at = 0; at + kLeastBytes <= text.size(); ++at) {
      if (!may_begin(text, at)) continue;
      const std::vector<size_t>* found = beginnings.find(text.substr(at));
      if (!found) continue;
      for (size_t i : *found) {
        std::string_view core = cores[i];
        if (core.size() >= text.size() || !text.substr(at).starts_with(core)) continue;
        if (!may_have_ended(text, at + core.size())) continue;
        int32_t& within = lines[i].measures[Measure::within];
        if (within == 0 || chars < within) within = chars;
      }
    }
  }
}

}  // namespace dechaff
