// `dechaff restore`: what was removed from documents is put back, from their outputs and the ledger alone.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <set>
#include <utility>

#include "cli/commands.h"
#include "cli/report.h"
#include "cli/signals.h"
#include "io/documents.h"
#include "io/folder.h"
#include "io/ledger.h"
#include "io/path.h"
#include "io/streams.h"
#include "io/whole_file.h"
#include "text/hash.h"

namespace dechaff {
namespace {

constexpr Flag kFlags[] = {
    {"rule", 0, "ID", "put back what this rule removed (repeatable)", true},
    {"category", 0, "CATEGORY,…", "put back what rules of these categories removed; `evidence` is one", true},
    {"line", 0, "N", "put back what stood on this line of the original"},
};

constexpr std::string_view kDetails =
    "PATH is an output (x.clean.txt), its original, or a folder with outputs in or below it. Without\n"
    "further options all is put back, and the output has the original's bytes. The original is neither\n"
    "read nor touched. What is put back stays so until the document is cleaned again; `--update` leaves\n"
    "it. To keep a rule from removing at all, turn it off in dechaff.toml. Exit status: 0 done; 2 when\n"
    "something could not be put back (the rest is).";

// What is to come back.
struct Wanted {
  std::set<std::string, std::less<>> rules, categories;
  size_t line = 0;

  bool operator()(const Removed& removed) const {
    if (!rules.empty() && !rules.contains(removed.rule)) return false;
    if (!categories.empty() && !categories.contains(removed.category)) return false;
    return line == 0 || removed.line == line;
  }
};

class Restorer {
 public:
  Restorer(Wanted wanted, const StopSignals& signals) : wanted_(std::move(wanted)), signals_(signals) {}

  // All documents of one ledger whose path begins with `prefix`.
  void restore_all(const std::string& home, std::string_view prefix) {
    Ledger* ledger = open(home);
    if (!ledger) return;
    RowCursor rows = ledger->rows_from(prefix);
    while (!signals_.received() && rows.next()) {
      if (rows.document() < prefix) continue;
      if (!rows.document().starts_with(prefix)) break;
      restore(*ledger, rows.line());
    }
    if (rows.error()) fail(file_error(home, rows.error()));
    close(*ledger);
  }

  // The document that one of the names stands for, or false.
  bool restore_one(const std::string& home, const std::vector<std::string>& names) {
    Ledger* ledger = open(home);
    if (!ledger) return true;
    bool found = false;
    for (const std::string& name : names) {
      auto row = ledger->find(name);
      if (const auto& error = ledger->find_error()) {
        fail(*error);
        found = true;
        break;
      }
      if (!row) continue;
      restore(*ledger, *row);
      found = true;
      break;
    }
    close(*ledger);
    return found;
  }

  void fail(const FileError& error) {
    write_all(STDERR_FILENO, failure(error));
    ++failed_;
  }

  int end() {
    std::string failed = failed_ ? fmt::format(", {} failed", failed_) : "";
    write_all(STDERR_FILENO, fmt::format("{} put back in {} of {}{}\n", counted(bytes_, "byte"), changed_,
                                         counted(seen_, "document"), failed));
    if (signals_.received()) return stopped_by(signals_.received());
    return failed_ ? kFailed : kDone;
  }

 private:
  Ledger* open(const std::string& home) {
    auto opened = Ledger::open(home, Ledger::Access::write);
    if (auto* error = std::get_if<FileError>(&opened)) {
      fail(*error);
      return nullptr;
    }
    ledger_ = std::move(std::get<std::unique_ptr<Ledger>>(opened));
    return ledger_.get();
  }

  void close(Ledger& ledger) {
    if (auto error = ledger.close()) fail(*error);
    ledger_.reset();
  }

  void restore(Ledger& ledger, std::string_view line) {
    auto parsed = parse_ledger_row(line);
    if (auto* error = std::get_if<std::string>(&parsed))
      return fail({ledger.home(), "a row of the ledger cannot be read: " + *error});
    LedgerRow& row = std::get<LedgerRow>(parsed);
    ++seen_;
    if (std::none_of(row.removed.begin(), row.removed.end(), wanted_)) return;
    if (auto error = restore(ledger, line, row)) fail(*error);
  }

