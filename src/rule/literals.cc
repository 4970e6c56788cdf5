#include "rule/literals.h"

#include <algorithm>
#include <cassert>

namespace dechaff {
namespace {

// A string is looked for by a gram near its head, for what is far behind is seldom rarer.
constexpr size_t kMostOffset = 64;
// What it costs to look up a gram, in comparisons.
constexpr double kLookUp = 4;

uint32_t gram_at(std::string_view text, size_t i) {
  auto at = [&](size_t k) { return static_cast<uint32_t>(static_cast<unsigned char>(text[k])); };
  return at(i) << 16 | at(i + 1) << 8 | at(i + 2);
}

// A rough share of the bytes of texts.
double commonness(unsigned char byte) {
  if (byte == ' ') return 0.17;
  if (byte >= 0x80) return 0.06;
  if (std::string_view("etaoin").find(static_cast<char>(byte)) != std::string_view::npos) return 0.08;
  if (std::string_view("srhldcu").find(static_cast<char>(byte)) != std::string_view::npos) return 0.04;
  return byte >= 'a' && byte <= 'z' ? 0.015 : 0.005;
}

double commonness_at(std::string_view text, size_t i) {
  double product = 1;
  for (size_t k = i; k < i + Literals::kShortest; ++k)
    product *= commonness(static_cast<unsigned char>(text[k]));
  return product;
}

}  // namespace

Literals::Literals() : slots_(1 << kSlotBits) {}

void Literals::add(std::string_view string, size_t id) {
  assert(string.size() >= kShortest);
  size_t last = std::min(string.size() - kShortest, kMostOffset);
  size_t best = 0;
  double least = 0;
  for (size_t i = 0; i <= last; ++i) {
    double cost = commonness_at(string, i) * (kLookUp + slots_[slot(gram_at(string, i))].count);
    if (i > 0 && cost >= least) continue;
    best = i;
    least = cost;
  }
  uint32_t gram = gram_at(string, best);
  grams_.set(bit(gram));
  Slot& of_gram = slots_[slot(gram)];
  entries_.push_back({all_.size(), string.size(), best, id, of_gram.first});
  of_gram.first = static_cast<int>(entries_.size()) - 1;
  ++of_gram.count;
  all_ += string;
}

void Literals::find(std::string_view text, std::vector<size_t>& ids) const {
  for (size_t i = 0; i + kShortest <= text.size(); ++i) {
    uint32_t gram = gram_at(text, i);
    if (!grams_.test(bit(gram))) continue;
    for (int next = slots_[slot(gram)].first; next >= 0;) {
      const Entry& entry = entries_[static_cast<size_t>(next)];
      next = entry.next;
      if (i < entry.offset) continue;
      std::string_view string = std::string_view(all_).substr(entry.begin, entry.size);
      if (text.substr(i - entry.offset).starts_with(string)) ids.push_back(entry.id);
    }
  }
}

}  // namespace dechaff
