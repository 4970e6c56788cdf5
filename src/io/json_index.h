// The fields of a row of JSON, found by simdjson's index of where its tokens begin.
#pragma once

#include <string_view>
#include <vector>

#include "io/json_row.h"

namespace dechaff {

// Finds the fields of the object that the row is, and checks all of it on the way. True says that the row is
// what json_fields() asks for; false says nothing, and leaves `fields` as they may be.
bool fields_by_index(std::string_view row, std::vector<JsonField>& fields);

// Whether the text is a number by JSON's grammar, of any size.
bool is_json_number(std::string_view text);

}  // namespace dechaff
