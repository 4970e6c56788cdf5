// What rules see of the lines of a text: their measures, and the rules that hit them.
//
// A text is cleaned until nothing more goes, and nearly all lines of what is left are lines of the text. What
// a line alone tells is most of the work and is found out once.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "clean/short_lists.h"
#include "rule/rule_set.h"

namespace dechaff {

using Hits = ShortLists<RuleIndex>;  // by line, ascending

struct MatchedLines {
  std::vector<MeasuredLine> lines;
  Hits hits_of_text;  // whatever the other lines are
};

// The lines of the text, with those measures that other lines have a say in still zero, and with the rules
// for the site that hit them. Lines of `known`, if they are not blank, are taken over where the text has
// them, in their order; what they are views of must still be there.
MatchedLines match_lines(std::string_view text, std::string_view site, const RuleSet& rules,
                         MatchedLines known);

// The rules that hit lines with all measures that `when` may ask for.
Hits hits_among_others(const MatchedLines& matched, const RuleSet& rules);

}  // namespace dechaff
