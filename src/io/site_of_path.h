// The site that a file belongs to, as its path tells.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dechaff {

class SiteOfPath {
 public:
  // The site is the file's folder, by its name alone and with a slash behind it: "orrin/". That is no host,
  // so rules of one site do not take it for theirs.
  SiteOfPath() = default;

  // The site is what stands for {site}: "{site}/*.txt", where * and ? are what they are to a shell, but not a
  // slash. As many last parts of the whole path are looked at as the pattern has. Nothing when the pattern
  // does not have {site} just once.
  static std::optional<SiteOfPath> by_pattern(std::string_view pattern);

  // Empty where the path does not fit. What stands for {site} is taken as the host of an address is: without
  // "www.", in lower case. Fast when files are asked folder by folder.
  std::string operator()(const std::string& path);

 private:
  std::string pattern_;                // empty for the file's folder
  std::string folder_, whole_folder_;  // of the last path, as it was given and from the root
};

}  // namespace dechaff
