// A labelled document's lines as one text, and where each of them stands in it.
//
// A label may cover a text with a line break in it, so the lines of the joined text are not always those that
// have labels.
#pragma once

#include <string>
#include <vector>

#include "corpus/gold.h"
#include "rule/pattern.h"

namespace dechaff {

struct JoinedText {
  explicit JoinedText(const std::vector<GoldLine>& lines);

  // The labelled line that the byte `offset` belongs to, a line break to the line before it.
  size_t line_at(size_t offset) const;

  std::string text;
  std::vector<Range> places;  // of the labelled lines
};

}  // namespace dechaff
