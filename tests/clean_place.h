// A folder to run `dechaff clean` in, with rules of the tests' own.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "run_program.h"
#include "temporary_folder.h"

inline constexpr std::string_view kRules = R"([[rule]]
id = "zap.line"
starts = ["zap"]
action = "line"

[[rule]]
id = "zap.match"
pattern = '\[cut\]'
action = "match"
)";

inline constexpr std::string_view kOther = R"([[rule]]
id = "other.line"
starts = ["other"]
action = "line"
)";

// A folder with a rule file in it, and dechaff run in that folder with only its rules.
class Place : public TemporaryFolder {
 public:
  Place() { write("rules/zap.toml", kRules); }

  ProgramResult clean(std::vector<std::string> arguments, std::string text = "",
                      std::optional<size_t> reads = {}) const {
    std::vector<std::string> all{"clean", "--no-builtin", "--rules", "rules/zap.toml"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return run_program({.arguments = all, .text = std::move(text), .folder = path(), .reads = reads});
  }
};

inline bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != text.npos;
}

// All files below a folder with their contents, for comparing.
inline std::map<std::string, std::string> contents(const TemporaryFolder& folder, std::string_view below) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / below)) {
    std::string name = entry.path().string().substr(folder.path().size() + 1);
    if (entry.is_regular_file()) files[name.substr(below.size())] = folder.read(name);
  }
  return files;
}
