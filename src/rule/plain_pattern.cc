#include "rule/plain_pattern.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>

#include "text/unicode.h"

namespace dechaff {
namespace {

// A program is no larger than some dozen instructions a byte, and groups nest no deeper than RE2 goes.
constexpr size_t kMostBytes = 2000;
constexpr int kMostDepth = 50;
constexpr size_t kMostCopies = 1000;  // by counted repetitions
constexpr size_t kMostProperties = 8;

bool is_one_of(char c, std::string_view characters) {
  return characters.find(c) != characters.npos;
}

class Reader {
 public:
  explicit Reader(std::string_view pattern) : rest_(pattern) {}

  bool is_plain() {
    while (is_plain_ && !rest_.empty()) read_part();
    return is_plain_ && depth_ == 0 && properties_ <= kMostProperties;
  }

 private:
  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  void read_part() {
    bool repeats = is_one_of(rest_[0], "?*+");
    bool counts = rest_[0] == '{';
    if (repeats || counts) {
      is_plain_ = counts ? may_count_ && take_count() : may_repeat_ && take(rest_.substr(0, 1));
      may_repeat_ = may_count_ = false;
    } else if (take("(?:") || take("(?i:") || take("(?-i:") || take("(")) {
      is_plain_ = ++depth_ <= kMostDepth && !rest_.starts_with('?');
      may_repeat_ = may_count_ = false;
    } else if (take(")")) {
      is_plain_ = depth_-- > 0;
      may_repeat_ = true;
      may_count_ = false;
    } else if (take("|") || take("^") || take("$") || take("\\b")) {
      may_repeat_ = may_count_ = false;
    } else {
      size_t properties = properties_;
      if (take("[")) {
        read_class();
      } else {
        is_plain_ = take(".") || take_property() || take_escape("dws") || take_character("{}]");
      }
      may_repeat_ = true;
      may_count_ = properties == properties_;
    }
  }

  // {2}, {2,} or {2,30}
  bool take_count() {
    size_t end = rest_.find('}'), comma = rest_.substr(0, end).find(',');
    if (end == rest_.npos) return false;
    std::optional<size_t> least = number(rest_.substr(1, std::min(comma, end) - 1)), most = least;
    if (comma + 1 < end) most = number(rest_.substr(comma + 1, end - comma - 1));
    if (!least || !most || *least > *most) return false;
    rest_.remove_prefix(end + 1);
    copies_ += *most;
    return copies_ <= kMostCopies;
  }

  static std::optional<size_t> number(std::string_view digits) {
    constexpr size_t kMostDigits = 3;
    bool are_digits = digits.find_first_not_of("0123456789") == digits.npos;
    if (digits.empty() || digits.size() > kMostDigits || !are_digits) return std::nullopt;
    return std::strtoul(std::string(digits).c_str(), nullptr, 10);
  }

  bool take_property() {
    for (std::string_view name : {"\\p{L}", "\\p{Lu}", "\\p{Ll}", "\\p{N}", "\\p{P}", "\\p{S}", "\\p{Z}"}) {
      if (!take(name)) continue;
      ++properties_;
      return true;
    }
    return false;
  }

  // A class without ranges but those of ASCII letters and digits.
  void read_class() {
    take("^");
    if (take("-") && take("]")) return;
    do {
      char first = rest_.empty() ? ']' : rest_[0];
      is_plain_ = take_property() || take_escape("dws") || take_character("[]^-");
      if (!is_plain_ || !rest_.starts_with('-') || rest_.starts_with("-]")) continue;
      char last = rest_.size() > 1 ? rest_[1] : '\0';
      auto both_in = [&](char low, char high) { return low <= first && first <= last && last <= high; };
      is_plain_ = both_in('a', 'z') || both_in('A', 'Z') || both_in('0', '9');
      rest_.remove_prefix(is_plain_ ? 2 : 0);
    } while (is_plain_ && !rest_.empty() && rest_[0] != ']' && !rest_.starts_with("-]"));
    if (is_plain_) take("-");
    is_plain_ = is_plain_ && take("]");
  }

  // A backslash before a sign, or before one of the letters.
  bool take_escape(std::string_view letters) {
    if (rest_.size() < 2 || rest_[0] != '\\') return false;
    bool is_sign = is_one_of(rest_[1], "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
    if (!is_sign && !is_one_of(rest_[1], letters)) return false;
    rest_.remove_prefix(2);
    return true;
  }

  // A character that stands for itself.
  bool take_character(std::string_view but) {
    if (rest_.empty() || rest_[0] == '\\' || is_one_of(rest_[0], but)) return false;
    CodePoint c = decode(rest_);
    rest_.remove_prefix(c.size);
    return c.valid;
  }

  std::string_view rest_;
  int depth_ = 0;
  size_t copies_ = 0, properties_ = 0;
  bool may_repeat_ = false;  // whether what was read last may be repeated
  bool may_count_ = false;   // a character or a class of them
  bool is_plain_ = true;
};

}  // namespace

bool is_plain_pattern(std::string_view pattern) {
  return pattern.size() <= kMostBytes && Reader(pattern).is_plain();
}

}  // namespace dechaff
