// The matcher: which rules hit a line. How it finds out is its own affair; decisions see only the hits.
#pragma once

#include <memory>
#include <vector>

#include "rule/pattern.h"
#include "rule/phrases.h"
#include "rule/rule.h"
#include "text/measure.h"

namespace dechaff {

using RuleIndex = uint32_t;  // into the rules that the matcher was made from

class Matcher {
 public:
  // `rules` must outlive the matcher and have no bad patterns.
  explicit Matcher(const std::vector<Rule>& rules);

  // The rules that hit the line, ascending: a phrase or pattern fits (or the rule has only `when`), `when`
  // holds, and no `unless` fits. Zones and sites concern the document and are not looked at.
  std::vector<RuleIndex> hits(const MeasuredLine& line) const;

  // The same in two steps: the rules that hit a line with this text where other lines do not matter, and of
  // them those whose `when` holds of the line among the others.
  std::vector<RuleIndex> hits_of_text(const MeasuredLine& line) const;
  bool hits_among_others(RuleIndex rule, const Measures& measures) const;

  // What a `match` rule that hits the line cuts out of it: byte offsets into line.trimmed, ascending, without
  // overlap.
  std::vector<Range> cuts(RuleIndex rule, const MeasuredLine& line) const;

 private:
  const std::vector<Rule>& rules_;
  PhraseIndex phrases_;
  PatternSet patterns_;
  std::vector<RuleIndex> owner_;      // of each pattern in patterns_
  std::vector<RuleIndex> when_only_;  // rules with neither phrase nor pattern
  std::vector<std::vector<std::unique_ptr<Pattern>>> own_patterns_,
      unless_;  // by rule; the first for `match` only
};

}  // namespace dechaff
