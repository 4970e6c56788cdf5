// simdjson's first stage checks UTF-8, quotes and control characters, and tells where each bracket, colon,
// comma, string and bare word begins. One walk over these places does what is left: the grammar, escapes,
// numbers. The second stage would do the same, and also copy all strings and read all numbers.
//
// The first stage is an internal function of simdjson, which all of its parsers are built on. It reads no
// byte behind the row.
#include "io/json_index.h"

#include <simdjson.h>

#include <algorithm>

#include "io/json_string.h"

namespace dechaff {
namespace {

// Deeper rows are left to simdjson, which knows where to end.
constexpr int kMostDepth = 1000;
// What an index of a larger row takes is given back after it, for it is four times the row's size.
constexpr size_t kKeptCapacity = 1 << 20;

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// Whether all escapes between the quotes of a string are JSON's, those of lone surrogates among them.
bool has_good_escapes(std::string_view string) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  for (size_t at = string.find('\\'); at < string.size();) {
    char letter = at + 1 < string.size() ? string[at + 1] : '\0';
    if (letter == 'u') {
      std::string_view digits = string.substr(at + 2, 4);
      auto is_digit = [](char c) { return hex_digit(c) < 16; };
      if (digits.size() < 4 || !std::all_of(digits.begin(), digits.end(), is_digit)) return false;
      at += 6;
    } else {
      if (kLetters.find(letter) == kLetters.npos) return false;
      at += 2;
    }
    at = find_backslash(string, at);
  }
  return true;
}

class Walk {
 public:
  // `begins` are those of `count` tokens, and the row's size behind them.
  Walk(std::string_view row, const uint32_t* begins, size_t count)
      : row_(row), begins_(begins), count_(count) {}

  bool row(std::vector<JsonField>& fields) {
    return at_ < count_ && first() == '{' && object(&fields, 1) && at_ == count_;
  }

 private:
  // Of the token that the walk stands at; there is none behind the last one.
  char first() const { return at_ < count_ ? row_[begins_[at_]] : '\0'; }

  // The token, without the white space behind it.
  std::string_view token() const {
    size_t begin = begins_[at_], end = begins_[at_ + 1];
    while (is_space(row_[end - 1])) --end;
    return row_.substr(begin, end - begin);
  }

  bool take(char c) {
    if (first() != c) return false;
    ++at_;
    return true;
  }

  // A token that begins as a string does ends in the string's last quote, or it has something behind that.
  bool string() {
    std::string_view all = token();
    ++at_;
    return all.size() > 1 && all.back() == '"' && has_good_escapes(all.substr(1, all.size() - 2));
  }

  bool object(std::vector<JsonField>* fields, int depth) {
    if (depth > kMostDepth) return false;
    ++at_;
    if (take('}')) return true;
    do {
      if (first() != '"') return false;
      std::string_view key = token();
      if (!string() || !take(':') || at_ == count_) return false;
      size_t begin = begins_[at_];
      if (!value(depth)) return false;
      if (!fields) continue;
      size_t key_end = static_cast<size_t>(key.data() - row_.data()) + key.size();
      fields->push_back({key.substr(1, key.size() - 2), row_.substr(key_end, begin - key_end),
                         row_.substr(begin, value_end_ - begin)});
    } while (take(','));
    return take('}');
  }

  bool list(int depth) {
    if (depth > kMostDepth) return false;
    ++at_;
    if (take(']')) return true;
    do {
      if (!value(depth)) return false;
    } while (take(','));
    return take(']');
  }

  bool value(int depth) {
    char c = first();
    if (c == '{' || c == '[') {
      if (!(c == '{' ? object(nullptr, depth + 1) : list(depth + 1))) return false;
      value_end_ = begins_[at_ - 1] + 1;
      return true;
    }
    if (at_ == count_) return false;
    std::string_view word = token();
    value_end_ = begins_[at_] + word.size();
    if (c == '"') return string();
    ++at_;
    return c == 't'   ? word == "true"
           : c == 'f' ? word == "false"
           : c == 'n' ? word == "null"
                      : is_json_number(word);
  }

  std::string_view row_;
  const uint32_t* begins_;
  size_t count_;
  size_t at_ = 0;
  size_t value_end_ = 0;  // of the value that was passed last
};

}  // namespace

bool fields_by_index(std::string_view row, std::vector<JsonField>& fields) {
  using Index = simdjson::internal::dom_parser_implementation;
  thread_local std::unique_ptr<Index> index;
  fields.clear();
  if (!index || index->capacity() < row.size()) {
    size_t capacity = std::max(row.size() + row.size() / 2, kKeptCapacity / 16);
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(
            std::min(capacity, simdjson::SIMDJSON_MAXSIZE_BYTES), 1, index))
      return false;
  }
  bool good = index->stage1(reinterpret_cast<const uint8_t*>(row.data()), row.size(),
                            simdjson::stage1_mode::regular) == simdjson::SUCCESS;
  if (good) good = Walk(row, index->structural_indexes.get(), index->n_structural_indexes).row(fields);
  if (index->capacity() > kKeptCapacity) index.reset();
  return good;
}

bool is_json_number(std::string_view text) {
  auto digits = [&] {
    size_t n = 0;
    while (n < text.size() && text[n] >= '0' && text[n] <= '9') ++n;
    text.remove_prefix(n);
    return n;
  };
  auto skip = [&](std::string_view any_of) {
    bool found = !text.empty() && any_of.find(text[0]) != any_of.npos;
    if (found) text.remove_prefix(1);
    return found;
  };
  skip("-");
  bool zero = text.starts_with('0');
  size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (skip(".") && digits() == 0) return false;
  if (skip("eE")) {
    skip("+-");
    if (digits() == 0) return false;
  }
  return text.empty();
}

}  // namespace dechaff
