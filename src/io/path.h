// Paths and names, as bytes.
#pragma once

#include <string>
#include <string_view>

namespace dechaff {

// The part behind the last slash.
std::string_view name_of(std::string_view path);

// The part before it, "." where there is none.
std::string folder_of(std::string_view path);

// What the output beside a document is called: "x.clean.txt" for "x.txt", "x.clean" for "x".
std::string cleaned_name(std::string_view name);

// Whether a name is one that cleaned_name gives.
bool is_cleaned_name(std::string_view name);

}  // namespace dechaff