  std::optional<FileError> restore(Ledger& ledger, std::string_view line, LedgerRow& row) {
    // A ledger could be anybody's, so what it says must not lead out of its folder.
    bool is_inside =
        is_below(row.document) && (row.output == row.document || row.output == cleaned_path(row.document));
    if (!is_inside)
      return FileError{ledger.home() + "/" + row.output, "not the output of a document of this ledger"};
    std::string path = ledger.home() + "/" + row.output;
    WholeFile output;
    if (auto error = read_whole_file(path, output, Links::refuse)) return error;
    auto document = document_of(output.text, row.removed);
    if (hash_of(output.text) != row.output_hash || !document || hash_of(*document) != row.input_hash)
      return FileError{path, "was changed since it was cleaned, so nothing can be put back; clean it again"};
    row.removed = still_removed(*document, row.removed, wanted_);
    std::string left = without(*document, row.removed);
    row.replaces = std::exchange(row.output_hash, hash_of(left));
    NewFile file;
    if (auto error = file.write(path, left, output.mode)) return error;
    if (auto error = ledger.append(to_json(row)))
      return FileError{path, fmt::format("{}: {}", shown(error->path), error->reason)};
    if (auto error = file.put()) {
      ledger.append(line);
      return error;
    }
    bytes_ += left.size() - output.text.size();
    ++changed_;
    return std::nullopt;
  }

  Wanted wanted_;
  const StopSignals& signals_;
  std::unique_ptr<Ledger> ledger_;
  size_t seen_ = 0, changed_ = 0, bytes_ = 0, failed_ = 0;
};

namespace fs = std::filesystem;

// Folders at or below `folder` that have a ledger, but for what is hidden.
void find_homes(const std::string& folder, std::vector<std::string>& homes, Restorer& restorer) {
  std::vector<std::string> below;
  int error = read_folder(folder, [&](std::string_view name, EntryKind kind) {
    if (kind != EntryKind::folder) return;
    if (name == kLedgerFolder) homes.push_back(folder);
    if (!name.starts_with('.')) below.push_back(folder + "/" + std::string(name));
  });
  if (error) restorer.fail(file_error(folder, error));
  for (const std::string& each : below) find_homes(each, homes, restorer);
}

void restore_path(const std::string& path, Restorer& restorer) {
  std::error_code error;
  if (fs::is_directory(path, error)) {
    std::string folder = fs::canonical(path, error);
    if (error) return restorer.fail({path, error.message()});
    std::vector<std::string> homes;
    find_homes(folder, homes, restorer);
    bool found = !homes.empty();
    for (const std::string& home : homes) restorer.restore_all(home, "");
    // Ledgers further up may know documents in it, too.
    for (std::string at = folder, home; at != "/" && !(home = find_home(at = folder_of(at))).empty();
         at = home) {
      restorer.restore_all(home, folder.substr(home == "/" ? 1 : home.size() + 1) + "/");
      found = true;
    }
    if (!found)
      restorer.fail({path, "there is no ledger for it (.dechaff/), so nothing is known to put back"});
    return;
  }
  std::string folder = fs::weakly_canonical(fs::absolute(folder_of(path), error), error);
  if (error) return restorer.fail({path, error.message()});
  std::string whole = folder + "/" + std::string(name_of(path));
  bool any_ledger = false;
  for (std::string at = folder, home; !(home = find_home(at)).empty(); at = folder_of(home)) {
    any_ledger = true;
    std::string name = whole.substr(home == "/" ? 1 : home.size() + 1);
    if (restorer.restore_one(home, {name, uncleaned_path(name)})) return;
    if (home == "/") break;
  }
  restorer.fail({path, any_ledger
                           ? "the ledger does not know it; name an output, its original or a folder"
                           : "there is no ledger for it (.dechaff/), so nothing is known to put back"});
}

int run_restore(const Arguments& arguments) {
  if (arguments.operands.empty())
    throw UsageError("nothing to put back; name outputs or folders, as in `dechaff restore articles/`");
  Wanted wanted;
  for (const std::string& rule : arguments.values("rule")) wanted.rules.insert(rule);
  for (const std::string& category : arguments.list("category")) wanted.categories.insert(category);
  wanted.line = static_cast<size_t>(whole_number(arguments, "line", 1, 1e15, 0));
  std::signal(SIGPIPE, SIG_IGN);
  StopSignals signals;
  Restorer restorer(std::move(wanted), signals);
  for (const std::string& path : arguments.operands) {
    if (!signals.received()) restore_path(path, restorer);
  }
  return restorer.end();
}

}  // namespace

const Command kRestoreCommand = {"restore", "PATH…",  "Put back what was removed, all or by rule.",
                                 kDetails,  {kFlags}, run_restore};

}  // namespace dechaff
