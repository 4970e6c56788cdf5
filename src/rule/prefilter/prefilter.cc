#include "rule/prefilter/prefilter.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <map>
#include <tuple>

#include "rule/prefilter/part.h"
#include "text/fold.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

constexpr size_t kEmptyLine = 256;  // in the place of a first byte
constexpr int kPlaceBits = 2;       // of an id of a head
constexpr size_t kSetsOfPattern = 2;
constexpr size_t kStrongHead = 3;  // bytes; shorter ones are the heads of too many lines
// Bytes: where a short pattern has long heads, the texts behind them have little to tell.
constexpr size_t kLongHead = 6, kLongPattern = 80;
constexpr size_t kManyHeads = 64;  // of a pattern, before they are cut shorter
constexpr size_t kHeadBytes[] = {16, 12, 8, 6};

// A set that most lines have a character of tells nothing.
constexpr double kCommonSet = 0.2;

size_t lower(size_t byte) {
  return byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte;
}

bool is_sign(unsigned char byte) {
  return byte < 0x80 && !std::isalpha(byte);
}

// Whether only lines that begin with an ASCII sign or digit can match.
bool begins_with_sign(const Bytes& first) {
  for (size_t byte = 0; byte < first.size(); ++byte) {
    if (first[byte] && !is_sign(static_cast<unsigned char>(byte))) return false;
  }
  return true;
}

// The literal as it stands in folded lines.
std::string folded_literal(const std::string& literal) {
  // Spaces at its ends stand between other characters, for a line has none at its own.
  std::string between = fold("x" + literal + "x");
  return between.substr(1, between.size() - 2);
}

// What a line must have one of: texts as they stand in folded lines, or signs.
struct Wanted {
  std::vector<std::string> texts;
  CharacterSet signs;

  bool is_empty() const { return texts.empty() && commonness(signs) == 0; }
};

Wanted wanted_of(const Required& required) {
  Wanted wanted;
  for (const std::string& literal : required.literals) {
    std::string folded = folded_literal(literal);
    if (is_one_sign(literal)) {
      wanted.signs.add(the_character(literal).set());
    } else if (folded.size() < LiteralIndex::kShortest) {
      return {};
    } else {
      wanted.texts.push_back(std::move(folded));
    }
  }
  return wanted;
}

std::vector<Head> cut_heads(std::vector<Head> heads) {
  for (size_t bytes : kHeadBytes) {
    for (Head& head : heads) head.text.resize(std::min(head.text.size(), bytes));
    heads.erase(std::unique(heads.begin(), heads.end()), heads.end());
    if (heads.size() <= kManyHeads) break;
  }
  return heads;
}

// Whether each head has so many bytes; false where there are none.
bool are_at_least(size_t bytes, const std::vector<Head>& heads) {
  auto is_long = [&](const Head& head) { return head.text.size() >= bytes; };
  return !heads.empty() && std::all_of(heads.begin(), heads.end(), is_long);
}

// The first character that is an ASCII letter or digit or folds to one, as the long s and the Kelvin sign do.
size_t first_ascii(std::string_view line) {
  for (size_t i = 0; i < line.size(); ++i) {
    auto byte = static_cast<unsigned char>(line[i]);
    if (byte < 0x80 ? std::isalnum(byte) != 0
                    : line.substr(i).starts_with("ſ") || line.substr(i).starts_with("\u212A"))
      return i;
  }
  return line.size();
}

size_t first_of(HeadPlace place, std::string_view line) {
  for (size_t i = 0; i < line.size();) {
    CodePoint c = decode(line.substr(i));
    if (c.valid && begins_head(place, fold_case(c.value))) return i;
    i += c.size;
  }
  return line.size();
}

std::array<size_t, kHeadPlaces> head_places(std::string_view line) {
  return {0, first_ascii(line), first_of(HeadPlace::letter, line),
          first_of(HeadPlace::letter_or_digit, line)};
}

Conditions::PlaceBytes bytes_at(std::string_view line, const std::array<size_t, kHeadPlaces>& places) {
  Conditions::PlaceBytes bytes;
  bytes.fill(Conditions::kNoByte);
  for (size_t i = 0; i < places.size(); ++i) {
    std::string_view rest = line.substr(places[i]);
    if (!rest.empty()) bytes[i] = static_cast<unsigned char>(fold_case(rest.substr(0, decode(rest).size))[0]);
  }
  return bytes;
}

