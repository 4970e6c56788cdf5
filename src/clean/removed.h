// What was removed from a document, told in words: for the ledger, samples, and putting it back.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clean/span.h"
#include "rule/rule_set.h"

namespace dechaff {

struct Removed {
  size_t begin, end;     // bytes of the document
  size_t line;           // of the document, from 1, in which the first visible character stands
  std::string rule;      // its id; empty where evidence removed it
  std::string category;  // of the rule, or "evidence"
  double p = 0;          // the probability that it is chaff, where evidence removed it
  std::string text;      // the bytes
};

// The removed ones among the spans of a text, in order.
std::vector<Removed> removed_of(std::string_view text, const std::vector<Span>& spans, const RuleSet& rules);

// The document, from what was left of it and what was removed; nothing where the two do not fit.
std::optional<std::string> document_of(std::string_view left, const std::vector<Removed>& removed);

// What of a document stays removed when those come back of which `returns` is true: as if their rules had
// never been. Blank lines follow the lines beside them. Where one reason cut a line and another took the rest
// of it, the line comes back with the latter.
std::vector<Removed> still_removed(std::string_view document, const std::vector<Removed>& removed,
                                   const std::function<bool(const Removed&)>& returns);

// What is left of a document.
std::string without(std::string_view document, const std::vector<Removed>& removed);

}  // namespace dechaff
