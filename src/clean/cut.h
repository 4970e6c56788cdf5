// Verdicts into spans.
#pragma once

#include "clean/span.h"
#include "clean/verdict.h"

namespace dechaff {

// The spans of the document `text`. Removed lines go with their terminators. Of the blank lines around
// neighbouring removed lines one run stays, the first, so that neither a gap nor a double gap is left; where
// the removed lines reach the end (or the start) of the text, only the blank lines at the very end (or start)
// stay. The blank lines that go belong to the span of the removed line above them, or below if there is none.
//
// A cut inside a line takes one adjoining space, if it is not exact; a line of which nothing visible is left
// goes whole.
std::vector<Span> cut(std::string_view text, const std::vector<MeasuredLine>& lines,
                      const std::vector<Verdict>& verdicts);

}  // namespace dechaff
