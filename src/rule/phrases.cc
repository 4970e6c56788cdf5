#include "rule/phrases.h"

#include <algorithm>

#include "text/fold.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

// Bytes of bullets, arrows, quotes, opening brackets and spaces at the head of a folded text.
size_t leading(std::string_view folded) {
  size_t i = 0;
  while (i < folded.size()) {
    CodePoint c = decode(folded.substr(i));
    if (!(char_flags(c.value) & (kOpening | kSpace))) break;
    i += c.size;
  }
  return i;
}

// Length of the folded text without the punctuation and spaces at its end.
size_t without_trailing(std::string_view folded) {
  while (!folded.empty()) {
    CodePoint c = decode_last(folded);
    if (!(char_flags(c.value) & (kPunct | kSpace))) break;
    folded.remove_suffix(c.size);
  }
  return folded.size();
}

bool is_blank_or_punctuation(std::string_view folded) {
  return without_trailing(folded) == 0;
}

// Whether a phrase that `starts` a line may end where `rest` begins: at a delimiter or the line's end.
bool delimiter_follows(std::string_view rest) {
  if (is_blank_or_punctuation(rest)) return true;
  bool spaced = rest.starts_with(' ');
  if (spaced) rest.remove_prefix(1);
  if (rest[0] == '-') return spaced || rest.starts_with("- ");
  for (std::string_view delimiter : {":", "|", ">", "]", ")", "»", "】", "›", "→", "▶", "►"}) {
    if (rest.starts_with(delimiter)) return true;
  }
  return false;
}

// Whether a word's edge lies between two neighbouring characters. Scripts without spaces have one everywhere.
bool is_edge(std::string_view before, std::string_view after) {
  if (before.empty() || after.empty()) return true;
  uint16_t a = char_flags(decode_last(before).value), b = char_flags(decode(after).value);
  return !is_word(a) || !is_word(b) || (a & kUnspaced) || (b & kUnspaced);
}

}  // namespace

std::string fold_phrase(std::string_view phrase) {
  std::string folded = fold(phrase);
  folded.resize(without_trailing(folded));
  return folded.substr(leading(folded));
}

std::vector<Range> find_phrase(PhraseKind kind, std::string_view phrase, std::string_view folded) {
  size_t head = kind == PhraseKind::is || kind == PhraseKind::starts ? leading(folded) : 0;
  size_t tail = kind == PhraseKind::is || kind == PhraseKind::ends ? without_trailing(folded) : 0;
  switch (kind) {
    case PhraseKind::is:
      if (head < tail && folded.substr(head, tail - head) == phrase) return {{head, tail}};
      return {};
    case PhraseKind::starts:
      if (folded.substr(head).starts_with(phrase) && delimiter_follows(folded.substr(head + phrase.size()))) {
        return {{head, head + phrase.size()}};
      }
      return {};
    case PhraseKind::ends: {
      std::string_view core = folded.substr(0, tail);
      if (!core.ends_with(phrase)) return {};
      size_t begin = tail - phrase.size();
      if (!is_edge(core.substr(0, begin), core.substr(begin))) return {};
      return {{begin, tail}};
    }
    case PhraseKind::contains:
      break;
  }
  std::vector<Range> found;
  for (size_t at = folded.find(phrase); at != folded.npos; at = folded.find(phrase, at + 1)) {
    size_t end = at + phrase.size();
    if (!is_edge(folded.substr(0, at), folded.substr(at)) ||
        !is_edge(folded.substr(0, end), folded.substr(end)))
      continue;
    if (!found.empty() && at < found.back().end) continue;
    found.push_back({at, end});
  }
  return found;
}

void PhraseIndex::add(PhraseKind kind, const std::string& phrase, size_t id) {
  if (kind == PhraseKind::contains) {
    if (phrase.size() < Literals::kShortest) {
      short_contains_.push_back(contains_.size());
    } else {
      literals_.add(phrase, contains_.size());
    }
    contains_.emplace_back(phrase, id);
    return;
  }
  Table& table = kind == PhraseKind::is ? is_ : kind == PhraseKind::starts ? starts_ : ends_;
  table.ids[phrase].push_back(id);
  auto place = std::lower_bound(table.lengths.begin(), table.lengths.end(), phrase.size());
  if (place == table.lengths.end() || *place != phrase.size()) table.lengths.insert(place, phrase.size());
}

void PhraseIndex::find(std::string_view folded, std::vector<size_t>& ids) const {
  size_t head = leading(folded), tail = without_trailing(folded);
  auto take = [&](PhraseKind kind, const Table& table, std::string_view part) {
    auto entry = table.ids.find(part);
    if (entry == table.ids.end() || find_phrase(kind, entry->first, folded).empty()) return;
    ids.insert(ids.end(), entry->second.begin(), entry->second.end());
  };
  if (head < tail) take(PhraseKind::is, is_, folded.substr(head, tail - head));
  for (size_t length : starts_.lengths) {
    if (head + length > folded.size()) break;
    take(PhraseKind::starts, starts_, folded.substr(head, length));
  }
  for (size_t length : ends_.lengths) {
    if (length > tail) break;
    take(PhraseKind::ends, ends_, folded.substr(tail - length, length));
  }
  std::vector<size_t> contained = short_contains_;
  literals_.find(folded, contained);
  std::sort(contained.begin(), contained.end());
  contained.erase(std::unique(contained.begin(), contained.end()), contained.end());
  for (size_t index : contained) {
    const auto& [phrase, id] = contains_[index];
    if (!find_phrase(PhraseKind::contains, phrase, folded).empty()) ids.push_back(id);
  }
}

}  // namespace dechaff
