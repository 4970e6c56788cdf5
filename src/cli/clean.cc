// `dechaff clean`: every document that the named paths lead to is read, cleaned and written, whatever becomes
// of the others.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <new>
#include <thread>

#include "cli/clean_stream.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/report.h"
#include "io/find_documents.h"
#include "io/path.h"
#include "io/streams.h"
#include "io/whole_file.h"
#include "io/workers.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

constexpr Flag kOwnFlags[] = {
    {"output", 'o', "DIR", "write below DIR under the same names, not beside the originals"},
    {"jobs", 'j', "N", "clean on N threads (default: one for each processor)"},
    {"dry-run", 'n', "", "write nothing; name the documents that would change"},
    {"format", 0, "text|jsonl", "what standard input holds: one document (default) or one in each row"},
    {"field", 0, "NAME", "the field of a row with the text (default: text)"},
    {"out-field", 0, "NAME", "write the cleaned text to this field and leave the original"},
    {"url-field", 0, "NAME", "the field with the document's address, for rules of one site (default: url)"},
};

constexpr std::string_view kDetails =
    "PATH is a file, a folder (all *.txt in it and below, but no *.clean.*), or - for standard input,\n"
    "which is cleaned to standard output. The cleaned text of x.txt is written to x.clean.txt beside it;\n"
    "the original is not touched. A summary goes to standard error; for one document on standard input\n"
    "there is none, unless something failed. Exit status: 0 done; 2 when a document or row could not be\n"
    "cleaned (the others are).";

// The rules are those of the dechaff.toml that is nearest to a path, loaded once for all paths that share it.
class Cleaners {
 public:
  explicit Cleaners(const Arguments& arguments) : arguments_(arguments) {}

  // Null when its rules have faults, which are then printed.
  const Cleaner* for_folder(const std::string& folder) {
    RuleSources sources = rule_sources(arguments_, folder);
    auto [entry, is_new] = loaded_.try_emplace(sources.config);
    Loaded& loaded = entry->second;
    if (!is_new) return loaded.cleaner.get();
    loaded.rules = load_rule_set(sources);
    if (!loaded.rules) return nullptr;
    loaded.cleaner = std::make_unique<Cleaner>(*loaded.rules, clean_options(arguments_, *loaded.rules));
    return loaded.cleaner.get();
  }

 private:
  struct Loaded {
    std::unique_ptr<RuleSet> rules;
    std::unique_ptr<Cleaner> cleaner;
  };
  const Arguments& arguments_;
  std::map<std::string, Loaded> loaded_;  // by dechaff.toml
};

// What all documents of a run share. Only used by the thread that finishes them.
struct Run {
  bool dry_run;
  bool makes_folders;
  Report report;
  int write_error = 0;
};

class DocumentJob : public Job {
 public:
  DocumentJob(Run& run, const Document& document, const Cleaner& cleaner)
      : run_(run), document_(document), cleaner_(cleaner) {}

  void work() override {
    try {
      if (std::optional<FileError> error = clean()) report_.fail(*error);
    } catch (const std::bad_alloc&) {
      report_.fail({document_.input, "too large for the memory"});
    }
  }

  bool finish() override {
    run_.report.merge(std::move(report_));
    run_.write_error = write_all(STDOUT_FILENO, changes_);
    return run_.write_error == 0;
  }

 private:
  std::optional<FileError> clean() {
    WholeFile file;
    if (auto error = read_whole_file(document_.input, file)) return error;
    Cleaned cleaned = cleaner_.clean(file.text);
    if (!run_.dry_run) {
      if (run_.makes_folders) {
        if (auto error = make_folders(folder_of(document_.output))) return error;
      }
      std::string kept = kept_text(file.text, cleaned.spans);
      if (auto error = write_whole_file(document_.output, kept, file.mode)) return error;
    }
    Removed removed = report_.add(document_.input, file.text, cleaned, cleaner_.rules());
    if (run_.dry_run && removed.bytes) changes_ = removed_from(document_.input, removed);
    return std::nullopt;
  }

  Run& run_;
  const Document& document_;
  const Cleaner& cleaner_;
  Report report_;
  std::string changes_;
};

// From here on, a reader that closes the pipe is seen where writing fails. What is printed before, ends the
// program then.
void ignore_broken_pipes() {
  std::signal(SIGPIPE, SIG_IGN);
}

unsigned thread_count(const Arguments& arguments) {
  double n = number_of(arguments, "jobs", 1, 1024, std::max(1u, std::thread::hardware_concurrency()));
  if (n != std::floor(n)) throw UsageError("--jobs takes a whole number");
  return static_cast<unsigned>(n);
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    CodePoint c = decode(text);
    if (!c.valid) return false;
    text.remove_prefix(c.size);
  }
  return true;
}

