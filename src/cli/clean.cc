// `dechaff clean`: what was typed, turned into a run over paths or over standard input.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <filesystem>

#include "cli/clean_paths.h"
#include "cli/clean_stream.h"
#include "cli/commands.h"
#include "cli/learning.h"
#include "cli/options.h"
#include "cli/row_flags.h"
#include "io/path.h"

namespace dechaff {
namespace {

constexpr Flag kOwnFlags[] = {
    {"output", 'o', "DIR", "write below DIR under the same names, not beside the originals"},
    {"jobs", 'j', "N", "clean on N threads (default: one for each processor)"},
    {"learn", 0, "", "first learn from these documents which lines recur within a site"},
    {"update", 'u', "", "clean only what is new, or changed since it was cleaned"},
    {"force", 0, "", "replace x.clean.txt also where dechaff did not make it"},
    {"no-ledger", 0, "", "keep no ledger, and use none"},
    {"dry-run", 'n', "", "write nothing; name the documents that would change"},
    {"diff", 0, "", "write nothing; show what would go as a unified diff (status 1 if anything would)"},
    {"sample", 0, "N", "show N removed spans at random, with their reasons"},
    {"seed", 0, "S", "which N: another number, other spans (default: 0)"},
    {"json", 0, "", "the summary as JSON, on standard output (with -: on standard error)"},
    {"removed", 0, "FILE", "write what was removed from standard input to FILE, as JSON Lines"},
    {"format", 0, "text|jsonl", "what standard input holds: one document (default) or one in each row"},
    {"field", 0, "NAME", "the field of a row with the text (default: text)"},
    {"out-field", 0, "NAME", "write the cleaned text to this field and leave the original"},
    {"url-field", 0, "NAME", "the field with the document's address, which tells its site (default: url)"},
    {"compress", 0, "gz|zst",
     "compress the cleaned rows (default: no; compressed rows are read without a flag)"},
};

constexpr std::string_view kDetails =
    "PATH is a file, a folder (all *.txt in it and below, but no *.clean.*), or - for standard input,\n"
    "which is cleaned to standard output. The cleaned text of x.txt is written to x.clean.txt beside it;\n"
    "the original is not touched, and an x.clean.txt that dechaff did not make is not replaced. What was\n"
    "removed stands in the folder's ledger, .dechaff/ledger.jsonl; `dechaff restore` puts it back. A\n"
    "summary goes to standard error; for one document on standard input there is none, unless something\n"
    "failed. Exit status: 0 done; 1 with --diff, when anything would go; 2 when a document or row could\n"
    "not be cleaned (the others are); 130 or 143 when it was stopped by SIGINT or SIGTERM, after the\n"
    "documents under way: --update goes on.";

// The rules are those of the dechaff.toml that is nearest to a path, loaded once for all paths that share it.
class Cleaners {
 public:
  Cleaners(const Arguments& arguments, LearnedPtr learned)
      : arguments_(arguments), learned_(std::move(learned)) {}

  // Null when its rules have faults, which are then printed.
  const Cleaner* for_folder(const std::string& folder) {
    RuleSources sources = rule_sources(arguments_, folder);
    auto [entry, is_new] = loaded_.try_emplace(sources.config);
    Loaded& loaded = entry->second;
    if (!is_new) return loaded.cleaner.get();
    loaded.rules = load_rule_set(sources);
    if (!loaded.rules) return nullptr;
    make_cleaner(loaded);
    return loaded.cleaner.get();
  }

  // From here on, cleaners are others than before: they know this table.
  void know(LearnedPtr learned) {
    learned_ = std::move(learned);
    for (auto& [config, loaded] : loaded_) {
      if (loaded.rules) make_cleaner(loaded);
    }
  }

 private:
  struct Loaded {
    std::unique_ptr<RuleSet> rules;
    std::unique_ptr<Cleaner> cleaner;
  };

  void make_cleaner(Loaded& loaded) const {
    CleanOptions options = clean_options(arguments_, *loaded.rules, learned_);
    loaded.cleaner = std::make_unique<Cleaner>(*loaded.rules, std::move(options));
  }

