// Bytes as the files of a ledger: what stands before the first byte 0x1E as its rows, the rest as the journal
// of a run that was killed.
//
// A line is a row or is told why not; a row written again is the same row. Opening the ledger merges both
// files into rows that ascend and are each found; what the journal said last about a document counts.
#include <cstdlib>
#include <filesystem>
#include <map>

#include "../temporary_folder.h"
#include "io/ledger.h"
#include "promises.h"

namespace dechaff {
namespace {

std::vector<std::string_view> whole_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (size_t feed; (feed = text.find('\n')) != text.npos; text.remove_prefix(feed + 1))
    lines.push_back(text.substr(0, feed));
  return lines;
}

void check_line(std::string_view line) {
  auto parsed = parse_ledger_row(line);
  auto* row = std::get_if<LedgerRow>(&parsed);
  if (!row) return must(!std::get<std::string>(parsed).empty(), "a line that is no row is told why");
  if (row->options.empty()) row->options = "{}";
  std::string written = to_json(*row);
  must(document_of_row(written) == row->document, "the document is found in what was written");
  auto again = parse_ledger_row(written);
  must(std::holds_alternative<LedgerRow>(again), "what was written is a row");
  must(to_json(std::get<LedgerRow>(again)) == written, "a row written again is the same");
}

void check(std::string_view bytes) {
  std::string_view rows = bytes.substr(0, bytes.find('\x1E'));
  std::string_view journal = bytes.substr(std::min(rows.size() + 1, bytes.size()));
  std::map<std::string, std::string> last;
  for (std::string_view line : whole_lines(rows)) check_line(line);
  for (std::string_view line : whole_lines(journal)) {
    check_line(line);
    if (auto document = document_of_row(line); document) last[*document] = line;
  }
  TemporaryFolder folder;
  folder.write(".dechaff/ledger.jsonl", rows);
  folder.write(".dechaff/journal.jsonl", journal);
  auto opened = Ledger::open(folder.path(), Ledger::Access::write);
  must(std::holds_alternative<std::unique_ptr<Ledger>>(opened), "a damaged ledger can be opened");
  Ledger& ledger = *std::get<std::unique_ptr<Ledger>>(opened);
  must(!folder.has(".dechaff/journal.jsonl"), "the journal is merged");
  for (auto& [document, line] : last) {
    auto found = ledger.find(document);
    must(found.has_value() != is_forgotten_row(line), "what the journal said last is known");
    must(!found || *found == line, "and it is what it said");
  }
  if (last.empty()) return;  // nothing was merged, so the rows are as they were
  RowCursor cursor = ledger.rows_from("");
  for (std::string before; cursor.next(); before = cursor.document()) {
    must(before < cursor.document(), "rows ascend");
    must(ledger.find(cursor.document()) == cursor.line(), "each row is found");
  }
}

}  // namespace
}  // namespace dechaff

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  // Files in memory; a merge waits until they are on disk.
  if (std::filesystem::is_directory("/dev/shm")) setenv("TMPDIR", "/dev/shm", 1);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  dechaff::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
