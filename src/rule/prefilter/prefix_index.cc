#include "rule/prefilter/prefix_index.h"

#include <algorithm>
#include <bit>

namespace dechaff {

void PrefixIndex::Builder::write(BlobWriter& blob) && {
  std::sort(entries_.begin(), entries_.end());
  entries_.erase(std::unique(entries_.begin(), entries_.end()), entries_.end());
  std::vector<Text> index;
  std::vector<uint32_t> ids;
  std::string texts;
  std::vector<Bucket> found;
  std::vector<uint32_t> open;  // texts that the last one begins with, itself among them
  for (size_t i = 0; i < entries_.size(); ++i) {
    const std::string& text = entries_[i].text;
    if (text.empty()) continue;
    if (i > 0 && entries_[i - 1].text == text) {
      ids.push_back(entries_[i].id);
      continue;
    }
    auto place = static_cast<uint32_t>(index.size());
    auto size = static_cast<uint32_t>(std::min(text.size(), kKeyBytes));
    uint64_t key = first_bytes(text);
    if (found.empty() || found.back().key != key || found.back().size != size) {
      found.push_back({key, size, place, place});
      open.clear();
    }
    found.back().end = place + 1;
    while (!open.empty() && !text.starts_with(std::string_view(texts).substr(index[open.back()].begin,
                                                                             index[open.back()].size)))
      open.pop_back();
    index.push_back({static_cast<uint32_t>(texts.size()), static_cast<uint32_t>(text.size()),
                     static_cast<uint32_t>(ids.size()), open.empty() ? kNone : open.back()});
    open.push_back(place);
    texts += text;
    ids.push_back(entries_[i].id);
  }
  index.push_back({static_cast<uint32_t>(texts.size()), 0, static_cast<uint32_t>(ids.size()), kNone});
  std::vector<uint64_t> filter((size_t{1} << kFilterBits) / 64), sizes(1);
  std::vector<Bucket> buckets(std::bit_ceil(2 * found.size() + 1));
  for (const Bucket& bucket : found) {
    sizes[0] |= uint64_t{1} << bucket.size;
    uint64_t h = hash(bucket.key, bucket.size);
    filter[h >> (64 - kFilterBits + 6)] |= uint64_t{1} << (h >> (64 - kFilterBits) & 63);
    size_t at = h & (buckets.size() - 1);
    while (buckets[at].size) at = (at + 1) & (buckets.size() - 1);
    buckets[at] = bucket;
  }
  blob.add(sizes);
  blob.add(filter);
  blob.add(buckets);
  blob.add(index);
  blob.add(ids);
  blob.add(texts);
}

PrefixIndex::PrefixIndex(BlobReader& blob)
    : sizes_(blob.take<uint64_t>()[0]),
      filter_(blob.take<uint64_t>()),
      buckets_(blob.take<Bucket>()),
      index_(blob.take<Text>()),
      ids_(blob.take<uint32_t>()),
      texts_(blob.take_bytes()) {}

uint32_t PrefixIndex::not_after(const Bucket& bucket, std::string_view text) const {
  auto begin = index_.begin() + bucket.begin, end = index_.begin() + bucket.end;
  auto after = std::upper_bound(begin, end, text,
                                [&](std::string_view t, const Text& entry) { return t < text_of(entry); });
  return after == begin ? kNone : static_cast<uint32_t>(after - index_.begin()) - 1;
}

}  // namespace dechaff