template <class Sets>
void put(Sets& sets, size_t i) {
  sets[i / 64] |= uint64_t{1} << i % 64;
}

// Keeps of the sets that a pattern requires those that tell most.
void keep_telling(std::vector<CharacterSet>& sets) {
  std::erase_if(sets, [](const CharacterSet& set) { return commonness(set) >= kCommonSet; });
  std::stable_sort(sets.begin(), sets.end(), [](const CharacterSet& a, const CharacterSet& b) {
    return commonness(a) < commonness(b);
  });
  sets.resize(std::min(sets.size(), kSetsOfPattern));
}

}  // namespace

void Prefilter::Builder::add(std::string_view pattern, uint32_t most_words) {
  uint32_t index = count_++;
  Required required = required_by(pattern, LiteralIndex::kShortest);
  std::vector<std::vector<std::string>> choices;
  bool tells_enough = pattern.size() < kLongPattern && are_at_least(kLongHead, required.heads);
  if (!tells_enough) choices = choices_of(pattern);
  for (std::vector<std::string>& choice : choices)
    for (std::string& text : choice) text = folded_literal(text);
  conditions_.add(choices, required.heads, required.first);
  std::vector<Head> heads = cut_heads(std::move(required.heads));
  Wanted wanted = wanted_of(required);
  bool has_heads = are_at_least(kStrongHead, heads) || (wanted.is_empty() && !heads.empty());
  if (has_heads) {
    for (const Head& head : heads)
      heads_.add(head.text, index << kPlaceBits | static_cast<uint32_t>(head.place));
    return;
  }
  LiteralIndex::Builder& literals = begins_with_sign(required.first) ? literals_of_signs_ : literals_;
  for (const std::string& text : wanted.texts) literals.add(text, index);
  if (!wanted.texts.empty() && commonness(wanted.signs) == 0) return;
  if (!wanted.is_empty()) required.some.push_back(wanted.signs);
  keep_telling(required.some);
  others_.push_back({index, most_words, required.first, std::move(required.some)});
}

void Prefilter::Builder::write(BlobWriter& blob) && {
  std::stable_sort(others_.begin(), others_.end(),
                   [](const Other& a, const Other& b) { return a.most_words > b.most_words; });
  std::vector<CharacterSet> sets;
  for (const Other& other : others_) {
    for (const CharacterSet& set : other.some) {
      bool is_new = std::find(sets.begin(), sets.end(), set) == sets.end();
      if (is_new && sets.size() < kMostSets) sets.push_back(set);
    }
  }
  std::vector<Sets> sets_of_ascii(0x80);
  std::map<char32_t, Sets> sets_of_others;
  for (size_t i = 0; i < sets.size(); ++i) {
    for (size_t c = 0; c < sets_of_ascii.size(); ++c) {
      if (sets[i].ascii[lower(c)]) put(sets_of_ascii[c], i);
    }
    for (char32_t c : *sets[i].others) put(sets_of_others[c], i);
  }
  std::vector<Sign> signs(std::bit_ceil(4 * sets_of_others.size() + 1));
  for (auto& [c, bits] : sets_of_others) {
    size_t at = slot_of(c, signs.size());
    while (signs[at].c) at = (at + 1) & (signs.size() - 1);
    signs[at] = {bits, c, 0};
  }
  std::vector<Try> tries;
  std::vector<uint32_t> ends;
  for (size_t first = 0; first <= kEmptyLine; ++first) {
    for (const Other& other : others_) {
      if (first < kEmptyLine && !other.first[first]) continue;
      Try& added = tries.emplace_back(Try{{}, other.most_words, other.pattern});
      for (const CharacterSet& some : other.some) {
        size_t i = static_cast<size_t>(std::find(sets.begin(), sets.end(), some) - sets.begin());
        if (i < sets.size()) put(added.required, i);
      }
    }
    ends.push_back(static_cast<uint32_t>(tries.size()));
  }
  std::move(heads_).write(blob);
  std::move(literals_).write(blob);
  std::move(literals_of_signs_).write(blob);
  blob.add(sets_of_ascii);
  blob.add(signs);
  blob.add(tries);
  blob.add(ends);
  std::move(conditions_).write(blob);
}

Prefilter::Prefilter(BlobReader& blob)
    : heads_(blob),
      literals_(blob),
      literals_of_signs_(blob),
      sets_of_ascii_(blob.take<Sets>()),
      signs_(blob.take<Sign>()),
      tries_(blob.take<Try>()),
      ends_(blob.take<uint32_t>()),
      conditions_(blob) {}

