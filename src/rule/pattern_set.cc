#include "rule/pattern_set.h"

namespace dechaff {

void PatternTexts::add(std::string_view pattern) {
  texts_ += pattern;
  ends_.push_back(static_cast<uint32_t>(texts_.size()));
  std::string common = for_common_text(pattern);
  if (common != pattern) texts_ += common;
  ends_.push_back(static_cast<uint32_t>(texts_.size()));
}

void PatternTexts::write(BlobWriter& blob) const {
  blob.add(texts_);
  blob.add(ends_);
}

std::deque<Pattern> PatternTexts::read(BlobReader& blob) {
  std::string_view texts = blob.take_bytes();
  std::span<const uint32_t> ends = blob.take<uint32_t>();
  std::deque<Pattern> patterns;
  uint32_t begin = 0;
  for (size_t i = 0; i + 1 < ends.size(); i += 2) {
    std::string_view text = texts.substr(begin, ends[i] - begin);
    std::string_view common = texts.substr(ends[i], ends[i + 1] - ends[i]);
    patterns.emplace_back(text, common.empty() ? text : common);
    begin = ends[i + 1];
  }
  return patterns;
}

void PatternSet::Builder::add(std::string_view pattern, uint32_t most_words) {
  texts_.add(pattern);
  prefilter_.add(pattern, most_words);
}

void PatternSet::Builder::write(BlobWriter& blob) && {
  std::move(prefilter_).write(blob);
  texts_.write(blob);
}

PatternSet::PatternSet(BlobReader& blob) : prefilter_(blob), patterns_(PatternTexts::read(blob)) {}

}  // namespace dechaff
