#include "cli/clean_stream.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <new>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/signals.h"
#include "io/compressed_output.h"
#include "io/decoded_bytes.h"
#include "io/ledger_row.h"
#include "io/retry.h"
#include "io/rows_ahead.h"
#include "io/streams.h"
#include "io/workers.h"
#include "text/hash.h"
#include "text/plain_text.h"

namespace dechaff {
namespace {

// The file of --removed, written as the rows come.
class RemovedFile {
 public:
  explicit RemovedFile(const RunOptions& options) : path_(options.removed) {
    if (path_.empty()) return;
    fd_ = create(O_EXCL);
    struct stat status;
    // What is no file, as /dev/fd/3, is no user's own that could be lost.
    bool may_open =
        fd_ < 0 && errno == EEXIST && stat(path_.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
    if (may_open) fd_ = create(0);
    if (fd_ < 0)
      throw UsageError(fmt::format("--removed {}: {}", shown(path_), file_error("", errno).reason));
  }
  RemovedFile(const RemovedFile&) = delete;
  RemovedFile& operator=(const RemovedFile&) = delete;
  ~RemovedFile() { close_fully(fd_); }

  bool is_wanted() const { return fd_ >= 0; }
  void write(std::string_view rows) {
    if (!error_) error_ = write_all(fd_, rows);
  }
  void close(Outcome& outcome) {
    int lost = close_fully(fd_);
    if (error_ || lost) outcome.fail(file_error(path_, error_ ? error_ : lost));
  }

 private:
  int create(int flags) {
    return retried([&] { return open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0600); });
  }

  std::string path_;
  int fd_ = -1;
  int error_ = 0;
};

// The row of a document; nothing where nothing was removed.
std::string removed_row(const std::string& name, std::string_view text, const Cleaned& cleaned,
                        const Cleaner& cleaner) {
  LedgerRow row;
  row.removed = removed_of(text, cleaned.spans, cleaner.rules());
  if (row.removed.empty()) return "";
  row.document = name;
  row.input_hash = hash_of(text);
  row.output_hash = hash_of(kept_text(text, cleaned.spans));
  row.version = DECHAFF_VERSION;
  row.rules = cleaner.rules().hash();
  row.options = to_json(cleaner.options());
  return to_json(row) + '\n';
}

// What all batches of a run share. Only used by the thread that finishes them.
struct Run {
  const Cleaner& cleaner;
  const JsonNames& names;
  const RunOptions& options;
  RemovedFile removed_file;
  Outcome outcome;
  std::optional<CompressedOutput> compressed = {};
  Progress progress = {};
  int write_error = 0;
};

class BatchJob : public Job {
 public:
  BatchJob(Run& run, RowBatch batch)
      : run_(run), batch_(std::move(batch)), bytes_used_(batch_.bytes_used), outcome_(run.options) {}

  void work() override {
    if (batch_.holds == RowBatch::Holds::rows) {
      clean_rows();
    } else {
      pass_on();
    }
    batch_ = {};
  }

  bool finish() override {
    run_.progress.message(outcome_.take_failures());
    out_ += outcome_.take_look();
    if (run_.removed_file.is_wanted()) run_.removed_file.write(removed_rows_);
    run_.outcome.merge(std::move(outcome_));
    run_.write_error = run_.compressed ? run_.compressed->write(out_) : run_.progress.output(out_);
    run_.progress.update(run_.outcome.report(), bytes_used_);
    return run_.write_error == 0;
  }

 private:
  void clean_rows() {
    if (!run_.options.only_looks()) out_.reserve(batch_.rows.size());
    size_t line = batch_.first_line, begin = 0;
    for (size_t end : batch_.ends) {
      clean(std::string_view(batch_.rows).substr(begin, end - begin), name_of_line(line++));
      begin = end;
    }
  }

  // A part of a row that is too long.
  void pass_on() {
    if (!run_.options.only_looks()) out_ = std::move(batch_.rows);
    if (batch_.holds == RowBatch::Holds::rest_of_too_long) return;
    outcome_.fail({name_of_line(batch_.first_line),
                   fmt::format("longer than {} MB; passed on as it came", kMostRowBytes >> 20)});
  }

