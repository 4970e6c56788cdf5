// From the paths that a user names to the documents below them, each with the place where its cleaned text
// goes.
#pragma once

#include <string>
#include <vector>

#include "io/file_error.h"

namespace dechaff {

// Paths are bytes and begin with the path that was named.
struct Document {
  std::string input;
  std::string output;
  size_t operand;  // index of the named path that it was found under
};

struct FoundDocuments {
  // By named path in the order given, and below a folder in the order of the bytes of their paths.
  std::vector<Document> documents;
  std::vector<FileError> failed;  // paths that are no documents or cannot be read; the others may be cleaned
  std::vector<std::string> conflicts;  // if there are any, nothing may be written
  size_t links = 0;                    // symbolic links seen below named folders; none is followed
};

// A named file is taken whatever its ending; a named folder is searched for `*.txt`, without hidden files and
// folders and without following symbolic links. What dechaff itself writes (`x.clean.txt`) is never a
// document. A file that is reached twice is taken once.
//
// The output stands beside the input, or, where `output_folder` is not empty, there under the name that the
// document has below the named folder. Two documents with one output, or an output that is one of the inputs,
// are conflicts.
FoundDocuments find_documents(const std::vector<std::string>& paths, const std::string& output_folder);

}  // namespace dechaff
