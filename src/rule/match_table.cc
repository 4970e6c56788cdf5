#include "rule/match_table.h"

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

// Offsets into a folded line, as offsets into line.trimmed.
void to_origins(const MeasuredLine& line, std::span<Range> ranges) {
  std::vector<size_t> ends;
  for (Range range : ranges) ends.insert(ends.end(), {range.begin, range.end});
  std::sort(ends.begin(), ends.end());
  std::vector<size_t> origins = fold_origins(line.line.trimmed, ends);
  auto origin = [&](size_t end) {
    return origins[static_cast<size_t>(std::lower_bound(ends.begin(), ends.end(), end) - ends.begin())];
  };
  for (Range& range : ranges) range = {origin(range.begin), origin(range.end)};
}

// The words of the longest line that the rule's `when` lets pass.
uint32_t most_words(const Rule& rule) {
  uint32_t most = PatternSet::kAnyWords;
  for (const Limit& limit : rule.when) {
    if (limit.measure != Measure::words || !limit.is_max) continue;
    most = std::min(most, static_cast<uint32_t>(std::clamp<int64_t>(limit.bound, 0, INT32_MAX)));
  }
  return most;
}

}  // namespace

std::vector<uint64_t> MatchTable::make(std::span<const Rule> rules) {
  PhraseIndex::Builder phrases;
  PatternSet::Builder patterns;
  PatternTexts unless;
  std::vector<uint32_t> owners, phrase_ends;
  std::vector<Ends> ends;
  std::vector<uint8_t> kinds;
  std::string phrase_texts;
  for (uint32_t i = 0; i < rules.size(); ++i) {
    const Rule& rule = rules[i];
    for_each_phrase(rule, [&](PhraseKind kind, const Located& phrase) {
      std::string folded = fold_phrase(phrase.text);
      phrases.add(kind, folded, i);
      if (rule.action != Action::match) return;
      kinds.push_back(static_cast<uint8_t>(kind));
      phrase_texts += folded;
      phrase_ends.push_back(static_cast<uint32_t>(phrase_texts.size()));
    });
    for (const PatternText& pattern : rule.patterns) {
      patterns.add(pattern.expanded, most_words(rule));
      owners.push_back(i);
    }
    for (const PatternText& pattern : rule.unless) unless.add(pattern.expanded);
    ends.push_back({static_cast<uint32_t>(owners.size()), static_cast<uint32_t>(unless.size()),
                    static_cast<uint32_t>(phrase_ends.size())});
  }
  BlobWriter blob;
  std::move(phrases).write(blob);
  std::move(patterns).write(blob);
  blob.add(owners);
  blob.add(ends);
  unless.write(blob);
  blob.add(kinds);
  blob.add(phrase_ends);
  blob.add(phrase_texts);
  return blob.take();
}

MatchTable::MatchTable(std::span<const uint64_t> blob) : MatchTable(BlobReader(blob)) {}

MatchTable::MatchTable(BlobReader blob)
    : phrases_(blob),
      patterns_(blob),
      owners_(blob.take<uint32_t>()),
      ends_(blob.take<Ends>()),
      unless_(PatternTexts::read(blob)),
      kinds_(blob.take<uint8_t>()),
      phrase_ends_(blob.take<uint32_t>()),
      phrase_texts_(blob.take_bytes()) {}

bool MatchTable::is_excepted(uint32_t rule, std::string_view line) const {
  uint32_t begin = begins(rule).unless, end = ends_[rule].unless;
  if (begin == end) return false;
  bool is_common = is_common_text(line);
  auto is_found = [&](const Pattern& pattern) { return pattern.found_in(line, is_common); };
  return std::any_of(unless_.begin() + begin, unless_.begin() + end, is_found);
}

void MatchTable::cuts(uint32_t rule, const MeasuredLine& line, std::vector<Range>& found) const {
  for (uint32_t i = begins(rule).patterns; i < ends_[rule].patterns; ++i) {
    for (Range range : patterns_[i].find_all(line.line.trimmed)) found.push_back(range);
  }
  std::vector<Range> phrases;
  for (uint32_t i = begins(rule).phrases; i < ends_[rule].phrases; ++i) {
    uint32_t begin = i ? phrase_ends_[i - 1] : 0;
    auto kind = static_cast<PhraseKind>(kinds_[i]);
    for (Range range : find_phrase(kind, phrase_texts_.substr(begin, phrase_ends_[i] - begin), line.folded))
      phrases.push_back(with_skipped(kind, range, line.folded));
  }
  to_origins(line, phrases);
  found.insert(found.end(), phrases.begin(), phrases.end());
}

}  // namespace dechaff
