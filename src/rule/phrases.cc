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

void PhraseIndex::Builder::add(PhraseKind kind, std::string_view phrase, uint32_t id) {
  if (kind == PhraseKind::is || kind == PhraseKind::starts) {
    heads_.add(phrase, id << 1 | (kind == PhraseKind::starts));
    return;
  }
  auto number = static_cast<uint32_t>(ids_.size());
  if (phrase.size() < LiteralIndex::kShortest) {
    short_ones_.push_back(number);
  } else {
    literals_.add(phrase, number);
  }
  kinds_.push_back(static_cast<uint8_t>(kind));
  ids_.push_back(id);
  texts_ += phrase;
  ends_.push_back(static_cast<uint32_t>(texts_.size()));
}

void PhraseIndex::Builder::write(BlobWriter& blob) && {
  std::move(heads_).write(blob);
  std::move(literals_).write(blob);
  blob.add(kinds_);
  blob.add(ids_);
  blob.add(ends_);
  blob.add(short_ones_);
  blob.add(texts_);
}

PhraseIndex::PhraseIndex(BlobReader& blob)
    : heads_(blob),
      literals_(blob),
      kinds_(blob.take<uint8_t>()),
      ids_(blob.take<uint32_t>()),
      ends_(blob.take<uint32_t>()),
      short_ones_(blob.take<uint32_t>()),
      texts_(blob.take_bytes()) {}

void PhraseIndex::find(std::string_view folded, std::vector<uint32_t>& ids) const {
  std::string_view head = folded.substr(leading(folded));
  heads_.find(head, [&](uint32_t id, size_t size) {
    bool starts = id & 1;
    std::string_view rest = head.substr(size);
    if (starts ? delimiter_follows(rest) : is_blank_or_punctuation(rest)) ids.push_back(id >> 1);
  });
  auto look_at = [&](uint32_t number) {
    uint32_t begin = number ? ends_[number - 1] : 0;
    std::string_view phrase = texts_.substr(begin, ends_[number] - begin);
    if (!find_phrase(static_cast<PhraseKind>(kinds_[number]), phrase, folded).empty())
      ids.push_back(ids_[number]);
  };
  literals_.find(folded, look_at);
  for (uint32_t number : short_ones_) look_at(number);
}

}  // namespace dechaff
