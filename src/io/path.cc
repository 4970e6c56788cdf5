#include "io/path.h"

#include <algorithm>

namespace dechaff {

std::string_view name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string folder_of(std::string_view path) {
  size_t slash = path.rfind('/');
  if (slash == path.npos) return ".";
  return std::string(slash == 0 ? "/" : path.substr(0, slash));
}

std::string cleaned_name(std::string_view name) {
  size_t dot = name.rfind('.');
  // The dot of a hidden file does not begin an ending.
  if (dot == name.npos || dot == 0) dot = name.size();
  return std::string(name.substr(0, dot)) + ".clean" + std::string(name.substr(dot));
}

std::string cleaned_path(std::string_view path) {
  std::string_view name = name_of(path);
  return std::string(path.substr(0, path.size() - name.size())) + cleaned_name(name);
}

std::string uncleaned_path(std::string_view path) {
  std::string original(path);
  size_t name = path.size() - name_of(path).size();
  size_t part = path.rfind(".clean");
  if (part != path.npos && part >= name) original.erase(part, std::string_view(".clean").size());
  return cleaned_path(original) == path ? original : std::string(path);
}

bool is_below(std::string_view path) {
  for (size_t begin = 0; begin <= path.size();) {
    size_t end = std::min(path.find('/', begin), path.size());
    std::string_view part = path.substr(begin, end - begin);
    if (part.empty() || part == "." || part == "..") return false;
    begin = end + 1;
  }
  return true;
}

bool is_rows_name(std::string_view name) {
  return name.ends_with(".jsonl") || name.ends_with(".jsonl.gz") || name.ends_with(".jsonl.zst");
}

bool is_cleaned_name(std::string_view name) {
  return name.find(".clean.") != name.npos || name.ends_with(".clean");
}

}  // namespace dechaff
