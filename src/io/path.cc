#include "io/path.h"

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

bool is_cleaned_name(std::string_view name) {
  return name.find(".clean.") != name.npos || name.ends_with(".clean");
}

}  // namespace dechaff
