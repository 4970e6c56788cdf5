// The ledger of a folder: what was removed from which document, in `.dechaff/` below the folder.
//
// `ledger.jsonl` has a row for each document, in the order of the bytes of the documents' paths, so that one
// is found without reading all. While a run goes on, rows are appended to `journal.jsonl`; when it ends, the
// two are merged. A run that was killed leaves its journal, and the next one begins with merging that. Rows
// that cannot be read are as if they were not there.
//
// A row is appended before the output that it speaks of gets its name. So an output of a run that was killed
// is always known, and where the row is ahead of the file, its hash tells.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "io/file_error.h"
#include "io/ledger_row.h"
#include "io/row_cursor.h"

namespace dechaff {

class Ledger {
 public:
  enum class Access { read, write };

  // The ledger below `home`. With `write`, nobody else may open it for writing until it is closed; the folder
  // `home` is made where it is missing, the ledger's own when the first row is appended.
  static std::variant<std::unique_ptr<Ledger>, FileError> open(const std::string& home, Access access);

  // Without close(), the journal is left to the next run.
  ~Ledger();

  // The document's row as it was when the ledger was opened. Fast when documents are asked in ascending
  // order. Where nothing is found, find_error() tells whether that is because it could not be read.
  std::optional<std::string> find(std::string_view document);
  const std::optional<FileError>& find_error() const { return find_error_; }

  // Rows of documents whose path begins with `prefix`, ascending, as they were when the ledger was opened.
  RowCursor rows_from(std::string_view prefix);

  // For documents in any order; fast to merge when they ascend. After an error nothing was appended.
  std::optional<FileError> append(std::string_view row);

  // Merges the journal into the ledger. After an error the next run does it.
  std::optional<FileError> close();

  const std::string& home() const { return home_; }

 private:
  Ledger(std::string home, Access access);
  std::optional<FileError> open_files();
  std::optional<FileError> open_journal();
  std::optional<FileError> merge();
  std::optional<FileError> reopen_rows();
  std::optional<std::string> look_up(std::string_view document);
  off_t lower_bound(std::string_view document) const;

  std::string home_, folder_;
  Access access_;
  int home_fd_ = -1;  // the lock is on it
  int rows_fd_ = -1;  // ledger.jsonl, -1 where there is none
  off_t rows_size_ = 0;
  int journal_fd_ = -1;
  off_t journal_size_ = -1;          // -1 where it has to be asked for: nobody else writes to it
  bool ends_half_ = false;           // the journal, with a row that was not written to its end
  std::optional<RowCursor> cursor_;  // at the row that was found last, or the first behind it
  std::optional<FileError> find_error_;
};

}  // namespace dechaff
