// Lines that were not treated as their label asks, to be read: figures say how many, these say what kind.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "corpus/outcome.h"

namespace dechaff {

struct ErrorLine {
  std::string document;  // its id
  size_t line;           // from 0
  std::string reason;    // a rule or the evidence; see reason.h
  std::string text;      // its beginning
};

ErrorLine error_line(const GoldDocument& document, size_t line, const LineOutcome& outcome);

// Two lines for people: number and reason, then the text.
//
//     a/1 14 [en.share.button]
//       Share
std::string to_text(const ErrorLine& line, bool with_document, size_t indent);

class Errors {
 public:
  void add(const GoldDocument& document, std::span<const LineOutcome> outcomes);

  // Lines of story that count as removed, and lines of chaff that count as kept.
  const std::vector<ErrorLine>& false_removals() const { return false_removals_; }
  const std::vector<ErrorLine>& misses() const { return misses_; }

  // `count` of each, drawn at random, the same in every call.
  struct Drawn {
    std::vector<const ErrorLine*> false_removals, misses;
  };
  Drawn draw(size_t count) const;

  // Those for people.
  std::string text(size_t count) const;

 private:
  std::vector<ErrorLine> false_removals_, misses_;
};

}  // namespace dechaff
