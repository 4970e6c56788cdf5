#include "rule/prefilter/literal_index.h"

#include <algorithm>
#include <cassert>

#include "rule/prefilter/characters.h"

namespace dechaff {
namespace {

// A text is looked for by a gram near its head, for what is far behind is seldom rarer.
constexpr size_t kMostBefore = 64;

}  // namespace

void LiteralIndex::Builder::add(std::string_view text, uint32_t id) {
  assert(text.size() >= kShortest);
  size_t best = 0;
  double least = 2;
  for (size_t i = 0; i <= std::min(text.size() - kShortest, kMostBefore); ++i) {
    double common = commonness_of_bytes(text.substr(i, kShortest));
    if (common >= least) continue;
    best = i;
    least = common;
  }
  uint32_t bit = bit_of(gram_at(text, best));
  grams_[bit >> 6] |= uint64_t{1} << (bit & 63);
  from_grams_.add(text.substr(best), static_cast<uint32_t>(ids_.size()));
  before_ += text.substr(0, best);
  before_ends_.push_back(static_cast<uint32_t>(before_.size()));
  ids_.push_back(id);
}

void LiteralIndex::Builder::write(BlobWriter& blob) && {
  blob.add(grams_);
  blob.add(before_);
  blob.add(before_ends_);
  blob.add(ids_);
  std::move(from_grams_).write(blob);
}

LiteralIndex::LiteralIndex(BlobReader& blob)
    : grams_(blob.take<uint64_t>()),
      before_(blob.take_bytes()),
      before_ends_(blob.take<uint32_t>()),
      ids_(blob.take<uint32_t>()),
      from_grams_(blob) {}

}  // namespace dechaff
