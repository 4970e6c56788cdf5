// `dechaff learn`: a table of the lines that recur within a site, from documents or from other tables.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "cli/commands.h"
#include "cli/learning.h"
#include "cli/report.h"
#include "cli/row_flags.h"
#include "io/learned_table.h"
#include "io/path.h"
#include "io/whole_file.h"

namespace dechaff {
namespace {

constexpr Flag kOwnFlags[] = {
    {"output", 'o', "TABLE", "write the table to this file"},
    {"merge", 0, "", "put tables together instead of reading documents"},
    {"to-merge", 0, "", "write also lines of one story, so that --merge gives what learning at once would"},
    {"jobs", 'j', "N", "read on N threads (default: one for each processor)"},
    {"format", 0, "text|jsonl", "what the files hold: one document each (default) or one in each row"},
    {"field", 0, "NAME", "the field of a row with the text (default: text)"},
    {"url-field", 0, "NAME", "the field with the document's address, which tells its site (default: url)"},
};

constexpr std::string_view kDetails =
    "PATH is a file, a folder (all *.txt in it and below, but no *.clean.*), a file of rows, - for rows on\n"
    "standard input, or with --merge a table. A line recurs when it was seen with several stories of its\n"
    "site; two pages that tell one story count once. Stories are known by their long lines, so a document\n"
    "without a line of 80 characters teaches nothing. Case, spaces and numbers do not tell lines apart.\n"
    "The table has no text in it, and is the same for any order of the documents. `clean --learned TABLE`\n"
    "takes it as evidence, and `clean --learn` learns and cleans in one go. Of more than 30 million lines,\n"
    "which take a gigabyte of memory, the table knows as many, drawn as by lot.";

constexpr size_t kLeastStories = 2;

void check_flags(const Arguments& arguments) {
  const std::vector<std::string>& paths = arguments.operands;
  if (paths.empty())
    throw UsageError(
        "nothing to learn from; name files or folders, as in `dechaff learn articles/ -o TABLE`");
  if (arguments.value("output").empty()) throw UsageError("say with -o TABLE where the table goes");
  bool rows = reads_rows(arguments);
  if (arguments.has("merge")) {
    for (std::string_view flag : {"format", "site-from"}) {
      if (arguments.has(flag)) throw UsageError(fmt::format("--{} is for documents, not for --merge", flag));
    }
  }
  if (rows && arguments.has("site-from"))
    throw UsageError("--site-from is for files of one document; a row has its address");
  if (rows || arguments.has("merge")) return;
  for (const std::string& path : paths) {
    std::error_code error;
    if (path == "-") throw UsageError("- has no site; give rows with their addresses and --format jsonl");
    if (is_rows_name(path) && !std::filesystem::is_directory(path, error))
      throw UsageError(fmt::format("{} holds rows; add --format jsonl", shown(path)));
  }
}

// Only another table is replaced: who forgets what -o means does not lose an article.
std::optional<FileError> why_not_replaced(const std::string& path) {
  if (!exists(path)) return std::nullopt;
  WholeFile file;
  if (auto error = read_whole_file(path, file, Links::refuse)) return error;
  if (begins_as_learned_table(file.text)) return std::nullopt;
  return FileError{path, "not replaced, for it is not a table of learned lines"};
}

// False when one of the tables is not good.
bool merge_tables(const std::vector<std::string>& paths, Lessons& lessons) {
  bool good = true;
  for (const std::string& path : paths) {
    if (std::optional<LearnedPtr> table = read_learned_table(path)) {
      lessons.learner.add(**table);
    } else {
      good = false;
    }
  }
  return good;
}

std::string summary(const Lessons& lessons, const LearnedLines& table) {
  size_t recurring = 0;
  for (const auto& [site, lines] : table.sites()) {
    for (size_t i = 0; i < lines.size(); ++i) recurring += lines.stories(i).size() >= kLeastStories;
  }
  std::string out = lessons.documents ? counted(lessons.documents, "document") + ", " : "";
  out += fmt::format("{} that recur{} on {}\n", counted(recurring, "line"), recurring == 1 ? "s" : "",
                     counted(table.sites().size(), "site"));
  if (lessons.without_story)
    out += fmt::format("{} taught nothing: no line of 80 characters to know the story by\n",
                       counted(lessons.without_story, "document"));
  if (lessons.without_site)
    out += fmt::format("{} taught nothing: no site\n", counted(lessons.without_site, "document"));
  if (lessons.learner.has_dropped())
    out +=
        "there was no room for all lines, so some were left out; learn sites apart, and --merge the tables\n";
  return out;
}

int run(const Arguments& arguments) {
  check_flags(arguments);
  SiteOfPath site_of_path = site_flag(arguments);
  std::string output = arguments.value("output");
  if (auto error = why_not_replaced(output)) {
    fmt::print(stderr, "{}", failure(*error));
    return kFailed;
  }
  Lessons lessons;
  lessons.on_failure = [](const FileError& error) { fmt::print(stderr, "{}", failure(error)); };
  unsigned threads = thread_count(arguments);
  if (arguments.has("merge")) {
    if (!merge_tables(arguments.operands, lessons)) return kFailed;
  } else if (reads_rows(arguments)) {
    JsonNames names = json_names(arguments);
    for (const std::string& path : arguments.operands) learn_from_rows(path, names, threads, lessons);
  } else {
    learn_from_paths(arguments.operands, "", site_of_path, threads, lessons);
  }
  LearnedLines table = lessons.learner.table(arguments.has("to-merge") ? 1 : kLeastStories);
  if (auto error = write_whole_file(output, to_text(table))) {
    fmt::print(stderr, "{}", failure(*error));
    return kFailed;
  }
  fmt::print(stderr, "{}", summary(lessons, table));
  return lessons.failed ? kFailed : kDone;
}

}  // namespace

const Command kLearnCommand = {
    "learn",
    "PATH…",
    "learn which lines recur within a site, for clean --learned",
    kDetails,
    {kOwnFlags, kSiteFlags},
    run,
};

}  // namespace dechaff
