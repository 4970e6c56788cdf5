// A document is read, cleaned and written to a file without a name on any thread. Only then, in the order of
// the documents and on one thread, comes what others can see: its row in the ledger, the name of its output,
// its part of the report. So a run that is stopped has done the first so many documents and nothing else.
#include "cli/clean_paths.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <new>
#include <thread>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/signals.h"
#include "io/ledger.h"
#include "io/path.h"
#include "io/streams.h"
#include "io/whole_file.h"
#include "io/workers.h"
#include "text/hash.h"
#include "text/plain_text.h"

namespace dechaff {
namespace {

// The ledgers of a run, by home.
class Ledgers {
 public:
  explicit Ledgers(Ledger::Access access) : access_(access) {}

  // Null when it cannot be opened; error() of the home says why.
  Ledger* at(const std::string& home) {
    auto [entry, is_new] = opened_.try_emplace(home);
    if (is_new) {
      auto opened = Ledger::open(home, access_);
      if (auto* error = std::get_if<FileError>(&opened)) {
        errors_.emplace(home, *error);
      } else {
        entry->second = std::move(std::get<std::unique_ptr<Ledger>>(opened));
      }
    }
    return entry->second.get();
  }

  const FileError& error(const std::string& home) const { return errors_.at(home); }

  void close(Outcome& outcome) {
    for (auto& [home, ledger] : opened_) {
      if (!ledger) continue;
      if (auto error = ledger->close()) outcome.fail(*error);
    }
  }

 private:
  Ledger::Access access_;
  std::map<std::string, std::unique_ptr<Ledger>> opened_;
  std::map<std::string, FileError> errors_;
};

// What all documents of a run share. Only used by the thread that finishes them.
struct Run {
  const RunOptions& options;
  Outcome outcome;
  Progress progress = {};
  int write_error = 0;
};

class DocumentJob : public Job {
 public:
  // Without a ledger nothing is known about outputs of earlier runs.
  DocumentJob(Run& run, Document document, CleanerFor how, Ledger* ledger)
      : run_(run),
        document_(std::move(document)),
        cleaner_(&how.cleaner),
        site_(std::move(how.site)),
        ledger_(ledger) {
    outcome_.emplace(run.options);
    if (!ledger_) return;
    last_row_ = ledger_->find(document_.name).value_or("");
    if (const auto& error = ledger_->find_error()) {
      cleaner_ = nullptr;
      fail(of_document(*error));
    }
  }

  // What is to be reported in the place of a document.
  DocumentJob(Run& run, const FileError& error) : run_(run) { fail(error); }

  void work() override {
    if (!cleaner_) return;
    try {
      if (std::optional<FileError> error = clean()) fail(*error);
    } catch (const std::bad_alloc&) {
      fail({document_.input, "too large for the memory"});
    }
  }

  bool finish() override {
    if (std::optional<FileError> error = put()) fail(*error);
    run_.progress.message(outcome_->take_failures());
    run_.write_error = run_.progress.output(outcome_->take_look());
    run_.outcome.merge(std::move(*outcome_));
    run_.progress.update(run_.outcome.report(), run_.outcome.report().documents());
    return run_.write_error == 0;
  }

 private:
  std::optional<FileError> clean() {
    const RunOptions& options = run_.options;
    WholeFile file;
    if (auto error = read_whole_file(document_.input, file)) return error;
    if (std::string why = why_not_text(file.text); !why.empty()) return FileError{document_.input, why};
    Standing standing;
    if (!options.only_looks() || options.update) standing = look_at(document_.output);
    LedgerRow row = row_of(file.text), last;
    if (!last_row_.empty()) {
      auto parsed = parse_ledger_row(last_row_);
      if (auto* known = std::get_if<LedgerRow>(&parsed)) last = std::move(*known);
    }
    bool is_current = last.made_as(row) && last.output_hash == standing.hash && file.mode == standing.mode;
    if (options.update && is_current) {
      outcome_->add_up_to_date();
      return std::nullopt;
    }
    Cleaned cleaned = cleaner_->clean(file.text, site_);
    if (!options.only_looks()) {
      std::string kept = kept_text(file.text, cleaned.spans);
      row.output_hash = hash_of(kept);
      if (row.output_hash != standing.hash || file.mode != standing.mode) {
        if (auto error = claim(standing, row, last)) return error;
        if (!options.output.empty()) {
          if (auto error = make_folders(folder_of(document_.output))) return error;
        }
        if (auto error = new_file_.emplace().write(document_.output, kept, file.mode)) return error;
      }
    }
    outcome_->add(document_.input, document_.output, file.text, cleaned, cleaner_->rules());
    if (ledger_ && !options.only_looks()) {
      row.removed = removed_of(file.text, cleaned.spans, cleaner_->rules());
      row_ = to_json(row);
    }
    return std::nullopt;
  }

  LedgerRow row_of(std::string_view text) const {
    LedgerRow row;
    row.document = document_.name;
    row.output = run_.options.output.empty() ? cleaned_path(document_.name) : document_.name;
    row.input_hash = hash_of(text);
    row.version = DECHAFF_VERSION;
    row.rules = cleaner_->rules().hash();
    row.options = to_json(cleaner_->options(), site_);
    return row;
  }

