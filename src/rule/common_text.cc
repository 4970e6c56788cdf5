#include "rule/common_text.h"

#include <fmt/format.h>

#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "rule/pattern.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

struct Block {
  char32_t first, last;
};
constexpr Block kAlphabet[] = {
    {0x0000, 0x017F},  // Latin
    {0x0386, 0x03CE},  // Greek
    {0x0400, 0x0491},  // Cyrillic
    {0x2000, 0x206F},  // punctuation
    {0x20A0, 0x20BF},  // currencies
    {0x2100, 0x214F},  // signs made of letters
    {0x3000, 0x30FF},  // CJK punctuation, kana
    {0x3400, 0x9FFF},  // Han
    {0xAC00, 0xD7A3},  // Hangul
    {0xFF00, 0xFFEF},  // wide forms
};
// Of no common text.
constexpr std::string_view kNoCharacter = "\\x{10FFFE}";

std::string utf8(char32_t c) {
  std::string out;
  auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
  return out;
}

// The characters of the alphabet that a property's class matches, as ranges of a class.
std::string find_members(std::string_view property, bool folds) {
  std::string text = fmt::format("^(?{}:{})", folds ? "i" : "-i", property);
  Pattern pattern(text);
  std::string members;
  for (const Block& block : kAlphabet) {
    std::optional<char32_t> first;
    for (char32_t c = block.first; c <= block.last + 1; ++c) {
      bool is_member = c <= block.last && pattern.found_in(utf8(c));
      if (is_member && !first) first = c;
      if (is_member || !first) continue;
      members +=
          fmt::format("\\x{{{:x}}}-\\x{{{:x}}}", static_cast<uint32_t>(*first), static_cast<uint32_t>(c - 1));
      first.reset();
    }
  }
  return members.empty() ? std::string(kNoCharacter) : members;
}

const std::string& members_of(std::string_view property, bool folds) {
  static std::mutex mutex;
  static std::map<std::pair<std::string, bool>, std::string> known;
  std::lock_guard lock(mutex);
  auto [entry, is_new] = known.try_emplace({std::string(property), folds});
  if (is_new) entry->second = find_members(property, folds);
  return entry->second;
}

class Narrower {
 public:
  explicit Narrower(std::string_view pattern) : rest_(pattern) {}

  // Nothing where something is not known here.
  std::optional<std::string> narrow() {
    std::vector<bool> folds = {true};
    while (!rest_.empty() && is_known_) {
      if (rest_.starts_with("(?P<") || rest_.starts_with("(?:")) {
        folds.push_back(folds.back());
        take(3);
      } else if (rest_.starts_with("(?i:") || rest_.starts_with("(?-i:")) {
        folds.push_back(rest_[2] == 'i');
        take(rest_.find(':') + 1);
      } else if (rest_.starts_with("(?") || rest_.starts_with("\\Q")) {
        is_known_ = false;
      } else if (rest_[0] == '(') {
        folds.push_back(folds.back());
        take(1);
      } else if (rest_[0] == ')') {
        if (folds.size() > 1) folds.pop_back();
        take(1);
      } else if (rest_[0] == '[') {
        narrow_class(folds.back());
      } else if (auto property = take_property()) {
        out_ += fmt::format("[{}]", members_of(*property, folds.back()));
      } else {
        take(rest_[0] == '\\' ? 2 : 1);
      }
    }
    if (!is_known_) return std::nullopt;
    return std::move(out_);
  }

 private:
  void take(size_t bytes) {
    out_ += rest_.substr(0, bytes);
    rest_.remove_prefix(std::min(bytes, rest_.size()));
  }

  void narrow_class(bool folds) {
    take(rest_.starts_with("[^") ? 2 : 1);
    for (bool is_first = true; is_first || !rest_.starts_with(']'); is_first = false) {
      if (rest_.empty()) {
        is_known_ = false;
        return;
      }
      if (rest_.starts_with("[:")) {
        take(rest_.find(":]") + 2);
      } else if (auto property = take_property()) {
        out_ += members_of(*property, folds);
      } else {
        take(rest_[0] == '\\' ? 2 : 1);
      }
    }
    take(1);
  }

  // \p{Lu}, \pL, \P{Lu} or \PL, where it comes next.
  std::optional<std::string_view> take_property() {
    if (!rest_.starts_with("\\p") && !rest_.starts_with("\\P")) return std::nullopt;
    size_t end = rest_.substr(2).starts_with('{') ? rest_.find('}') + 1 : 3;
    std::string_view property = rest_.substr(0, end);
    rest_.remove_prefix(property.size());
    return property;
  }

  std::string_view rest_;
  std::string out_;
  bool is_known_ = true;
};

}  // namespace

bool is_common_text(std::string_view line) {
  for (size_t i = 0; i < line.size();) {
    uint64_t eight = ~uint64_t{0};
    if (i + sizeof eight <= line.size()) std::memcpy(&eight, line.data() + i, sizeof eight);
    bool are_ascii = (eight & 0x8080808080808080) == 0;
    if (are_ascii || static_cast<unsigned char>(line[i]) < 0x80) {
      i += are_ascii ? sizeof eight : 1;
      continue;
    }
    CodePoint c = decode(line.substr(i));
    bool is_common = false;
    for (const Block& block : kAlphabet) is_common |= c.value >= block.first && c.value <= block.last;
    if (!c.valid || !is_common) return false;
    i += c.size;
  }
  return true;
}

std::string for_common_text(std::string_view pattern) {
  bool names_properties = pattern.find("\\p") != pattern.npos || pattern.find("\\P") != pattern.npos;
  if (!names_properties) return std::string(pattern);
  return Narrower(pattern).narrow().value_or(std::string(pattern));
}

}  // namespace dechaff
