// The measure `recurs`: how many stories of its site have a line, as a learned table knows.
#pragma once

#include <string_view>
#include <vector>

#include "clean/learned_lines.h"
#include "text/measure.h"

namespace dechaff {

// One story does not count, whichever it is: for a document that the table was learned from, it is the
// document's own. A document that is new to the table loses one that it need not lose; but if its own story
// were looked for instead, what is left of a document, which may have lost the line that the story is known
// by, would count otherwise than the document, and cleaning it once more could take more.
//
// The lines stay as they are where nothing was learned of the site.
void measure_recurrence(std::vector<MeasuredLine>& lines, const LearnedLines& table, std::string_view site);

// Whether another story of the site has the line: to its neighbours and to the guard, it is as good as taken.
inline bool recurs(const Measures& line) {
  return line[Measure::recurs] >= 1;
}

}  // namespace dechaff
