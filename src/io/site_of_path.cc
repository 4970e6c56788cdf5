#include "io/site_of_path.h"

#include <fnmatch.h>

#include <filesystem>

#include "clean/cleaner.h"
#include "io/path.h"

namespace dechaff {
namespace {

constexpr std::string_view kHole = "{site}";

bool fits(std::string_view pattern, std::string_view text) {
  return fnmatch(std::string(pattern).c_str(), std::string(text).c_str(), 0) == 0;
}

// The shortest text that {site} of the pattern can stand for, the furthest to the left; empty for none.
std::string_view site_in(std::string_view pattern, std::string_view part) {
  size_t hole = pattern.find(kHole);
  std::string_view before = pattern.substr(0, hole), after = pattern.substr(hole + kHole.size());
  for (size_t begin = 0; begin < part.size(); ++begin) {
    if (!fits(before, part.substr(0, begin))) continue;
    for (size_t end = begin + 1; end <= part.size(); ++end) {
      if (fits(after, part.substr(end))) return part.substr(begin, end - begin);
    }
  }
  return {};
}

// Takes the last part off a path.
std::string_view take_last(std::string_view& path) {
  std::string_view last = name_of(path);
  path.remove_suffix(std::min(path.size(), last.size() + 1));
  return last;
}

}  // namespace

std::optional<SiteOfPath> SiteOfPath::by_pattern(std::string_view pattern) {
  size_t hole = pattern.find(kHole);
  if (hole == pattern.npos || pattern.find(kHole, hole + 1) != pattern.npos) return std::nullopt;
  SiteOfPath site;
  site.pattern_ = pattern;
  return site;
}

std::string SiteOfPath::operator()(const std::string& path) {
  std::string folder = folder_of(path);
  if (folder != folder_ || whole_folder_.empty()) {
    std::error_code error;
    whole_folder_ = std::filesystem::weakly_canonical(std::filesystem::absolute(folder, error), error);
    folder_ = std::move(folder);
  }
  if (pattern_.empty()) return std::string(name_of(whole_folder_)) + "/";
  std::string whole = whole_folder_ + "/" + std::string(name_of(path));
  std::string_view left = whole, pattern = pattern_;
  std::string_view site;
  while (!pattern.empty()) {
    std::string_view part = take_last(left), expected = take_last(pattern);
    if (expected.find(kHole) == expected.npos) {
      if (!fits(expected, part)) return "";
    } else {
      site = site_in(expected, part);
      if (site.empty()) return "";
    }
  }
  return site_of(site);
}

}  // namespace dechaff