  static std::string name_of_line(size_t line) { return "line " + std::to_string(line); }

  void clean(std::string_view row, const std::string& name) {
    size_t before = out_.size();
    bool writes = !run_.options.only_looks();
    try {
      JsonRow cleaned = clean_row(row, run_.names, run_.cleaner, out_);
      if (!writes) out_.resize(before);
      if (!cleaned.error.empty()) outcome_.fail({name, cleaned.error});
      if (!cleaned.has_text) return;
      outcome_.add(name, name, cleaned.text, cleaned.cleaned, run_.cleaner.rules());
      if (run_.removed_file.is_wanted())
        removed_rows_ += removed_row(name, cleaned.text, cleaned.cleaned, run_.cleaner);
    } catch (const std::bad_alloc&) {
      out_.resize(before);
      if (writes) out_ += row;
      outcome_.fail({name, "too large for the memory"});
    }
  }

  Run& run_;
  RowBatch batch_;
  uint64_t bytes_used_;
  std::string out_, removed_rows_;
  Outcome outcome_;
};

// The size of a file on standard input; 0 for a pipe.
size_t size_of_input() {
  struct stat status;
  bool is_file = fstat(STDIN_FILENO, &status) == 0 && S_ISREG(status.st_mode);
  return is_file ? static_cast<size_t>(status.st_size) : 0;
}

}  // namespace

int clean_text_stream(const Cleaner& cleaner, const RunOptions& options) {
  Outcome outcome(options);
  RemovedFile removed_file(options);
  std::string text, out;
  if (int error = read_all(STDIN_FILENO, size_of_input(), text)) {
    outcome.fail(file_error("standard input", error));
  } else if (std::string why = why_not_text(text); !why.empty()) {
    outcome.fail({"standard input", why});
    if (!options.only_looks()) out = text;
  } else {
    Cleaned cleaned = cleaner.clean(text);
    outcome.add("-", "-", text, cleaned, cleaner.rules());
    out = options.only_looks() ? outcome.take_look() : kept_text(text, cleaned.spans);
    if (removed_file.is_wanted()) removed_file.write(removed_row("-", text, cleaned, cleaner));
  }
  if (removed_file.is_wanted()) removed_file.close(outcome);
  int write_error = write_all(STDOUT_FILENO, out);
  return end_run(options, outcome,
                 {.write_error = write_error, .is_stream = true, .says_little = !options.json});
}

int clean_row_stream(const Cleaner& cleaner, const JsonNames& names, const RunOptions& options,
                     Compression compression) {
  StopSignals signals;
  Run run{cleaner, names, options, RemovedFile(options), Outcome(options)};
  bool compresses = compression != Compression::none;
  if (compresses) run.compressed.emplace(STDOUT_FILENO, compression);
  run.progress.expect(size_of_input());
  FileBytes input(STDIN_FILENO, signals.descriptor());
  DecodedBytes decoded(input);
  RowReader reader(decoded);
  std::optional<RowsAhead> ahead;
  if (decoded.is_compressed()) ahead.emplace(reader);
  auto next = [&]() -> std::unique_ptr<Job> {
    std::optional<RowBatch> batch = ahead ? ahead->next() : reader.next();
    if (!batch) return nullptr;
    return std::make_unique<BatchJob>(run, std::move(*batch));
  };
  run_jobs(options.threads, next, compresses ? Caller::finishes : Caller::works);
  ahead.reset();
  if (run.compressed && !run.write_error) run.write_error = run.compressed->finish();
  run.progress.end();
  if (std::string error = reader.error(); !error.empty()) run.outcome.fail({"standard input", error});
  if (run.removed_file.is_wanted()) run.removed_file.close(run.outcome);
  return end_run(options, run.outcome,
                 {.write_error = run.write_error, .signal = signals.received(), .is_stream = true});
}

}  // namespace dechaff