bool reads_rows(const Arguments& arguments) {
  std::string format = arguments.value("format", "text");
  if (format != "text" && format != "jsonl") {
    throw UsageError(fmt::format("--format: there is no format `{}`; text or jsonl", format));
  }
  return format == "jsonl";
}

void check_operands(const Arguments& arguments) {
  const std::vector<std::string>& paths = arguments.operands;
  if (paths.empty()) {
    throw UsageError(
        "nothing to clean; name files or folders, as in `dechaff clean articles/`, or - for standard input");
  }
  bool from_stream = std::find(paths.begin(), paths.end(), "-") != paths.end();
  if (from_stream && paths.size() > 1) {
    throw UsageError("- stands alone: clean standard input and paths one after the other");
  }
  if (from_stream && arguments.has("output")) {
    throw UsageError("--output is for paths; what comes from standard input goes to standard output");
  }
  if (arguments.has("output") && arguments.value("output").empty())
    throw UsageError("--output needs a folder");
  bool rows = reads_rows(arguments);
  for (std::string_view flag : {"field", "out-field", "url-field"}) {
    if (!arguments.has(flag)) continue;
    if (!rows) throw UsageError(fmt::format("--{} needs --format jsonl", flag));
    if (!is_utf8(arguments.value(flag))) throw UsageError(fmt::format("--{} takes UTF-8", flag));
  }
  if (from_stream) return;
  for (const std::string& path : paths) {
    std::error_code error;
    if (path.ends_with(".jsonl") && !std::filesystem::is_directory(path, error)) {
      throw UsageError(
          fmt::format("{} holds rows; type `dechaff clean - --format jsonl < {}`", shown(path), shown(path)));
    }
  }
  if (arguments.has("format")) throw UsageError("--format is for standard input; name - instead of a path");
}

int clean_stream(const Arguments& arguments) {
  Cleaners cleaners(arguments);
  const Cleaner* cleaner = cleaners.for_folder(".");
  if (!cleaner) return kFailed;
  bool dry_run = arguments.has("dry-run");
  unsigned threads = thread_count(arguments);
  ignore_broken_pipes();
  if (!reads_rows(arguments)) return clean_text_stream(*cleaner, dry_run);
  JsonNames names;
  names.text = arguments.value("field", names.text);
  names.out = arguments.value("out-field");
  names.url = arguments.value("url-field", names.url);
  return clean_row_stream(*cleaner, names, threads, dry_run);
}

int clean_paths(const Arguments& arguments) {
  const std::vector<std::string>& paths = arguments.operands;
  unsigned threads = thread_count(arguments);
  Cleaners cleaners(arguments);
  std::vector<const Cleaner*> cleaner_of;
  for (const std::string& path : paths) {
    std::error_code error;
    bool is_folder = std::filesystem::is_directory(path, error);
    cleaner_of.push_back(cleaners.for_folder(is_folder ? path : folder_of(path)));
    if (!cleaner_of.back()) return kFailed;
  }
  ignore_broken_pipes();
  FoundDocuments found = find_documents(paths, arguments.value("output"));
  if (!found.conflicts.empty()) {
    Names conflicts;
    for (const std::string& conflict : found.conflicts) conflicts.add(shown(conflict));
    write_all(STDERR_FILENO, conflicts.listed_as("outputs cannot be; nothing was written"));
    return kFailed;
  }
  Run run{arguments.has("dry-run"), arguments.has("output"), {}};
  for (const FileError& error : found.failed) run.report.fail(error);
  auto next = found.documents.begin();
  run_jobs(threads, [&]() -> std::unique_ptr<Job> {
    if (next == found.documents.end()) return nullptr;
    const Document& document = *next++;
    return std::make_unique<DocumentJob>(run, document, *cleaner_of[document.operand]);
  });
  if (run.write_error == EPIPE) return kDone;
  if (run.write_error) run.report.fail(file_error("standard output", run.write_error));
  std::string summary = run.report.summary();
  if (found.links) summary += fmt::format("{} not followed\n", counted(found.links, "symbolic link"));
  write_all(STDERR_FILENO, summary);
  return run.report.any_failed() ? kFailed : kDone;
}

int run_clean(const Arguments& arguments) {
  check_operands(arguments);
  return arguments.operands[0] == "-" ? clean_stream(arguments) : clean_paths(arguments);
}

}  // namespace

const Command kCleanCommand = {"clean",
                               "PATH…",
                               "Remove what is not the story; write the rest beside the originals.",
                               kDetails,
                               {kOwnFlags, kCleanFlags, kRuleFlags},
                               run_clean};

}  // namespace dechaff
