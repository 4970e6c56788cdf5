// A good row is checked and its fields found in one go. Where that fails, simdjson's parser tells what is
// wrong with the row.
//
// Two things are JSON and yet refused by simdjson: escapes of lone surrogates, and numbers that a machine
// word cannot hold. Where it refuses a row with either, it is asked again about a copy in which they are
// replaced. If it takes the row after all, a simple scan finds the fields, for it need not be ready for
// anything but JSON.
#include "io/json_row.h"

#include <simdjson.h>

#include <algorithm>

#include "io/json_index.h"
#include "io/json_string.h"

namespace dechaff {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr size_t kUsualFields = 16;  // as many get memory in one go

// Where the string that begins with the quote at `at` ends, behind its closing quote.
size_t string_end(std::string_view row, size_t at) {
  for (size_t quote = row.find('"', at + 1); quote != row.npos; quote = row.find('"', quote + 1)) {
    size_t backslashes = 0;
    while (row[quote - 1 - backslashes] == '\\') ++backslashes;
    if (backslashes % 2 == 0) return quote + 1;
  }
  return row.size();
}

bool is_of_number(char c) {
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

// The row with numbers replaced by a small one and lone surrogates by another character, all of the same
// length.
std::string without_refused(std::string_view row) {
  std::string out(row);
  for (size_t at = 0; at < row.size();) {
    if (row[at] == '"') {
      size_t end = string_end(row, at);
      for (; at < end; ++at) {
        if (row[at] != '\\') continue;
        uint32_t first = surrogate_at(row, at);
        bool pair = is_first_surrogate(first) && is_second_surrogate(surrogate_at(row, at + 6));
        if (first && !pair) out.replace(at + 2, 4, "fffd");
        at += pair ? 11 : 1;
      }
    } else if (is_of_number(row[at])) {
      size_t end = at;
      while (end < row.size() && is_of_number(row[end])) ++end;
      if (is_json_number(row.substr(at, end - at)))
        out.replace(at, end - at, "1" + std::string(end - at - 1, ' '));
      at = end;
    } else {
      ++at;
    }
  }
  return out;
}

simdjson::error_code check(std::string_view row) {
  simdjson::dom::parser parser;
  return parser.parse(row.data(), row.size()).error();
}

size_t skip_space(std::string_view row, size_t at) {
  return row.find_first_not_of(kSpace, at);
}

// Where the value that begins at `at` ends.
size_t value_end(std::string_view row, size_t at) {
  if (row[at] == '"') return string_end(row, at);
  if (row[at] != '{' && row[at] != '[') return row.find_first_of(" \t\r\n,}]", at);
  int depth = 0;
  do {
    if (row[at] == '"') {
      at = string_end(row, at);
    } else {
      depth += (row[at] == '{' || row[at] == '[') - (row[at] == '}' || row[at] == ']');
      ++at;
    }
  } while (depth > 0);
  return at;
}

}  // namespace

std::string_view JsonField::kind() const {
  switch (value.front()) {
    case '"':
      return "a string";
    case '{':
      return "an object";
    case '[':
      return "a list";
    case 'n':
      return "null";
    case 't':
    case 'f':
      return "a boolean";
    default:
      return "a number";
  }
}

std::variant<std::vector<JsonField>, std::string> json_fields(std::string_view row) {
  std::vector<JsonField> fields;
  fields.reserve(kUsualFields);
  if (fields_by_index(row, fields)) return fields;
  simdjson::error_code error = check(row);
  if (error == simdjson::STRING_ERROR || error == simdjson::NUMBER_ERROR) error = check(without_refused(row));
  if (error) return "not JSON: " + std::string(simdjson::error_message(error));
  if (row[row.find_first_not_of(kSpace)] != '{') return "not an object";
  return fields_of(row);
}

std::vector<JsonField> fields_of(std::string_view object) {
  std::vector<JsonField> fields;
  for (size_t at = skip_space(object, skip_space(object, 0) + 1); object[at] == '"';
       at = skip_space(object, at)) {
    size_t key_end = string_end(object, at);
    size_t begin = skip_space(object, skip_space(object, key_end) + 1);
    size_t end = value_end(object, begin);
    fields.push_back({object.substr(at + 1, key_end - at - 2), object.substr(key_end, begin - key_end),
                      object.substr(begin, end - begin)});
    at = skip_space(object, end);
    if (object[at] == ',') ++at;
  }
  return fields;
}

std::vector<std::string_view> items_of(std::string_view list) {
  std::vector<std::string_view> items;
  for (size_t at = skip_space(list, 1); list[at] != ']'; at = skip_space(list, at)) {
    size_t end = value_end(list, at);
    items.push_back(list.substr(at, end - at));
    at = skip_space(list, end);
    if (list[at] == ',') ++at;
  }
  return items;
}

}  // namespace dechaff
