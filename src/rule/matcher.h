// The matcher: which rules hit a line. How it finds out is its own affair; decisions see only the hits.
#pragma once

#include <memory>
#include <vector>

#include "rule/match_table.h"
#include "rule/pattern.h"
#include "rule/rule.h"
#include "text/measure.h"

namespace dechaff {

using RuleIndex = uint32_t;  // into the rules that the matcher was made from

class Matcher {
 public:
  // `rules` must outlive the matcher and have no bad patterns. Those that are compiled have their texts in
  // `compiled_table`, the blob of a MatchTable, which must outlive the matcher, too.
  explicit Matcher(const std::vector<Rule>& rules, std::span<const uint64_t> compiled_table = {});

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
  // A table, with the number in it and the index of each of its rules.
  struct Part {
    static constexpr uint32_t kNone = UINT32_MAX;

    std::vector<uint64_t> own_blob;
    std::unique_ptr<MatchTable> table;
    std::vector<uint32_t> index_of, number_of;
  };
  // The limits of `when`, those of the line alone first.
  struct When {
    std::vector<Limit> alone, among_others;
  };
  void add_compiled(const std::vector<Rule>& rules, std::span<const uint64_t> table);
  void add_own(const std::vector<Rule>& rules);
  bool holds_alone(RuleIndex rule, const Measures& measures) const;
  bool is_excepted(RuleIndex rule, std::string_view line) const;

  std::vector<Part> parts_;  // of compiled rules, and of all others and what was added to compiled ones
  std::vector<When> when_;   // by rule
  std::vector<RuleIndex> when_only_;  // rules with neither phrase nor pattern
};

}  // namespace dechaff
