// The compiled form of some rules: their phrases and patterns in tables that find which of them a line has.
// It is made from the rules once, as a blob, and used from there; what the built-in rules need is made when
// the program is built.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <span>
#include <string_view>
#include <vector>

#include "rule/pattern_set.h"
#include "rule/phrases.h"
#include "rule/rule.h"
#include "text/measure.h"

namespace dechaff {

class MatchTable {
 public:
  // The blob of these rules, which have no bad patterns. A rule's number is its place among them. Rules
  // without phrases and patterns are not in it.
  static std::vector<uint64_t> make(std::span<const Rule> rules);

  // The blob must outlive the table.
  explicit MatchTable(std::span<const uint64_t> blob);

  // How many rules it was made from.
  size_t size() const { return ends_.size(); }

  // Appends the numbers of the rules of which the line has a phrase or pattern, in any order and some more
  // than once; wanted(number) says which matter. `unless` is not looked at.
  template <class Wanted>
  void find(const MeasuredLine& line, Wanted wanted, std::vector<uint32_t>& found) const {
    size_t before = found.size();
    phrases_.find(line.folded, found);
    found.erase(std::remove_if(found.begin() + static_cast<ptrdiff_t>(before), found.end(),
                               [&](uint32_t rule) { return !wanted(rule); }),
                found.end());
    auto words = static_cast<uint32_t>(line.measures[Measure::words]);
    patterns_.find(
        line.line.trimmed, line.folded, words, [&](uint32_t pattern) { return wanted(owners_[pattern]); },
        [&](uint32_t pattern) { found.push_back(owners_[pattern]); });
  }

  // Whether an `unless` of the rule matches the line.
  bool is_excepted(uint32_t rule, std::string_view line) const;

  // Appends what a `match` rule finds in the line: byte offsets into line.trimmed, in any order.
  void cuts(uint32_t rule, const MeasuredLine& line, std::vector<Range>& found) const;

 private:
  explicit MatchTable(BlobReader blob);

  // By rule, where its part of the lists below ends.
  struct Ends {
    uint32_t patterns, unless, phrases;
  };
  Ends begins(uint32_t rule) const { return rule ? ends_[rule - 1] : Ends{}; }

  PhraseIndex phrases_;
  PatternSet patterns_;
  std::span<const uint32_t> owners_;  // of the patterns, ascending
  std::span<const Ends> ends_;
  std::deque<Pattern> unless_;
  // The phrases of `match` rules.
  std::span<const uint8_t> kinds_;
  std::span<const uint32_t> phrase_ends_;
  std::string_view phrase_texts_;
};

}  // namespace dechaff