  const Arguments& arguments_;
  LearnedPtr learned_;
  std::map<std::string, Loaded> loaded_;  // by dechaff.toml
};

// From here on, a reader that closes the pipe is seen where writing fails. What is printed before, ends the
// program then.
void ignore_broken_pipes() {
  std::signal(SIGPIPE, SIG_IGN);
}

Compression compression_of(const Arguments& arguments) {
  std::string name = arguments.value("compress");
  return name == "gz" ? Compression::gz : name == "zst" ? Compression::zst : Compression::none;
}

void check_compression(const Arguments& arguments, bool is_row_stream) {
  if (compression_of(arguments) == Compression::none) {
    throw UsageError(
        fmt::format("--compress: there is no format `{}`; gz or zst", arguments.value("compress")));
  }
  if (!is_row_stream) throw UsageError("--compress is for rows on standard input: - --format jsonl");
  for (std::string_view flag : {"diff", "dry-run"}) {
    if (arguments.has(flag)) throw UsageError(fmt::format("--compress does not go with --{}", flag));
  }
  if (isatty(STDOUT_FILENO))
    throw UsageError(
        "--compress: nobody can read that on a terminal; send standard output to a file or pipe");
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
  for (std::string_view flag : {"update", "force", "no-ledger"}) {
    if (from_stream && arguments.has(flag)) throw UsageError(fmt::format("--{} is for paths", flag));
  }
  if (!from_stream && arguments.has("removed"))
    throw UsageError("--removed is for standard input; of paths, the ledger tells what was removed");
  bool rows = reads_rows(arguments);
  if (arguments.has("compress")) check_compression(arguments, from_stream && rows);
  if (from_stream && arguments.has("learn"))
    throw UsageError(
        "--learn reads the documents before it cleans them, which a stream does not allow; let "
        "`dechaff learn` make a table of them, and name it with --learned");
  if (from_stream && arguments.has("site-from"))
    throw UsageError("--site-from is for paths; a row has its address");
  if (from_stream && arguments.has("learned") && !rows)
    throw UsageError(
        "--learned has to know the site, which a text on standard input does not tell; name the "
        "file, or give it as a row with its address");
  if (from_stream) return;
  for (const std::string& path : paths) {
    std::error_code error;
    if (is_rows_name(path) && !std::filesystem::is_directory(path, error)) {
      throw UsageError(
          fmt::format("{} holds rows; type `dechaff clean - --format jsonl < {}`", shown(path), shown(path)));
    }
  }
  if (arguments.has("format")) throw UsageError("--format is for standard input; name - instead of a path");
}

RunOptions run_options(const Arguments& arguments) {
  RunOptions run;
  run.output = arguments.value("output");
  run.threads = thread_count(arguments);
  run.dry_run = arguments.has("dry-run");
  run.diff = arguments.has("diff");
  run.update = arguments.has("update");
  run.force = arguments.has("force");
  run.ledger = !arguments.has("no-ledger");
  run.json = arguments.has("json");
  run.sample = static_cast<size_t>(whole_number(arguments, "sample", 1, 1e6, 0));
  run.seed = static_cast<uint64_t>(whole_number(arguments, "seed", 0, 1e15, 0));
  run.removed = arguments.value("removed");
  if (run.update && !run.ledger)
    throw UsageError("--update asks the ledger what is done; leave --no-ledger out");
  if (run.json && (run.diff || run.sample)) throw UsageError("--json does not go with --diff and --sample");
  if (arguments.has("seed") && !run.sample) throw UsageError("--seed is for --sample");
  return run;
}

int clean_standard_input(const Arguments& arguments, const RunOptions& options, LearnedPtr learned) {
  Cleaners cleaners(arguments, std::move(learned));
  const Cleaner* cleaner = cleaners.for_folder(".");
  if (!cleaner) return kFailed;
  ignore_broken_pipes();
  if (!reads_rows(arguments)) return clean_text_stream(*cleaner, options);
  return clean_row_stream(*cleaner, json_names(arguments), options, compression_of(arguments));
}

int clean_named_paths(const Arguments& arguments, const RunOptions& options, LearnedPtr learned) {
  SiteOfPath site_of_path = site_flag(arguments);
  bool learns = arguments.has("learn");
  bool knows_sites = learned || learns || arguments.has("site-from");
  Cleaners cleaners(arguments, std::move(learned));
  std::vector<std::string> folders;
  for (const std::string& path : arguments.operands) {
    std::error_code error;
    bool is_folder = std::filesystem::is_directory(path, error);
    folders.push_back(is_folder ? path : folder_of(path));
    if (!cleaners.for_folder(folders.back())) return kFailed;
  }
  ignore_broken_pipes();
  if (learns) {
    Lessons lessons;  // what cannot be read is told when it is cleaned
    learn_from_paths(arguments.operands, options.output, site_of_path, options.threads, lessons);
    cleaners.know(lessons.table());
  }
  std::vector<const Cleaner*> cleaner_of;
  for (const std::string& folder : folders) cleaner_of.push_back(cleaners.for_folder(folder));
  return clean_paths(options, arguments.operands, [&](const Document& document) {
    std::string site = knows_sites ? site_of_path(document.input) : "";
    return CleanerFor{*cleaner_of[document.operand], std::move(site)};
  });
}

int run_clean(const Arguments& arguments) {
  check_operands(arguments);
  RunOptions options = run_options(arguments);
  std::optional<LearnedPtr> learned = load_learned(arguments);
  if (!learned) return kFailed;
  return arguments.operands[0] == "-" ? clean_standard_input(arguments, options, *learned)
                                      : clean_named_paths(arguments, options, *learned);
}

}  // namespace

const Command kCleanCommand = {"clean",
                               "PATH…",
                               "Remove what is not the story; write the rest beside the originals.",
                               kDetails,
                               {kOwnFlags, kCleanFlags, kSiteFlags, kRuleFlags},
                               run_clean};

}  // namespace dechaff
