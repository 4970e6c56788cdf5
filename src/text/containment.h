// The measure `within`: how long the shortest longer line is that has all of this one in itself, in a row. A
// pull quote has its paragraph, a teaser the paragraph that it teases; no word is lost with such a line.
//
// A line counts from kLeastBytes of folded text on, without what stands around its first and last letter or
// digit. What has it must be a sentence, for lists and navigation repeat each other.
#pragma once

#include <vector>

#include "text/measure.h"

namespace dechaff {

constexpr size_t kLeastBytes = 48;

// Sets `within` of all lines: `chars` of the other line, or 0. Time and memory grow with the text alone: of
// lines that begin with the same kLeastBytes, the first eight are looked for.
void measure_containment(std::vector<MeasuredLine>& lines);

}  // namespace dechaff
