#include "rule/matcher.h"

#include <algorithm>

#include "text/fold.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

// Calls visit(kind, phrase) for every phrase of a rule.
template <class Visit>
void for_each_phrase(const Rule& rule, Visit visit) {
  for (const Located& p : rule.is) visit(PhraseKind::is, p);
  for (const Located& p : rule.starts) visit(PhraseKind::starts, p);
  for (const Located& p : rule.ends) visit(PhraseKind::ends, p);
  for (const Located& p : rule.contains) visit(PhraseKind::contains, p);
}

// A phrase that was found, with what was skipped to find it: bullets before it and the delimiter behind it
// where it begins the line, otherwise the brackets or quotes around it.
Range with_skipped(PhraseKind kind, Range range, std::string_view folded) {
  auto flags_after = [&] { return char_flags(decode(folded.substr(range.end)).value); };
  if (kind == PhraseKind::is || kind == PhraseKind::starts) {
    range.begin = 0;
    while (range.end < folded.size() && (flags_after() & (kPunct | kSpace))) {
      range.end += decode(folded.substr(range.end)).size;
    }
    return range;
  }
  while (range.begin > 0 && range.end < folded.size()) {
    CodePoint before = decode_last(folded.substr(0, range.begin));
    if (!(char_flags(before.value) & kOpening) || !(flags_after() & kCloser)) break;
    range.begin -= before.size;
    range.end += decode(folded.substr(range.end)).size;
  }
  return range;
}

// The phrases of a rule that stand in the line, as offsets into line.trimmed.
std::vector<Range> phrase_cuts(const Rule& rule, const MeasuredLine& line) {
  std::vector<Range> found;
  for_each_phrase(rule, [&](PhraseKind kind, const Located& phrase) {
    for (Range range : find_phrase(kind, fold_phrase(phrase.text), line.folded))
      found.push_back(with_skipped(kind, range, line.folded));
  });
  std::vector<size_t> ends;
  for (Range range : found) ends.insert(ends.end(), {range.begin, range.end});
  std::sort(ends.begin(), ends.end());
  std::vector<size_t> origins = fold_origins(line.line.trimmed, ends);
  auto origin = [&](size_t end) {
    return origins[std::lower_bound(ends.begin(), ends.end(), end) - ends.begin()];
  };
  for (Range& range : found) range = {origin(range.begin), origin(range.end)};
  return found;
}

void sort_unique(std::vector<size_t>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace

Matcher::Matcher(const std::vector<Rule>& rules)
    : rules_(rules), own_patterns_(rules.size()), unless_(rules.size()) {
  for (RuleIndex i = 0; i < rules.size(); ++i) {
    const Rule& rule = rules[i];
    for_each_phrase(rule, [&](PhraseKind kind, const Located& phrase) {
      phrases_.add(kind, fold_phrase(phrase.text), i);
    });
    for (const PatternText& pattern : rule.patterns) {
      patterns_.add(pattern.expanded);
      owner_.push_back(i);
      if (rule.action == Action::match)
        own_patterns_[i].push_back(std::make_unique<Pattern>(pattern.expanded));
    }
    for (const PatternText& pattern : rule.unless)
      unless_[i].push_back(std::make_unique<Pattern>(pattern.expanded));
    if (!rule.has_phrases() && rule.patterns.empty()) when_only_.push_back(i);
  }
}

std::vector<RuleIndex> Matcher::hits(const MeasuredLine& line) const {
  std::vector<RuleIndex> hits = hits_of_text(line);
  std::erase_if(hits, [&](RuleIndex rule) { return !hits_among_others(rule, line.measures); });
  return hits;
}

bool Matcher::hits_among_others(RuleIndex rule, const Measures& measures) const {
  const std::vector<Limit>& when = rules_[rule].when;
  return std::all_of(when.begin(), when.end(),
                     [&](const Limit& l) { return is_of_line_alone(l.measure) || l.holds(measures); });
}

std::vector<RuleIndex> Matcher::hits_of_text(const MeasuredLine& line) const {
  auto when_holds = [&](size_t rule) {
    const std::vector<Limit>& when = rules_[rule].when;
    return std::all_of(when.begin(), when.end(), [&](const Limit& l) {
      return !is_of_line_alone(l.measure) || l.holds(line.measures);
    });
  };
  std::vector<size_t> candidates(when_only_.begin(), when_only_.end());
  phrases_.find(line.folded, candidates);
  std::erase_if(candidates, [&](size_t rule) { return !when_holds(rule); });
  std::vector<size_t> found;
  patterns_.find(
      line.line.trimmed, [&](size_t pattern) { return when_holds(owner_[pattern]); }, found);
  for (size_t pattern : found) candidates.push_back(owner_[pattern]);
  sort_unique(candidates);
  std::vector<RuleIndex> hits;
  for (size_t i : candidates) {
    bool excepted = std::any_of(unless_[i].begin(), unless_[i].end(),
                                [&](const auto& pattern) { return pattern->found_in(line.line.trimmed); });
    if (!excepted) hits.push_back(static_cast<RuleIndex>(i));
  }
  return hits;
}

std::vector<Range> Matcher::cuts(RuleIndex rule, const MeasuredLine& line) const {
  std::vector<Range> found;
  for (const auto& pattern : own_patterns_[rule]) {
    for (Range range : pattern->find_all(line.line.trimmed)) found.push_back(range);
  }
  for (Range range : phrase_cuts(rules_[rule], line)) found.push_back(range);
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
