// A folder is read as a whole and its entries sorted, folders under their name with a slash: then the
// documents come in the order of the bytes of their paths without being sorted all together.
//
// Whether two paths mean one file is seen from the folder's canonical path and the name in it. Links below a
// named folder are not followed, so canonical paths are only asked for once for each named path. A named path
// comes after the named folder that it lies in, so what that folder's walk takes need not be remembered.
#include "io/documents.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <queue>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "io/folder.h"
#include "io/path.h"

namespace dechaff {
namespace {

namespace fs = std::filesystem;

std::string canonical(const std::string& path) {
  std::error_code error;
  fs::path found = fs::weakly_canonical(fs::absolute(path, error), error);
  std::string text = error ? path : found.string();
  while (text.size() > 1 && text.ends_with('/')) text.pop_back();
  return text;
}

std::string joined(std::string_view folder, std::string_view name) {
  std::string path(folder);
  if (!path.empty() && !path.ends_with('/')) path += '/';
  return path.append(name);
}

// `path` as seen from `folder`, or nothing when it does not lie in it.
std::optional<std::string_view> inside(std::string_view folder, std::string_view path) {
  if (folder == "/") folder = "";
  if (!path.starts_with(folder) || path.size() <= folder.size() || path[folder.size()] != '/')
    return std::nullopt;
  return path.substr(folder.size() + 1);
}

bool is_link(const std::string& path) {
  struct stat status;
  return lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
}

// The user whose ledger is in the folder, if there is one.
std::optional<uid_t> ledger_owner(const std::string& folder) {
  struct stat status;
  if (lstat(joined(folder, kLedgerFolder).c_str(), &status) != 0 || !S_ISDIR(status.st_mode))
    return std::nullopt;
  return status.st_uid;
}

bool is_document(std::string_view name) {
  return name.ends_with(".txt") && !is_cleaned_name(name);
}

// Whether a path below a folder is taken when the folder is searched.
bool is_searched(std::string_view below, bool is_folder) {
  if (below.starts_with('.') || below.find("/.") != below.npos) return false;
  return is_folder || is_document(name_of(below));
}

}  // namespace

struct Documents::Operand {
  std::string path;
  size_t index;  // among the paths as they were given
  std::optional<FileError> error;
  bool is_folder = false;
  std::string canonical;  // the last part of a file's path may be a link
  std::string home;
  bool repeated = false;  // what it leads to is taken already
};

// All documents of one operand.
class Documents::Walk {
 public:
  Walk(const Documents& documents, const Operand& operand) : documents_(documents), operand_(operand) {
    if (operand.repeated) return;
    if (operand.error) {
      error_ = operand.error;
    } else if (operand.is_folder) {
      enter(operand.path, "", operand.home);
    } else {
      file_is_next_ = true;
    }
  }

  std::optional<std::variant<Document, FileError>> next() {
    while (true) {
      if (error_) return *std::exchange(error_, std::nullopt);
      if (std::exchange(file_is_next_, false))
        return document(operand_.path, std::string(name_of(operand_.path)), operand_.home);
      if (folders_.empty()) return std::nullopt;
      Folder& folder = folders_.back();
      if (folder.next == folder.names.size()) {
        folders_.pop_back();
        continue;
      }
      std::string_view name = folder.names[folder.next++];
      std::string path = joined(folder.path, name), below = folder.below + std::string(name);
      if (!name.ends_with('/')) return document(std::move(path), std::move(below), folder.home);
      path.pop_back();
      enter(path, below, folder.home);
    }
  }

  size_t take_links() { return std::exchange(links_, 0); }

 private:
  struct Folder {
    std::string path, below;  // `below` is empty or ends in a slash
    std::string home;
    NameList names;
    size_t next = 0;
  };

