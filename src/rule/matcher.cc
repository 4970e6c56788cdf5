#include "rule/matcher.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace dechaff {
namespace {

bool all_hold(const std::vector<Limit>& limits, const Measures& measures) {
  return std::all_of(limits.begin(), limits.end(), [&](const Limit& l) { return l.holds(measures); });
}

}  // namespace

Matcher::Matcher(const std::vector<Rule>& rules, std::span<const uint64_t> compiled_table) {
  for (RuleIndex i = 0; i < rules.size(); ++i) {
    When& when = when_.emplace_back();
    for (const Limit& limit : rules[i].when)
      (is_of_line_alone(limit.measure) ? when.alone : when.among_others).push_back(limit);
    if (!rules[i].has_texts()) when_only_.push_back(i);
  }
  if (!compiled_table.empty()) add_compiled(rules, compiled_table);
  bool has_own = std::any_of(rules.begin(), rules.end(), [](const Rule& rule) {
    return rule.compiled.number < 0 || !rule.extended_by.empty();
  });
  if (has_own) add_own(rules);
}

void Matcher::add_compiled(const std::vector<Rule>& rules, std::span<const uint64_t> table) {
  Part& part = parts_.emplace_back();
  part.table = std::make_unique<MatchTable>(table);
  part.index_of.resize(part.table->size(), Part::kNone);
  part.number_of.resize(rules.size(), Part::kNone);
  for (RuleIndex i = 0; i < rules.size(); ++i) {
    if (rules[i].compiled.number < 0) continue;
    auto number = static_cast<uint32_t>(rules[i].compiled.number);
    part.index_of[number] = i;
    part.number_of[i] = number;
  }
}

void Matcher::add_own(const std::vector<Rule>& rules) {
  Part& part = parts_.emplace_back();
  part.own_blob = MatchTable::make(rules);
  part.table = std::make_unique<MatchTable>(part.own_blob);
  part.index_of.resize(rules.size());
  std::iota(part.index_of.begin(), part.index_of.end(), 0);
  part.number_of = part.index_of;
}

bool Matcher::is_excepted(RuleIndex rule, std::string_view line) const {
  return std::any_of(parts_.begin(), parts_.end(), [&](const Part& part) {
    uint32_t number = part.number_of[rule];
    return number != Part::kNone && part.table->is_excepted(number, line);
  });
}

bool Matcher::holds_alone(RuleIndex rule, const Measures& measures) const {
  return all_hold(when_[rule].alone, measures);
}

std::vector<RuleIndex> Matcher::hits(const MeasuredLine& line) const {
  std::vector<RuleIndex> hits = hits_of_text(line);
  std::erase_if(hits, [&](RuleIndex rule) { return !hits_among_others(rule, line.measures); });
  return hits;
}

bool Matcher::hits_among_others(RuleIndex rule, const Measures& measures) const {
  return all_hold(when_[rule].among_others, measures);
}

std::vector<RuleIndex> Matcher::hits_of_text(const MeasuredLine& line) const {
  std::vector<RuleIndex> hits;
  std::copy_if(when_only_.begin(), when_only_.end(), std::back_inserter(hits),
               [&](RuleIndex rule) { return holds_alone(rule, line.measures); });
  for (const Part& part : parts_) {
    size_t before = hits.size();
    part.table->find(
        line,
        [&](uint32_t number) {
          RuleIndex rule = part.index_of[number];
          return rule != Part::kNone && holds_alone(rule, line.measures);
        },
        hits);
    for (size_t i = before; i < hits.size(); ++i) hits[i] = part.index_of[hits[i]];
  }
  std::sort(hits.begin(), hits.end());
  hits.erase(std::unique(hits.begin(), hits.end()), hits.end());
  std::erase_if(hits, [&](RuleIndex rule) { return is_excepted(rule, line.line.trimmed); });
  return hits;
}

std::vector<Range> Matcher::cuts(RuleIndex rule, const MeasuredLine& line) const {
  std::vector<Range> found;
  for (const Part& part : parts_) {
    if (part.number_of[rule] != Part::kNone) part.table->cuts(part.number_of[rule], line, found);
  }
  std::sort(found.begin(), found.end(), [](Range a, Range b) { return a.begin < b.begin; });
  std::vector<Range> cuts;
  for (Range range : found) {
    if (!cuts.empty() && range.begin < cuts.back().end) {
      cuts.back().end = std::max(cuts.back().end, range.end);
    } else {
      cuts.push_back(range);
    }
  }
  return cuts;
}

}  // namespace dechaff
