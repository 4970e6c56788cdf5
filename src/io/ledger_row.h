// A row of a ledger: one document, and what was removed from it, as a line of JSON. `clean --removed` writes
// the same rows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "clean/removed.h"

namespace dechaff {

struct LedgerRow {
  std::string document;  // its path below the ledger's home
  std::string output;    // likewise; empty for what went to standard output
  std::string input_hash, output_hash;
  std::string replaces;  // hash of the file that stood there before; empty when there was none, or the same
  std::string version;   // of dechaff
  std::string rules;     // hash of the rule set
  std::string options;   // as a JSON object
  std::vector<Removed> removed;

  // Whether cleaning would give the same: all but the files' states agree.
  bool made_as(const LedgerRow& other) const {
    return input_hash == other.input_hash && version == other.version && rules == other.rules &&
           options == other.options;
  }
};

// Without a line feed. Bytes that are not UTF-8 are written as json_string does.
std::string to_json(const LedgerRow& row);

// The row of a document that the ledger is to forget.
std::string forgotten_row(std::string_view document);
bool is_forgotten_row(std::string_view line);

// Back, or what is wrong with the line.
std::variant<LedgerRow, std::string> parse_ledger_row(std::string_view line);

// The document of a row that to_json wrote, without looking at the rest but for its end; nothing for another
// line, or where the document has no name.
std::optional<std::string> document_of_row(std::string_view line);

}  // namespace dechaff
