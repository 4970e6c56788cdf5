// Rules that a test writes itself: TOML text in a temporary folder, loaded without the built-in rules.
#pragma once

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include "clean/cleaner.h"
#include "rule/layers.h"

namespace dechaff {

// A folder that goes with its object.
class TempFolder {
 public:
  TempFolder() {
    static std::atomic<int> next = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("dechaff-test-" + std::to_string(getpid()) + "-" + std::to_string(next++));
    std::filesystem::create_directories(path_);
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  std::string path(std::string_view name = "") const { return name.empty() ? path_ : path_ / name; }

  // Writes a file below the folder and returns its path.
  std::string write(std::string_view name, std::string_view text) const {
    std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }

 private:
  std::filesystem::path path_;
};

// What is loaded from one file with this text, faults and all.
inline LoadedRules load_text(std::string_view toml, std::string_view name = "related.toml") {
  TempFolder folder;
  RuleSources sources;
  sources.builtin = false;
  sources.paths = {folder.write(name, toml)};
  return load_rules(sources);
}

// "3:1 unknown key `acton`" for each fault.
inline std::vector<std::string> short_faults(const std::vector<Fault>& faults) {
  std::vector<std::string> out;
  for (const Fault& fault : faults) {
    out.push_back(std::to_string(fault.at.line) + ":" + std::to_string(fault.at.column) + " " +
                  fault.message);
  }
  return out;
}

// A cleaner of rules and weights given as text.
class OwnCleaner {
 public:
  explicit OwnCleaner(std::string_view toml, CleanOptions options = {}, std::string_view weights = "")
      : rules_(load(toml, weights)), cleaner_(rules_, std::move(options)) {}

  const Cleaner& operator*() const { return cleaner_; }
  const Cleaner* operator->() const { return &cleaner_; }
  const RuleSet& rules() const { return rules_; }

  std::string left(std::string_view text, std::string_view site = {}) const {
    return kept_text(text, cleaner_.clean(text, site).spans);
  }

 private:
  static LoadedRules load(std::string_view toml, std::string_view weights) {
    TempFolder folder;
    RuleSources sources;
    sources.builtin = false;
    folder.write("related.toml", toml);
    if (!weights.empty()) folder.write("weights.toml", weights);
    sources.paths = {folder.path()};
    LoadedRules loaded = load_rules(sources);
    if (!loaded.faults.empty()) throw std::runtime_error(to_text(loaded.faults[0]));
    return loaded;
  }

  RuleSet rules_;
  Cleaner cleaner_;
};

// Three lines of prose, each with its terminator, that share rare words with one another.
inline const std::string kProse1 =
    "The harbour council of Elmhaven voted on Monday to keep the Orrin ferry running until spring.\n";
inline const std::string kProse2 =
    "Skipper Dalia Venn told the Elmhaven council that the Orrin ferry had carried ninety people a day.\n";
inline const std::string kProse3 =
    "Elmhaven will pay for the harbour and the Orrin ferry out of what the council earned with the quay.\n";

}  // namespace dechaff
