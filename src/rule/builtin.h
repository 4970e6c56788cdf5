// The rule files that are compiled into the library.
#pragma once

#include <span>
#include <string_view>

namespace dechaff {

struct BuiltinFile {
  std::string_view path;  // below rules/ or src/rule/presets/, as "en/share.toml"
  std::string_view text;
};

// The files of rules/ and of src/rule/presets/, each in order of path. Defined in a source that the build generates.
std::span<const BuiltinFile> builtin_files();
std::span<const BuiltinFile> preset_files();

}  // namespace dechaff
