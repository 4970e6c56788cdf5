#include "cli/run.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "clean/unified_diff.h"
#include "cli/command.h"
#include "cli/signals.h"
#include "io/streams.h"

namespace dechaff {
namespace {

// A diff for a terminal: what goes in red, what comes in green.
std::string coloured(std::string_view diff) {
  std::string out;
  while (!diff.empty()) {
    std::string_view line = diff.substr(0, diff.find('\n'));
    diff.remove_prefix(std::min(line.size() + 1, diff.size()));
    std::string_view colour = line.starts_with('-') ? "31" : line.starts_with('+') ? "32" : "";
    out += colour.empty() ? fmt::format("{}\n", line) : fmt::format("\x1b[{}m{}\x1b[m\n", colour, line);
  }
  return out;
}

}  // namespace

void Outcome::add(std::string_view name, std::string_view left_name, std::string_view text,
                  const Cleaned& cleaned, const RuleSet& rules) {
  RemovedCount count = report_.add(name, text, cleaned, rules);
  if (sample_) sample_->add(name, text, removed_of(text, cleaned.spans, rules));
  if (options_.diff) {
    std::string diff = unified_diff(text, cleaned.spans, shown(name), shown(left_name));
    look_ += uses_colour() ? coloured(diff) : diff;
  } else if (options_.dry_run && !options_.json && count.bytes) {
    look_ += removed_from(shown(name), count);
  }
}

void Outcome::fail(const FileError& error) {
  report_.add_failure();
  failures_ += failure(error);
}

void Outcome::merge(Outcome&& later) {
  report_.merge(std::move(later.report_));
  if (sample_) sample_->merge(std::move(*later.sample_));
  look_ += later.look_;
  failures_ += later.failures_;
}

int end_run(const RunOptions& options, Outcome& outcome, const RunEnd& end) {
  // A reader that has had enough is no failure.
  if (end.write_error == EPIPE) {
    write_all(STDERR_FILENO, outcome.take_failures());
    return outcome.report().any_failed() ? kFailed : kDone;
  }
  if (end.write_error) outcome.fail(file_error("standard output", end.write_error));
  write_all(STDERR_FILENO, outcome.take_failures());
  const Report& report = outcome.report();
  std::string summary;
  if (options.json) {
    summary =
        fmt::format("{{{},\"links\":{},\"stopped\":{}}}\n", report.to_json(), end.links, end.signal != 0);
  } else if (!end.says_little) {
    summary = report.summary();
    if (end.links) summary += fmt::format("{} not followed\n", counted(end.links, "symbolic link"));
    if (end.signal) summary += "stopped by a signal before the end\n";
  }
  int sample_to = end.is_stream && !options.only_looks() ? STDERR_FILENO : STDOUT_FILENO;
  int summary_to = options.json && !end.is_stream ? STDOUT_FILENO : STDERR_FILENO;
  int unwritten = write_all(sample_to, outcome.sample());
  if (int error = write_all(summary_to, summary); error && summary_to == STDOUT_FILENO) unwritten = error;
  if (end.signal) return stopped_by(end.signal);
  if (report.any_failed() || (unwritten && unwritten != EPIPE)) return kFailed;
  return options.diff && report.removed().bytes > 0 ? kFindings : kDone;
}

}  // namespace dechaff