void Prefilter::find(std::string_view line, std::string_view folded, uint32_t words,
                     std::vector<uint32_t>& candidates) const {
  size_t before = candidates.size();
  auto add = [&](uint32_t pattern) { candidates.push_back(pattern); };
  Places places = head_places(line);
  find_heads(line, places, add);
  literals_.find(folded, add);
  if (line.empty() || is_sign(static_cast<unsigned char>(line[0]))) literals_of_signs_.find(folded, add);
  find_others(line, words, add);
  std::sort(candidates.begin() + static_cast<ptrdiff_t>(before), candidates.end());
  candidates.erase(std::unique(candidates.begin() + static_cast<ptrdiff_t>(before), candidates.end()),
                   candidates.end());
  auto keep_those = [&](auto may_match) {
    auto is_out = [&](uint32_t pattern) { return !may_match(pattern); };
    candidates.erase(
        std::remove_if(candidates.begin() + static_cast<ptrdiff_t>(before), candidates.end(), is_out),
        candidates.end());
  };
  // Any pattern may match an empty line, which has no head.
  if (!line.empty()) {
    Conditions::PlaceBytes bytes = bytes_at(line, places);
    keep_those([&](uint32_t pattern) { return conditions_.may_begin(pattern, bytes); });
  }
  auto has_choices = [&](uint32_t pattern) { return conditions_.has_choices(pattern); };
  if (std::none_of(candidates.begin() + static_cast<ptrdiff_t>(before), candidates.end(), has_choices))
    return;
  LineSketch sketch(folded);
  keep_those([&](uint32_t pattern) { return conditions_.may_have_texts(pattern, sketch); });
}

template <class Add>
void Prefilter::find_heads(std::string_view line, const Places& places, Add add) const {
  constexpr size_t kMostShrunk = 3;  // bytes of which folding makes one: the Kelvin sign
  std::array<bool, kHeadPlaces> is_done{};
  for (size_t place = 0; place < places.size(); ++place) {
    size_t at = places[place];
    if (is_done[place] || at == line.size()) continue;
    std::string head = fold_case(line.substr(at, kMostShrunk * kHeadBytes[0]));
    heads_.find(head, [&](uint32_t id, size_t) {
      size_t of_id = id & ((1 << kPlaceBits) - 1);
      if (places[of_id] == at) add(id >> kPlaceBits);
    });
    for (size_t other = place; other < places.size(); ++other) is_done[other] |= places[other] == at;
  }
}

template <class Add>
void Prefilter::find_others(std::string_view line, uint32_t words, Add add) const {
  size_t first = line.empty() ? kEmptyLine : static_cast<unsigned char>(fold_case(line.substr(0, 4))[0]);
  uint32_t begin = first ? ends_[first - 1] : 0, end = ends_[first];
  if (begin == end || words > tries_[begin].most_words) return;
  Sets sets = sets_in(line);
  for (uint32_t i = begin; i < end && words <= tries_[i].most_words; ++i) {
    uint64_t missing = 0;
    for (size_t k = 0; k < sets.size(); ++k) missing |= tries_[i].required[k] & ~sets[k];
    if (!missing) add(tries_[i].pattern);
  }
}

// The sets that the line, under fold_case, has a character of.
Prefilter::Sets Prefilter::sets_in(std::string_view line) const {
  Sets sets{};
  auto add = [&](const Sets& more) {
    for (size_t k = 0; k < sets.size(); ++k) sets[k] |= more[k];
  };
  for (size_t i = 0; i < line.size();) {
    auto byte = static_cast<unsigned char>(line[i]);
    if (byte < 0x80) {
      add(sets_of_ascii_[byte]);
      ++i;
      continue;
    }
    CodePoint c = decode(line.substr(i));
    i += c.size;
    const Sets* more = c.valid ? sets_of(fold_case(c.value)) : nullptr;
    if (more) add(*more);
  }
  return sets;
}

// Null where it is in none.
const Prefilter::Sets* Prefilter::sets_of(char32_t c) const {
  if (c < 0x80) return &sets_of_ascii_[c];
  for (size_t at = slot_of(c, signs_.size()); signs_[at].c; at = (at + 1) & (signs_.size() - 1)) {
    if (signs_[at].c == c) return &signs_[at].sets;
  }
  return nullptr;
}

}  // namespace dechaff
