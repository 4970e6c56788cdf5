#include "rule/prefilter/characters.h"

#include <algorithm>
#include <cctype>
#include <iterator>

#include "text/unicode.h"

namespace dechaff {
namespace {

template <class Holds>
Bytes ascii_where(Holds holds) {
  Bytes bytes;
  for (int c = 0; c < 0x80; ++c) bytes.set(static_cast<size_t>(c), holds(c));
  return bytes;
}

const Bytes kAscii = ascii_where([](int) { return true; });
const Bytes kDigits = ascii_where([](int c) { return std::isdigit(c) != 0; });
const Bytes kLetters = ascii_where([](int c) { return std::isalpha(c) != 0; });
const Bytes kUpper = ascii_where([](int c) { return std::isupper(c) != 0; });
const Bytes kLower = ascii_where([](int c) { return std::islower(c) != 0; });
const Bytes kWord = ascii_where([](int c) { return std::isalnum(c) || c == '_'; });
// RE2 does not count the vertical tab.
const Bytes kSpaces = ascii_where([](int c) { return std::isspace(c) && c != '\v'; });
const Bytes kSigns = ascii_where([](int c) { return std::ispunct(c) != 0; });
const Bytes kFoldedTo = ascii_where([](int c) { return c == 'k' || c == 's'; });

constexpr size_t kToLower = 'a' - 'A';

Bytes folded(const Bytes& ascii) {
  return (ascii & ~kUpper) | (ascii & kUpper) << kToLower;
}

// The ASCII characters that fold to one of `bytes`.
Bytes folding_to(const Bytes& bytes) {
  return (bytes & kAscii & ~kUpper) | (bytes & kLower) >> kToLower;
}

// A range with k and s has what folds to them, too, as RE2 folds ranges.
Characters of_ascii(const Bytes& ascii) {
  Bytes may = folded(ascii);
  bool has_k_and_s = (may & kFoldedTo) == kFoldedTo;
  return {.may = may,
          .sure = ascii,
          .has_k_and_s = has_k_and_s,
          .old_letters = Share::none,
          .others = std::vector<char32_t>()};
}

Share rest_of(Share share) {
  if (share == Share::some) return share;
  return share == Share::none ? Share::all : Share::none;
}

Share both(Share a, Share b) {
  if (a == b) return a;
  return a == Share::all || b == Share::all ? Share::all : Share::some;
}

struct Block {
  char32_t first, last;
};
// Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, Devanagari, Bengali, Thai, Vietnamese, kana, Han, Hangul.
constexpr Block kOldBlocks[] = {
    {0xAA, 0x24F},    {0x386, 0x3FF},   {0x400, 0x523},   {0x531, 0x587},   {0x5D0, 0x5EA},
    {0x620, 0x6D5},   {0x904, 0x939},   {0x985, 0x9B9},   {0xE01, 0xE30},   {0x1E00, 0x1EFF},
    {0x3041, 0x3096}, {0x30A1, 0x30FA}, {0x3400, 0x4DB5}, {0x4E00, 0x9FA5}, {0xAC00, 0xD7A3},
};

constexpr size_t kMostOthers = 24;

void add_others(std::optional<std::vector<char32_t>>& to, const std::optional<std::vector<char32_t>>& from) {
  if (!to || !from) return to.reset();
  to->insert(to->end(), from->begin(), from->end());
  std::sort(to->begin(), to->end());
  to->erase(std::unique(to->begin(), to->end()), to->end());
  if (to->size() > kMostOthers) to.reset();
}

// Ranges of more characters than this are not looked through.
constexpr char32_t kMostOfRange = 1000;

// A rough share of the bytes of texts.
double commonness_of(unsigned char byte) {
  if (byte == ' ') return 0.17;
  if (byte >= 0x80) return 0.06;
  if (std::string_view("etaoin").find(static_cast<char>(byte)) != std::string_view::npos) return 0.08;
  if (std::string_view("srhldcu").find(static_cast<char>(byte)) != std::string_view::npos) return 0.04;
  return byte >= 'a' && byte <= 'z' ? 0.015 : 0.005;
}

// Other scripts than these have nothing of ASCII, nor anything that folds to it.
Characters of_script(std::string_view name) {
  bool has_ascii = name == "Latin" || name == "Common" || name == "Inherited" || name == "Any";
  return has_ascii ? any_character() : Characters{.may = ~kAscii};
}

}  // namespace

bool is_old_letter(char32_t c) {
  auto has_it = [&](const Block& block) { return c >= block.first && c <= block.last; };
  return std::any_of(std::begin(kOldBlocks), std::end(kOldBlocks), has_it) && (char_flags(c) & kLetter);
}

Characters Characters::inverse() const {
  Bytes out = folded(kAscii & ~sure) | ~kAscii;
  if (!has_k_and_s) out |= kFoldedTo;
  return {.may = out, .sure = kAscii & ~folding_to(may), .old_letters = rest_of(old_letters)};
}

void Characters::add(const Characters& other) {
  bool is_empty = may.none();
  may |= other.may;
  sure |= other.sure;
  has_k_and_s |= other.has_k_and_s;
  one.reset();
  old_letters = both(old_letters, other.old_letters);
  add_others(others, other.others);
  are_spaces = (is_empty || are_spaces) && other.are_spaces;
}

CharacterSet Characters::set() const {
  CharacterSet set;
  set.ascii = may & kAscii;
  set.others = others;
  return set;
}

void CharacterSet::add(const CharacterSet& other) {
  ascii |= other.ascii;
  add_others(others, other.others);
}

// Letters are alike: what counts is to tell signs from them. (Literals, which look for what is rare within
// texts, tell letters apart.)
double commonness(const CharacterSet& set) {
  auto of_ascii_character = [](size_t c) {
    if (c == ' ') return 0.17;
    bool is_usual = (c >= 'a' && c <= 'z') || c == '.' || c == ',';
    return is_usual ? 0.03 : 0.002;
  };
  if (!set.others) return 1;
  double sum = 0;
  for (char32_t c : *set.others) sum += char_flags(c) & kLetter ? 0.01 : 0.002;
  for (size_t c = 0; c < 0x80; ++c) sum += set.ascii[c] ? of_ascii_character(c) : 0;
  return sum;
}

double commonness_of_bytes(std::string_view bytes) {
  double common = 1;
  for (char c : bytes) common *= commonness_of(static_cast<unsigned char>(c));
  return common;
}

Characters no_characters() {
  return {.old_letters = Share::none, .others = std::vector<char32_t>()};
}

Characters digits() {
  return of_ascii(kDigits);
}

Characters word_signs() {
  return of_ascii(kWord);
}

Characters white_space() {
  Characters spaces = of_ascii(kSpaces);
  spaces.are_spaces = true;
  return spaces;
}

Characters any_character() {
  return {.may = Bytes().set()};
}

Characters beyond_ascii() {
  return {.may = ~kAscii | kFoldedTo};
}

Characters the_character(std::string_view character) {
  std::string text = fold_case(character);
  auto lead = static_cast<unsigned char>(character[0]);
  char32_t c = decode(text).value;
  return {.may = first_byte(text),
          .sure = lead < 0x80 ? Bytes().set(lead) : Bytes(),
          .one = text,
          .old_letters = is_old_letter(c) ? Share::some : Share::none,
          .others = c < 0x80 ? std::vector<char32_t>() : std::vector<char32_t>{c},
          .are_spaces = character == " "};
}

Characters range(const Characters& from, const Characters& to) {
  if (from.sure.none()) {
    Characters set = beyond_ascii();
    char32_t first = decode(*from.one).value, last = decode(*to.one).value;
    bool is_short = first <= last && last - first <= kMostOfRange;
    bool has_letter = false;
    for (char32_t c = first; is_short && c <= last; ++c)
      has_letter |= (char_flags(c) & (kLetter | kMark)) != 0;
    if (is_short && !has_letter) set.old_letters = Share::none;
    if (is_short && !has_letter && last - first < kMostOthers) {
      set.others.emplace();
      for (char32_t c = first; c <= last; ++c) set.others->push_back(fold_case(c));
    }
    return set;
  }
  size_t begin = from.sure._Find_first(), end = to.sure.none() ? 0x7F : to.sure._Find_first();
  Characters set = of_ascii(
      ascii_where([&](int c) { return static_cast<size_t>(c) >= begin && static_cast<size_t>(c) <= end; }));
  if (to.sure.none()) set.add(beyond_ascii());
  return set;
}

Characters with_property(std::string_view name) {
  if (name.size() > 2) return of_script(name);
  if (name.empty()) return any_character();
  bool is_whole = name.size() == 1;  // L, and not Lu
  switch (name[0]) {
    case 'L':
      return {.may = folded(kLetters) | ~kAscii,
              .sure = is_whole ? kLetters : Bytes(),
              .has_k_and_s = is_whole,
              .old_letters = is_whole ? Share::all : Share::some};
    case 'N':
      return {.may = kDigits | ~kAscii, .sure = is_whole ? kDigits : Bytes(), .old_letters = Share::none};
    case 'Z':
      return {.may = kSpaces | ~kAscii, .old_letters = Share::none, .are_spaces = true};
    case 'P':
    case 'S':
      return {.may = kSigns | ~kAscii, .old_letters = Share::none};
  }
  return any_character();
}

Bytes first_byte(std::string_view text) {
  return Bytes().set(static_cast<unsigned char>(text[0]));
}

}  // namespace dechaff
