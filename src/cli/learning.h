// Learning from the documents that a command is given: for `learn`, `clean --learn` and `score --learn`.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "cli/options.h"
#include "corpus/gold.h"
#include "corpus/learner.h"
#include "io/file_error.h"
#include "io/jsonl.h"

namespace dechaff {

// What was learned, and what became of the documents.
struct Lessons {
  Learner learner;
  size_t documents = 0;
  size_t without_story = 0;  // no line long enough to know the story by
  size_t without_site = 0;
  size_t failed = 0;  // documents, rows and files that could not be read
  std::function<void(const FileError&)> on_failure = [](const FileError&) {};  // on the calling thread

  void fail(const FileError& error) {
    ++failed;
    on_failure(error);
  }

  // For cleaning.
  LearnedPtr table() { return std::make_shared<const LearnedLines>(learner.table(2)); }
};

// The documents are those that `clean` with this output folder would find.
void learn_from_paths(const std::vector<std::string>& paths, const std::string& output_folder,
                      SiteOfPath site_of, unsigned threads, Lessons& lessons);

// Rows of a file, or of standard input where the path is "-".
void learn_from_rows(const std::string& path, const JsonNames& names, unsigned threads, Lessons& lessons);

// Labelled documents, all lines of them. What cannot be read is passed over.
LearnedPtr learn_from_gold(const std::vector<std::string>& paths);
LearnedPtr learn_from(std::span<const GoldDocument> documents);

}  // namespace dechaff
