// The documents that came out worst, with the lines that made them so.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "corpus/errors.h"

namespace dechaff {

struct WorstDocument {
  std::string id;
  double wrong_chars;            // code points of its story that went, or of its chaff that stayed
  int64_t chars;                 // all of its story, or of its chaff
  size_t lines;                  // that lost or left something
  std::vector<ErrorLine> shown;  // those of them with the most such code points, that first
};

class WorstDocuments {
 public:
  // Remembers this many of each kind.
  explicit WorstDocuments(size_t most) : most_(most) {}

  void add(const GoldDocument& document, std::span<const LineOutcome> outcomes);

  // By code points, most first; of equals, those that came first.
  const std::vector<WorstDocument>& lost_story() const { return lost_story_; }
  const std::vector<WorstDocument>& left_chaff() const { return left_chaff_; }

  // Both lists for people.
  std::string text() const;

 private:
  void keep(std::vector<WorstDocument>& worst, WorstDocument document) const;

  size_t most_;
  std::vector<WorstDocument> lost_story_, left_chaff_;
};

}  // namespace dechaff
