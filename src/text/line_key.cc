#include "text/line_key.h"

#include <algorithm>
#include <string>

#include "text/fold.h"
#include "text/hash.h"
#include "text/lines.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

constexpr size_t kLongest = 3;

struct LongLine {
  size_t chars;
  uint64_t key;
};

// Keeps the kLongest longest lines, of equal ones those with the smallest keys, each once.
void note(const LongLine& line, std::vector<LongLine>& longest) {
  auto is_before = [](const LongLine& a, const LongLine& b) {
    return a.chars != b.chars ? a.chars > b.chars : a.key < b.key;
  };
  auto is_same = [&](const LongLine& other) { return other.key == line.key; };
  if (auto same = std::find_if(longest.begin(), longest.end(), is_same); same != longest.end()) {
    same->chars = std::max(same->chars, line.chars);  // they may differ in how long their numbers are
  } else {
    longest.push_back(line);
  }
  std::sort(longest.begin(), longest.end(), is_before);
  if (longest.size() > kLongest) longest.pop_back();
}

}  // namespace

// Every run of digits is hashed as one zero: "3 comments" is "12 comments".
std::optional<uint64_t> line_key(std::string_view folded) {
  std::string plain;
  plain.reserve(folded.size());
  bool in_number = false, has_letter = false;
  for (size_t i = 0; i < folded.size();) {
    CodePoint c = decode(folded.substr(i));
    uint16_t flags = char_flags(c.value);
    bool is_digit = flags & kDigit;
    has_letter |= (flags & kLetter) != 0;
    if (!is_digit) plain += folded.substr(i, c.size);
    if (is_digit && !in_number) plain += '0';
    in_number = is_digit;
    i += c.size;
  }
  if (!has_letter) return std::nullopt;
  return short_hash_of(plain);
}

DocumentKeys keys_of(std::string_view text) {
  DocumentKeys keys;
  std::vector<LongLine> longest;
  for (const Line& line : split_lines(text)) {
    if (line.blank()) continue;
    std::string folded = fold(line.trimmed);
    std::optional<uint64_t> key = line_key(folded);
    if (!key) continue;
    keys.lines.push_back(*key);
    size_t chars = count_code_points(folded);
    if (chars >= kLeastSignatureChars) note({chars, *key}, longest);
  }
  for (const LongLine& line : longest) keys.story = std::min(keys.story.value_or(line.key), line.key);
  std::sort(keys.lines.begin(), keys.lines.end());
  keys.lines.erase(std::unique(keys.lines.begin(), keys.lines.end()), keys.lines.end());
  return keys;
}

}  // namespace dechaff
