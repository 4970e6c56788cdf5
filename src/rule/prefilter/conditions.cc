#include "rule/prefilter/conditions.h"

#include <algorithm>

namespace dechaff {
namespace {

// A choice of more texts takes as long to ask for as RE2 does.
constexpr size_t kMostTexts = 150;

// Nearly every line has one of these.
constexpr double kTellsNothing = 0.5;
constexpr double kBytesOfLine = 200;

// The bits of a choice's texts, or none where it tells nothing.
std::vector<LineSketch::TextBits> bits_of(const std::vector<std::string>& choice) {
  double common = 0;
  std::vector<LineSketch::TextBits> all;
  for (const std::string& text : choice) {
    if (text.empty()) return {};
    common += kBytesOfLine * commonness_of_bytes(text);
    all.push_back(LineSketch::bits_of(text));
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  bool tells = common < kTellsNothing && all.size() <= kMostTexts;
  return tells ? all : std::vector<LineSketch::TextBits>();
}

}  // namespace

void Conditions::Builder::add(const std::vector<std::vector<std::string>>& choices,
                              const std::vector<Head>& heads, const Bytes& first) {
  for (const std::vector<std::string>& choice : choices) {
    std::vector<LineSketch::TextBits> bits = bits_of(choice);
    if (bits.empty()) continue;
    texts_.insert(texts_.end(), bits.begin(), bits.end());
    text_ends_.push_back(static_cast<uint32_t>(texts_.size()));
  }
  choice_ends_.push_back(static_cast<uint32_t>(text_ends_.size()));
  std::array<Bytes, kHeadPlaces> set{};
  if (heads.empty()) set[static_cast<size_t>(HeadPlace::start)] = first;
  for (const Head& head : heads) set[static_cast<size_t>(head.place)] |= first_byte(head.text);
  auto known = std::find(head_sets_.begin(), head_sets_.end(), set);
  heads_.push_back(static_cast<uint32_t>(known - head_sets_.begin()));
  if (known == head_sets_.end()) head_sets_.push_back(set);
}

void Conditions::Builder::write(BlobWriter& blob) && {
  std::vector<HeadSet> sets(head_sets_.size());
  for (size_t i = 0; i < sets.size(); ++i) {
    for (size_t place = 0; place < kHeadPlaces; ++place) {
      for (size_t byte = 0; byte < 256; ++byte)
        sets[i][place][byte >> 6] |= uint64_t{head_sets_[i][place][byte]} << (byte & 63);
    }
  }
  blob.add(choice_ends_);
  blob.add(text_ends_);
  blob.add(texts_);
  blob.add(heads_);
  blob.add(sets);
}

Conditions::Conditions(BlobReader& blob)
    : choice_ends_(blob.take<uint32_t>()),
      text_ends_(blob.take<uint32_t>()),
      texts_(blob.take<LineSketch::TextBits>()),
      heads_(blob.take<uint32_t>()),
      head_sets_(blob.take<HeadSet>()) {}

}  // namespace dechaff
