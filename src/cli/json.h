// Just enough of JSON to print results for programs.
#pragma once

#include <string>
#include <string_view>

namespace dechaff {

// The text as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD.
std::string json_string(std::string_view text);

}  // namespace dechaff
