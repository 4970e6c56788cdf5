// Spans: the parts of a document in order, each kept or removed. Joined, they are the document.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff {

// [begin, end) in bytes of the document.
struct Span {
  size_t begin;
  size_t end;
  bool removed;
  int32_t rule = -1;     // index of the rule that removed it; -1 for evidence (and for what is kept)
  int64_t evidence = 0;  // log-odds in thousandths, where evidence removed it
};

// What is left of `text` when the removed spans go.
std::string kept_text(std::string_view text, const std::vector<Span>& spans);

// Spans of a text, and then of what was left of it, as one list of spans of the text.
std::vector<Span> compose(const std::vector<Span>& first, const std::vector<Span>& second);

}  // namespace dechaff
