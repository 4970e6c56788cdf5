// The folder of one test, with what tests of files ask of it.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "own_rules.h"

class TemporaryFolder : public dechaff::TempFolder {
 public:
  // A path below the folder, of something that need not exist.
  std::string operator/(std::string_view name) const { return path(name); }

  std::string read(std::string_view name) const {
    std::ifstream in(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  // Also true for a symbolic link to nothing.
  bool has(std::string_view name) const {
    return std::filesystem::exists(std::filesystem::symlink_status(path(name)));
  }
};
