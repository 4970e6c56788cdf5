// Rows of JSON Lines, one field of which is a document.
#pragma once

#include <string>
#include <string_view>

#include "clean/cleaner.h"

namespace dechaff {

// Names of fields of the row itself, not of objects within it.
struct JsonNames {
  std::string text = "text";
  std::string out;  // where the cleaned text goes; empty or the same as `text` for the text's own field
  std::string url = "url";
};

// A row after cleaning. Exactly one of these holds: `has_text`, `error` is not empty, or there was nothing to
// clean (a blank row, or a text of null). In the latter two cases the row is as it came.
struct JsonRow {
  std::string error;
  bool has_text = false;
  std::string text;  // the document; the spans of `cleaned` are of it
  Cleaned cleaned;
};

// Cleans the text of a row and appends the row to `out`. It may end in a line feed and begin with a BOM; both
// stay. Everything else stays byte for byte, too, also the kept parts of the text as they are written,
// escapes included. Where a row has a field twice, the last one counts, as for most parsers. The host of the
// row's URL is the site; a row may have none.
//
// Where the text goes to a field that the row does not have, that is put behind the text's.
JsonRow clean_row(std::string_view row, const JsonNames& names, const Cleaner& cleaner, std::string& out);

// What a row says about a document.
struct RowText {
  bool has_text = false;  // false for blank rows, a text of null, and errors
  std::string text;
  std::string site;   // may be empty
  std::string error;  // why there is no text, where there should be one
};

// The text that clean_row would clean.
RowText text_of_row(std::string_view row, const JsonNames& names);

}  // namespace dechaff