  void enter(const std::string& path, const std::string& below, std::string home) {
    const std::string& output = documents_.output_folder_;
    if (!output.empty()) {
      if (canonical_of(below) == documents_.canonical_output_) return;
      std::string there = joined(output, below);
      if (there.ends_with('/')) there.pop_back();
      if (!below.empty() && is_link(there)) {
        error_ = FileError{there, "a symbolic link, through which nothing is written"};
        return;
      }
    }
    Folder folder{path, below, "", {}};
    bool knows = false;
    int failed = read_folder(path, [&](std::string_view name, EntryKind kind) {
      knows |= name == kLedgerFolder && kind == EntryKind::folder;
      if (name.starts_with('.')) return;
      links_ += kind == EntryKind::link;
      if (kind == EntryKind::folder) folder.names.add(std::string(name) + "/");
      if (kind == EntryKind::file && is_document(name)) folder.names.add(name);
    });
    if (failed) error_ = file_error(path, failed);
    folder.names.sort();
    folder.home = knows && output.empty() ? canonical_of(below) : std::move(home);
    folders_.push_back(std::move(folder));
  }

  std::string canonical_of(std::string_view below) const {
    std::string path = joined(operand_.canonical, below);
    if (path.size() > 1 && path.ends_with('/')) path.pop_back();
    return path;
  }

  Document document(std::string input, std::string below, const std::string& home) const {
    if (!documents_.output_folder_.empty())
      return {std::move(input), joined(documents_.output_folder_, below), operand_.index, home, below};
    std::string output = cleaned_path(input);
    std::string whole = operand_.is_folder ? canonical_of(below) : operand_.canonical;
    return {std::move(input), std::move(output), operand_.index, home,
            std::string(inside(home, whole).value_or(whole))};
  }

  const Documents& documents_;
  const Operand& operand_;
  std::vector<Folder> folders_;  // those on the way to the current document
  std::optional<FileError> error_;
  bool file_is_next_ = false;
  size_t links_ = 0;
};

Documents::Documents(const std::vector<std::string>& paths, const std::string& output_folder)
    : output_folder_(output_folder) {
  if (!output_folder.empty()) canonical_output_ = canonical(output_folder);
  for (const std::string& path : paths) {
    Operand operand{path, operands_.size(), {}, false, canonical(path), "", false};
    std::error_code error;
    fs::file_status status = fs::status(path, error);
    operand.is_folder = fs::is_directory(status);
    if (!fs::exists(status)) {
      operand.error = file_error(path, error ? error.value() : ENOENT);
    } else if (!operand.is_folder) {
      if (!fs::is_regular_file(status)) {
        operand.error = {path, "not a regular file"};
      } else if (is_cleaned_name(name_of(path))) {
        operand.error = {path, "named like the output of an earlier run, which is never input"};
      }
      operand.canonical = joined(canonical(folder_of(path)), name_of(path));
    }
    std::string folder = operand.is_folder ? operand.canonical : folder_of(operand.canonical);
    operand.home = output_folder.empty() ? find_home(folder) : canonical_output_;
    if (operand.home.empty()) operand.home = folder;
    operands_.push_back(std::move(operand));
  }
  std::stable_sort(operands_.begin(), operands_.end(),
                   [](const Operand& a, const Operand& b) { return a.canonical < b.canonical; });
  std::unordered_map<std::string_view, const Operand*> before;
  for (Operand& operand : operands_) {
    if (operand.error) continue;
    const std::string& path = operand.canonical;
    operand.repeated = before.contains(path);
    for (size_t slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1)) {
      auto above = before.find(std::string_view(path).substr(0, std::max<size_t>(slash, 1)));
      if (above == before.end() || !above->second->is_folder) continue;
      operand.repeated |= is_searched(*inside(above->first, path), operand.is_folder) && !is_link(path) &&
                          (output_folder.empty() || !inside(canonical_output_, path));
    }
    before.emplace(path, &operand);
  }
}

Documents::~Documents() = default;

