// Folders are walked one at a time with their entries sorted, a folder under its name with a slash: then the
// documents come in the order of the bytes of their paths without being sorted all together.
//
// Whether two paths mean one file is seen from the folder's canonical path and the name in it. Links below a
// named folder are not followed, so canonical paths are only asked for once a folder.
#include "io/find_documents.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "io/path.h"

namespace dechaff {
namespace {

namespace fs = std::filesystem;

class Finder {
 public:
  Finder(bool several, const std::string& output_folder)
      : checks_repeats_(several), output_folder_(output_folder) {}

  void add(const std::string& path) {
    std::error_code error;
    fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
      int number = error ? error.value() : ENOENT;
      found_.failed.push_back(file_error(path, number));
    } else if (fs::is_directory(status)) {
      walk(path, "");
    } else if (!fs::is_regular_file(status)) {
      found_.failed.push_back({path, "not a regular file"});
    } else if (is_cleaned_name(name_of(path))) {
      found_.failed.push_back({path, "named like the output of an earlier run, which is never input"});
    } else {
      take(path, std::string(name_of(path)));
    }
    ++operand_;
  }

  FoundDocuments finish() {
    if (!output_folder_.empty()) find_conflicts();
    return std::move(found_);
  }

 private:
  // `below` is the folder's path below the named one: empty, or ending in a slash.
  void walk(const fs::path& folder, const std::string& below) {
    std::vector<std::string> names;  // those of folders end in a slash
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
      std::string name = it->path().filename();
      if (name.starts_with('.')) continue;
      std::error_code unknown;
      fs::file_status status = it->symlink_status(unknown);
      if (unknown) {
        found_.failed.push_back({it->path(), unknown.message()});
      } else if (fs::is_symlink(status)) {
        ++found_.links;
      } else if (fs::is_directory(status)) {
        names.push_back(name + "/");
      } else if (fs::is_regular_file(status) && name.ends_with(".txt") && !is_cleaned_name(name)) {
        names.push_back(std::move(name));
      }
    }
    if (error) found_.failed.push_back({folder, error.message()});
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      if (name.ends_with('/')) {
        walk(folder / name.substr(0, name.size() - 1), below + name);
      } else {
        take(folder / name, below + name);
      }
    }
  }

  void take(const std::string& input, const std::string& below) {
    if (checks_repeats_ && !seen_.insert(identity(input)).second) return;
    std::string output = output_folder_.empty() ? input : std::string(fs::path(output_folder_) / below);
    if (output_folder_.empty())
      output.replace(output.rfind('/') + 1, output.npos, cleaned_name(name_of(input)));
    found_.documents.push_back({input, std::move(output), operand_});
  }

  void find_conflicts() {
    std::unordered_set<std::string> inputs;
    for (const Document& document : found_.documents) inputs.insert(identity(document.input));
    std::unordered_map<std::string, const Document*> outputs;
    for (const Document& document : found_.documents) {
      std::string output = identity(document.output);
      if (inputs.contains(output)) {
        found_.conflicts.push_back(document.output + " is an input; the output of " + document.input +
                                   " would overwrite it");
      }
      auto [other, is_new] = outputs.emplace(std::move(output), &document);
      if (!is_new) {
        found_.conflicts.push_back(other->second->input + " and " + document.input +
                                   " would both be written to " + document.output);
      }
    }
  }

  // One text for all paths of a file, whether it exists or not. Its last part may be a symbolic link: that is
  // not followed.
  std::string identity(const std::string& path) {
    std::string folder = folder_of(path);
    auto [known, is_new] = canonical_.emplace(folder, "");
    if (is_new) {
      std::error_code error;
      known->second = fs::weakly_canonical(fs::absolute(folder, error), error);
      if (error) known->second = folder;
    }
    return known->second + '/' + std::string(name_of(path));
  }

  bool checks_repeats_;  // a single named path cannot reach a file twice
  const std::string& output_folder_;
  FoundDocuments found_;
  size_t operand_ = 0;
  std::unordered_set<std::string> seen_;          // identities
  std::map<std::string, std::string> canonical_;  // by folder as written
};

}  // namespace

FoundDocuments find_documents(const std::vector<std::string>& paths, const std::string& output_folder) {
  Finder finder(paths.size() > 1, output_folder);
  for (const std::string& path : paths) finder.add(path);
  return finder.finish();
}

}  // namespace dechaff
