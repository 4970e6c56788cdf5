#include "clean/span.h"

#include <algorithm>

namespace dechaff {

std::string kept_text(std::string_view text, const std::vector<Span>& spans) {
  size_t size = 0;
  for (const Span& span : spans) size += span.removed ? 0 : span.end - span.begin;
  std::string kept;
  kept.reserve(size);
  for (const Span& span : spans) {
    if (!span.removed) kept += text.substr(span.begin, span.end - span.begin);
  }
  return kept;
}

std::vector<Span> compose(const std::vector<Span>& first, const std::vector<Span>& second) {
  std::vector<Span> all;
  auto add = [&](Span span) {
    bool merges = !all.empty() && !span.removed && !all.back().removed;
    if (merges) {
      all.back().end = span.end;
    } else {
      all.push_back(span);
    }
  };
  size_t kept_before = 0;  // bytes of kept spans of `first` so far: where we are in the text of `second`
  auto next = second.begin();
  for (const Span& span : first) {
    if (span.removed) {
      add(span);
      continue;
    }
    size_t kept_end = kept_before + (span.end - span.begin);
    for (; next != second.end(); ++next) {
      size_t begin = std::max(next->begin, kept_before), end = std::min(next->end, kept_end);
      if (begin < end) {
        Span part = *next;
        part.begin = span.begin + (begin - kept_before);
        part.end = span.begin + (end - kept_before);
        add(part);
      }
      if (next->end > kept_end) break;
    }
    kept_before = kept_end;
  }
  return all;
}

}  // namespace dechaff
