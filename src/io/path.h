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

// The same for the last part of a path.
std::string cleaned_path(std::string_view path);

// Back: "x.txt" for "x.clean.txt"; the path itself when it is none that cleaned_path gives.
std::string uncleaned_path(std::string_view path);

// Whether a relative path stays below where it begins: no parts that are empty, `.` or `..`.
bool is_below(std::string_view path);

// Whether a file holds rows, as its name tells: x.jsonl, x.jsonl.gz, x.jsonl.zst.
bool is_rows_name(std::string_view name);

// Whether a name is one that cleaned_name gives.
bool is_cleaned_name(std::string_view name);

}  // namespace dechaff
