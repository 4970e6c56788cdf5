#include "cli/clean_stream.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <new>

#include "cli/command.h"
#include "cli/report.h"
#include "io/streams.h"
#include "io/workers.h"

namespace dechaff {
namespace {

// What all batches of a run share. Only used by the thread that finishes them.
struct Run {
  const Cleaner& cleaner;
  const JsonNames& names;
  bool dry_run;
  Report report;
  int write_error = 0;
};

class BatchJob : public Job {
 public:
  BatchJob(Run& run, RowBatch batch) : run_(run), batch_(std::move(batch)) {}

  void work() override {
    size_t line = batch_.first_line;
    for (std::string_view rest = batch_.rows; !rest.empty(); ++line) {
      std::string_view row = rest.substr(0, std::min(rest.find('\n'), rest.size() - 1) + 1);
      rest.remove_prefix(row.size());
      clean(row, fmt::format("line {}", line));
    }
    batch_ = {};
  }

  bool finish() override {
    run_.report.merge(std::move(report_));
    run_.write_error = write_all(STDOUT_FILENO, out_);
    return run_.write_error == 0;
  }

 private:
  void clean(std::string_view row, const std::string& name) {
    size_t before = out_.size();
    try {
      JsonRow cleaned = clean_row(row, run_.names, run_.cleaner);
      if (!run_.dry_run) out_ += cleaned.row;
      if (!cleaned.error.empty()) report_.fail({name, cleaned.error});
      if (!cleaned.has_text) return;
      Removed removed = report_.add(name, cleaned.text, cleaned.cleaned, run_.cleaner.rules());
      if (run_.dry_run && removed.bytes) out_ += removed_from(name, removed);
    } catch (const std::bad_alloc&) {
      out_.resize(before);
      if (!run_.dry_run) out_ += row;
      report_.fail({name, "too large for the memory"});
    }
  }

  Run& run_;
  RowBatch batch_;
  std::string out_;
  Report report_;
};

// The exit status after writing to standard output. A reader that has had enough is no failure.
int status_after_writing(int error, Report& report) {
  if (error == EPIPE) return kDone;
  if (error) report.fail(file_error("standard output", error));
  return report.any_failed() ? kFailed : kDone;
}

}  // namespace

int clean_text_stream(const Cleaner& cleaner, bool dry_run) {
  Report report;
  std::string text;
  int write_error = 0;
  if (int error = read_all(STDIN_FILENO, 0, text)) {
    report.fail(file_error("standard input", error));
  } else {
    Cleaned cleaned = cleaner.clean(text);
    Removed removed = report.add("-", text, cleaned, cleaner.rules());
    std::string changes = removed.bytes ? removed_from("-", removed) : "";
    write_error = write_all(STDOUT_FILENO, dry_run ? changes : kept_text(text, cleaned.spans));
  }
  int status = status_after_writing(write_error, report);
  write_all(STDERR_FILENO, report.failures());
  return status;
}

int clean_row_stream(const Cleaner& cleaner, const JsonNames& names, unsigned threads, bool dry_run) {
  Run run{cleaner, names, dry_run, {}};
  RowReader reader(STDIN_FILENO);
  run_jobs(threads, [&]() -> std::unique_ptr<Job> {
    std::optional<RowBatch> batch = reader.next();
    if (!batch) return nullptr;
    return std::make_unique<BatchJob>(run, std::move(*batch));
  });
  if (reader.error()) run.report.fail(file_error("standard input", reader.error()));
  int status = status_after_writing(run.write_error, run.report);
  if (run.write_error != EPIPE) write_all(STDERR_FILENO, run.report.summary());
  return status;
}

}  // namespace dechaff
