// What `dechaff clean` was asked to do beside cleaning, and what of it documents in files and in streams
// share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "cli/report.h"
#include "cli/sample.h"

namespace dechaff {

struct RunOptions {
  std::string output;  // folder; empty for beside the originals
  unsigned threads = 1;
  bool dry_run = false;  // only name what would change
  bool diff = false;     // only show what would go
  bool update = false;
  bool force = false;
  bool ledger = true;
  bool json = false;
  size_t sample = 0;
  uint64_t seed = 0;
  std::string removed;  // file for the rows of what was removed from a stream

  bool only_looks() const { return dry_run || diff; }
};

// What became of some documents: made on any thread, and then merged in their order.
class Outcome {
 public:
  explicit Outcome(const RunOptions& options) : options_(options) {
    if (options.sample) sample_.emplace(options.sample, options.seed);
  }

  // A document that was cleaned; `left_name` is that of the cleaned text.
  void add(std::string_view name, std::string_view left_name, std::string_view text, const Cleaned& cleaned,
           const RuleSet& rules);
  void add_up_to_date() { report_.add_up_to_date(); }
  void fail(const FileError& error);

  // Adds that of what came after.
  void merge(Outcome&& later);

  const Report& report() const { return report_; }

  // For standard output, while only looking, and for standard error; each once.
  std::string take_look() { return std::exchange(look_, ""); }
  std::string take_failures() { return std::exchange(failures_, ""); }

  std::string sample() const { return sample_ ? sample_->text() : ""; }

 private:
  const RunOptions& options_;
  Report report_;
  std::optional<Sample> sample_;
  std::string look_, failures_;
};

// How a run ended.
struct RunEnd {
  int write_error = 0;       // an errno value of standard output
  int signal = 0;            // that came
  size_t links = 0;          // that were not followed
  bool is_stream = false;    // standard output has, or had, text on it
  bool says_little = false;  // nothing but what failed
};

// Tells about it, and returns the exit status. The summary goes to standard error; as JSON, to standard
// output where that has no text on it, and so does the sample.
int end_run(const RunOptions& options, Outcome& outcome, const RunEnd& end);

}  // namespace dechaff
