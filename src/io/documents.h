// From the paths that a user names to the documents below them, one at a time, each with the place where its
// cleaned text goes and the ledger that knows about it.
//
// It needs memory for the names of the folders on the way to the current document, not for all documents.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "io/file_error.h"

namespace dechaff {

// Paths are bytes and begin with the path that was named.
struct Document {
  std::string input;
  std::string output;
  size_t operand;  // index of the named path that it was found under
  // The folder whose ledger knows the document, and the document's path from there: that of the input, or,
  // where there is an output folder, that of the output.
  std::string home;
  std::string name;
};

class Documents {
 public:
  // A named file is taken whatever its ending; a named folder is searched for `*.txt`, without hidden files
  // and folders and without following symbolic links. What dechaff itself writes (`x.clean.txt`) is never a
  // document. A file that is reached twice is taken once.
  //
  // The output stands beside the input, or, where `output_folder` is not empty, there under the name that the
  // document has below the named folder. The output folder may lie in a named folder; then it is not
  // searched.
  //
  // The home is the output folder, or else the nearest folder at or above the document that has a ledger
  // already, or else the folder that was named (of a file, its folder). Above the named folder, only a ledger
  // of the same user counts.
  Documents(const std::vector<std::string>& paths, const std::string& output_folder);
  ~Documents();

  // Why nothing may be written: documents with the same output, or outputs that could be somebody's files.
  // Walks through all named paths first where there are several and they have an output folder.
  std::vector<std::string> conflicts() const;

  // The homes of the named paths. There may be more further down.
  std::vector<std::string> homes() const;

  // In the order of the bytes of their paths below a named path; named paths in that order, too. What is no
  // document or cannot be read comes as an error in between. Nothing at the end.
  std::optional<std::variant<Document, FileError>> next();

  // Symbolic links seen so far below named folders; none is followed.
  size_t links() const { return links_; }

  // Counts, without sorting or storing names, up to the end or until told to stop: for showing progress.
  void count(std::atomic<size_t>& documents, const std::atomic<bool>& stop) const;

 private:
  struct Operand;
  class Walk;

  std::vector<Operand> operands_;  // in the order of their canonical paths
  std::string output_folder_, canonical_output_;
  size_t at_ = 0;
  std::unique_ptr<Walk> walk_;  // through operands_[at_]
  size_t links_ = 0;
};

constexpr std::string_view kLedgerFolder = ".dechaff";

// The nearest folder at or above `folder` that has a ledger; empty when there is none. `folder` is canonical.
std::string find_home(const std::string& folder);

}  // namespace dechaff
