#include "rule/characters.h"

#include <cctype>

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

Characters of_ascii(const Bytes& ascii) {
  return {folded(ascii), ascii};
}

}  // namespace

Characters Characters::inverse() const {
  Bytes out = folded(kAscii & ~sure) | ~kAscii;
  if (!has_k_and_s) out |= kFoldedTo;
  return {out, kAscii & ~folding_to(may)};
}

Characters digits() {
  return of_ascii(kDigits);
}

Characters word_signs() {
  return of_ascii(kWord);
}

Characters white_space() {
  return of_ascii(kSpaces);
}

Characters any_character() {
  return {Bytes().set(), Bytes()};
}

Characters beyond_ascii() {
  return {~kAscii | kFoldedTo, Bytes()};
}

Characters the_character(std::string_view character) {
  std::string text = fold_case(character);
  auto lead = static_cast<unsigned char>(character[0]);
  return {first_byte(text), lead < 0x80 ? Bytes().set(lead) : Bytes(), false, text};
}

Characters range(const Characters& from, const Characters& to) {
  if (from.sure.none()) return beyond_ascii();
  size_t begin = from.sure._Find_first(), end = to.sure.none() ? 0x7F : to.sure._Find_first();
  Characters set = of_ascii(
      ascii_where([&](int c) { return static_cast<size_t>(c) >= begin && static_cast<size_t>(c) <= end; }));
  if (to.sure.none()) set.may |= beyond_ascii().may;
  return set;
}

Characters with_property(std::string_view name) {
  if (name.empty() || name.size() > 2) return any_character();  // a script
  bool is_whole = name.size() == 1;                             // L, and not Lu
  switch (name[0]) {
    case 'L':
      return {folded(kLetters) | ~kAscii, is_whole ? kLetters : Bytes(), is_whole};
    case 'N':
      return {kDigits | ~kAscii, is_whole ? kDigits : Bytes()};
    case 'Z':
      return {kSpaces | ~kAscii, Bytes()};
    case 'P':
    case 'S':
      return {kSigns | ~kAscii, Bytes()};
  }
  return any_character();
}

Bytes first_byte(std::string_view text) {
  return Bytes().set(static_cast<unsigned char>(text[0]));
}

}  // namespace dechaff
