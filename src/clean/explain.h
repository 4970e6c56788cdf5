// Which examination of a text decided each of its lines.
#pragma once

#include <vector>

#include "clean/cleaner.h"

namespace dechaff {

struct LineDecision {
  size_t line;              // index of the line in the text; blank lines have no decision
  const Examination* pass;  // the one that removed or cut it, or else the last
  size_t pass_line;         // its index there
  int32_t heading = -1;     // index in the text of the line whose heading reaches down to it

  const Verdict& verdict() const { return pass->verdicts[pass_line]; }
};

// `passes` come from Cleaner::examine and must outlive the result. In order of the text's lines.
std::vector<LineDecision> line_decisions(const std::vector<Examination>& passes);

}  // namespace dechaff