std::vector<std::string> Documents::conflicts() const {
  std::vector<std::string> found;
  if (output_folder_.empty()) return found;
  for (const Operand& operand : operands_) {
    if (!operand.is_folder) continue;
    if (operand.canonical == canonical_output_ || inside(canonical_output_, operand.canonical)) {
      found.push_back(output_folder_ + " is or holds " + operand.path +
                      ", so outputs could overwrite originals; name a folder elsewhere, or a new one in it");
    } else if (inside(operand.canonical, canonical_output_) && !ledger_owner(canonical_output_)) {
      std::error_code error;
      if (fs::exists(canonical_output_, error) && !fs::is_empty(canonical_output_, error))
        found.push_back(output_folder_ + " lies in " + operand.path +
                        " and holds files that dechaff did not make; name a new folder");
    }
  }
  std::unordered_set<std::string_view> inputs;
  for (const Operand& operand : operands_) inputs.insert(operand.canonical);
  for (const Operand& operand : operands_) {
    if (operand.is_folder || operand.error) continue;
    if (inputs.contains(joined(canonical_output_, name_of(operand.path))))
      found.push_back(joined(output_folder_, name_of(operand.path)) + " is an input; the output of " +
                      operand.path + " would overwrite it");
  }
  if (operands_.size() == 1 || !found.empty()) return found;
  // All walks side by side, merged by the output's name.
  std::vector<Walk> walks;
  using Head = std::pair<std::string, size_t>;  // the next output of a walk
  std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
  std::vector<std::string> current(operands_.size());  // the input of each
  auto advance = [&](size_t k) {
    while (auto item = walks[k].next()) {
      auto* document = std::get_if<Document>(&*item);
      if (!document) continue;
      current[k] = document->input;
      return heads.push({document->name, k});
    }
  };
  for (const Operand& operand : operands_) walks.emplace_back(*this, operand);
  for (size_t k = 0; k < walks.size(); ++k) advance(k);
  std::string last, last_input;
  while (!heads.empty()) {
    auto [name, k] = heads.top();
    heads.pop();
    if (name == last)
      found.push_back(last_input + " and " + current[k] + " would both be written to " +
                      joined(output_folder_, name));
    last = name;
    last_input = current[k];
    advance(k);
  }
  return found;
}

std::vector<std::string> Documents::homes() const {
  std::vector<std::string> homes;
  for (const Operand& operand : operands_) {
    if (!operand.error) homes.push_back(operand.home);
  }
  std::sort(homes.begin(), homes.end());
  homes.erase(std::unique(homes.begin(), homes.end()), homes.end());
  return homes;
}

std::optional<std::variant<Document, FileError>> Documents::next() {
  for (; at_ < operands_.size(); ++at_) {
    if (!walk_) walk_ = std::make_unique<Walk>(*this, operands_[at_]);
    auto item = walk_->next();
    links_ += walk_->take_links();
    if (item) return item;
    walk_.reset();
  }
  return std::nullopt;
}

void Documents::count(std::atomic<size_t>& documents, const std::atomic<bool>& stop) const {
  for (const Operand& operand : operands_) {
    if (operand.error || operand.repeated) continue;
    if (!operand.is_folder) ++documents;
    std::vector<std::string> folders;
    if (operand.is_folder) folders.push_back(operand.canonical);
    while (!folders.empty() && !stop) {
      std::string folder = std::move(folders.back());
      folders.pop_back();
      if (folder == canonical_output_) continue;
      read_folder(folder, [&](std::string_view name, EntryKind kind) {
        if (name.starts_with('.')) return;
        if (kind == EntryKind::folder) folders.push_back(joined(folder, name));
        documents += kind == EntryKind::file && is_document(name);
      });
    }
  }
}

std::string find_home(const std::string& folder) {
  if (ledger_owner(folder)) return folder;
  for (std::string above = folder; above != "/" && above != ".";) {
    above = folder_of(above);
    if (ledger_owner(above) == geteuid()) return above;
  }
  return "";
}

}  // namespace dechaff