  // What stands where the output is to go.
  struct Standing {
    std::optional<FileError> unreadable;
    std::string hash;  // empty where there is nothing to be read
    mode_t mode = 0;
  };

  static Standing look_at(const std::string& path) {
    Standing standing;
    if (!exists(path)) return standing;
    WholeFile file;
    standing.unreadable = read_whole_file(path, file, Links::refuse);
    if (!standing.unreadable) standing.hash = hash_of(file.text);
    standing.mode = file.mode;
    return standing;
  }

  // Refuses to replace what dechaff did not make.
  std::optional<FileError> claim(const Standing& standing, LedgerRow& row, const LedgerRow& last) const {
    bool is_free = standing.hash.empty() && !standing.unreadable;
    if (is_free || standing.hash == row.output_hash) return std::nullopt;
    bool is_known =
        !standing.unreadable && (standing.hash == last.output_hash || standing.hash == last.replaces);
    if (is_known || run_.options.force) {
      row.replaces = standing.hash;
      return std::nullopt;
    }
    std::string found = standing.unreadable ? standing.unreadable->reason : "or it was changed since";
    return FileError{
        document_.output,
        fmt::format("not replaced, for dechaff did not make it ({}); --force replaces it", found)};
  }

  std::optional<FileError> put() {
    bool is_new = !row_.empty() && row_ != last_row_;
    if (is_new) {
      if (auto error = ledger_->append(row_)) return of_document(*error);
    }
    if (!new_file_) return std::nullopt;
    std::optional<FileError> error = new_file_->put();
    if (error && is_new) ledger_->append(last_row_.empty() ? forgotten_row(document_.name) : last_row_);
    return error;
  }

  // What is wrong with its ledger is told as being wrong with the document.
  FileError of_document(const FileError& error) const {
    return {document_.input, fmt::format("{}: {}", shown(error.path), error.reason)};
  }

  // Nothing of the document counts but this: a file that was not written to its end gets no name.
  void fail(const FileError& error) {
    new_file_.reset();
    row_.clear();
    outcome_.emplace(run_.options).fail(error);
  }

  Run& run_;
  Document document_;
  const Cleaner* cleaner_ = nullptr;
  std::string site_;
  Ledger* ledger_ = nullptr;
  std::string last_row_, row_;
  std::optional<NewFile> new_file_;
  std::optional<Outcome> outcome_;
};

std::unique_ptr<Ledgers> open_ledgers(const RunOptions& options, const Documents& documents) {
  auto ledgers =
      std::make_unique<Ledgers>(options.only_looks() ? Ledger::Access::read : Ledger::Access::write);
  bool failed = false;
  for (const std::string& home : documents.homes()) {
    if (ledgers->at(home)) continue;
    write_all(STDERR_FILENO, failure(ledgers->error(home)));
    failed = true;
  }
  return failed ? nullptr : std::move(ledgers);
}

}  // namespace

int clean_paths(const RunOptions& options, const std::vector<std::string>& paths,
                const CleanerOf& cleaner_of) {
  StopSignals signals;
  Documents documents(paths, options.output);
  Names conflicts;
  for (std::string& conflict : documents.conflicts()) conflicts.add(std::move(conflict));
  if (conflicts.count()) {
    write_all(STDERR_FILENO, conflicts.listed_as("outputs cannot be; nothing was written"));
    return kFailed;
  }
  bool uses_ledger = options.ledger && (!options.only_looks() || options.update);
  std::unique_ptr<Ledgers> ledgers;
  if (uses_ledger && !(ledgers = open_ledgers(options, documents))) return kFailed;

  Run run{options, Outcome(options), {}};
  std::atomic<bool> ended = false;
  std::thread counter;
  if (run.progress.is_shown()) {
    counter = std::thread([&] {
      std::atomic<size_t> total = 0;
      documents.count(total, ended);
      run.progress.expect(total);
    });
  }
  run_jobs(options.threads, [&]() -> std::unique_ptr<Job> {
    if (signals.received()) return nullptr;
    auto item = documents.next();
    if (!item) return nullptr;
    if (auto* error = std::get_if<FileError>(&*item)) return std::make_unique<DocumentJob>(run, *error);
    Document& document = std::get<Document>(*item);
    CleanerFor how = cleaner_of(document);
    Ledger* ledger = ledgers ? ledgers->at(document.home) : nullptr;
    if (ledgers && !ledger) return std::make_unique<DocumentJob>(run, ledgers->error(document.home));
    return std::make_unique<DocumentJob>(run, std::move(document), std::move(how), ledger);
  });
  ended = true;
  if (counter.joinable()) counter.join();
  run.progress.end();
  if (ledgers) ledgers->close(run.outcome);
  return end_run(options, run.outcome,
                 {.write_error = run.write_error, .signal = signals.received(), .links = documents.links()});
}

}  // namespace dechaff
