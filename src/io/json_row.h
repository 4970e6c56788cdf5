// A row of JSON: whether it is an object, and where its fields stand.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dechaff {

// A field of an object. The views are of the row.
struct JsonField {
  std::string_view key;    // between its quotes, as written
  std::string_view colon;  // from behind the key's quote up to the value: the colon and white space around it
  std::string_view value;  // as written, strings with their quotes

  bool is_string() const { return value.front() == '"'; }
  // "a number", "null" and so on
  std::string_view kind() const;
};

// The fields of the row's object in order, or why it is none. The whole row is checked: it has to be one
// object of JSON in UTF-8, nested less than 1024 deep. White space around it is allowed, line ends among it.
std::variant<std::vector<JsonField>, std::string> json_fields(std::string_view row);

// The fields of an object and the items of a list that are the value of a field.
std::vector<JsonField> fields_of(std::string_view object);
std::vector<std::string_view> items_of(std::string_view list);

}  // namespace dechaff
