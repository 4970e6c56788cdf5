#include "rule/literals.h"

#include <algorithm>
#include <cassert>

namespace dechaff {
namespace {

uint32_t head_of(std::string_view text, size_t i) {
  auto at = [&](size_t k) { return static_cast<uint32_t>(static_cast<unsigned char>(text[k])); };
  return at(i) << 16 | at(i + 1) << 8 | at(i + 2);
}

uint32_t slot(uint32_t head) {
  return (head * 0x9E3779B1u) >> 16;
}

}  // namespace

void Literals::add(std::string string) {
  assert(string.size() >= kShortest);
  uint32_t head = head_of(string, 0);
  heads_.set(slot(head));
  by_head_[head].push_back(static_cast<int>(strings_.size()));
  strings_.push_back(std::move(string));
}

void Literals::find(std::string_view text, std::vector<int>& found) const {
  std::vector<bool> seen(strings_.size());
  for (size_t i = 0; i + kShortest <= text.size(); ++i) {
    uint32_t head = head_of(text, i);
    if (!heads_.test(slot(head))) continue;
    auto candidates = by_head_.find(head);
    if (candidates == by_head_.end()) continue;
    for (int id : candidates->second) {
      if (seen[id] || !text.substr(i).starts_with(strings_[id])) continue;
      seen[id] = true;
      found.push_back(id);
    }
  }
  std::sort(found.begin(), found.end());
}

}  // namespace dechaff
