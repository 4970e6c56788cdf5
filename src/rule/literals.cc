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

void Literals::add(std::string string) {
  assert(string.size() >= kShortest);
  size_t last = std::min(string.size() - kShortest, kMostOffset);
  size_t best = 0;
  double least = 0;
  for (size_t i = 0; i <= last; ++i) {
    auto others = by_gram_.find(gram_at(string, i));
    double compared = others == by_gram_.end() ? 0 : static_cast<double>(others->second.size());
    double cost = commonness_at(string, i) * (kLookUp + compared);
    if (i > 0 && cost >= least) continue;
    best = i;
    least = cost;
  }
  uint32_t gram = gram_at(string, best);
  grams_.set(slot(gram));
  by_gram_[gram].push_back({static_cast<int>(strings_.size()), static_cast<uint32_t>(best)});
  strings_.push_back(std::move(string));
}

void Literals::find(std::string_view text, std::vector<int>& found) const {
  for (size_t i = 0; i + kShortest <= text.size(); ++i) {
    uint32_t gram = gram_at(text, i);
    if (!grams_.test(slot(gram))) continue;
    auto entries = by_gram_.find(gram);
    if (entries == by_gram_.end()) continue;
    for (Entry entry : entries->second) {
      const std::string& string = strings_[static_cast<size_t>(entry.string)];
      if (i >= entry.offset && text.substr(i - entry.offset).starts_with(string))
        found.push_back(entry.string);
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
}

}  // namespace dechaff
