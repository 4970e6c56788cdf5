// The ledger: rows as JSON, looking them up, merging, and what becomes of broken ones.
#include "io/ledger.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <random>

#include "temporary_folder.h"

using namespace dechaff;
namespace fs = std::filesystem;

namespace {

LedgerRow row_of(const std::string& document, const std::string& hash) {
  LedgerRow row;
  row.document = document;
  row.output = document + ".out";
  row.input_hash = hash;
  row.output_hash = hash + "o";
  row.version = "1";
  row.rules = "r";
  row.options = "{}";
  return row;
}

std::unique_ptr<Ledger> open_ledger(const TemporaryFolder& folder,
                                    Ledger::Access access = Ledger::Access::write) {
  auto opened = Ledger::open(folder.path(), access);
  REQUIRE(std::holds_alternative<std::unique_ptr<Ledger>>(opened));
  return std::move(std::get<std::unique_ptr<Ledger>>(opened));
}

// The input's hash in the row of a document, or "none".
std::string known(Ledger& ledger, std::string_view document) {
  auto line = ledger.find(document);
  if (!line) return "none";
  auto row = parse_ledger_row(*line);
  return std::holds_alternative<LedgerRow>(row) ? std::get<LedgerRow>(row).input_hash : "broken";
}

}  // namespace

TEST_CASE("a row is the same after it was written and read, whatever bytes are in it") {
  LedgerRow row = row_of("en/caf\xE9\n\"\\.txt", "abc");
  row.replaces = "def";
  row.removed = {{3, 9, 2, "en.x.y", "related", 0, "a\xFF\tz\u2028\""},
                 {10, 11, 4, "", "evidence", 0.875, std::string("\0", 1)}};
  std::string line = to_json(row);
  CHECK(line.find('\n') == line.npos);
  CHECK(document_of_row(line) == row.document);
  auto parsed = parse_ledger_row(line);
  REQUIRE(std::holds_alternative<LedgerRow>(parsed));
  const LedgerRow& read = std::get<LedgerRow>(parsed);
  CHECK(to_json(read) == line);
  CHECK(read.removed[0].text == row.removed[0].text);
  CHECK(read.removed[1].text == row.removed[1].text);
  CHECK(read.removed[1].p == 0.875);
  CHECK(read.replaces == "def");
}

TEST_CASE("bytes that are not UTF-8 are escaped as Python's surrogateescape does") {
  CHECK(to_json(row_of("\xE9", "h")).starts_with("{\"document\":\"\\udce9\","));
  CHECK(document_of_row("{\"document\":\"\\udce9\\ud83d\\ude00\"}") == "\xE9\xF0\x9F\x98\x80");
}

TEST_CASE("a line that is no row is told or passed over") {
  for (std::string line :
       {"", "x", "{}", "[]", "{\"document\":1}", "{\"document\":\"a\",\"removed\":{}}", "{\"document\":\"a\"",
        "{\"document\":\"a\",\"removed\":[{\"begin\":-1,\"end\":2,\"line\":1}]}",
        "{\"document\":\"a\",\"removed\":[{\"begin\":5,\"end\":2,\"line\":1}]}",
        "{\"document\":\"a\",\"removed\":[{\"begin\":5}]}", "{\"document\":\"a\",\"removed\":[7]}"}) {
    INFO(line);
    CHECK(std::holds_alternative<std::string>(parse_ledger_row(line)));
  }
}

TEST_CASE("rows of many documents are found, in any order") {
  TemporaryFolder folder;
  std::vector<std::string> names;
  for (int i = 0; i < 3000; ++i) names.push_back("d" + std::to_string(i * 7919 % 3000) + "/x.txt");
  auto ledger = open_ledger(folder);
  for (const std::string& name : names) {
    LedgerRow row = row_of(name, name + "!");
    row.removed = {{0, 200, 1, "r", "c", 0, std::string(name.size() * 40, 'x')}};
    REQUIRE_FALSE(ledger->append(to_json(row)));
  }
  CHECK(known(*ledger, names[0]) == "none");  // as it was when it was opened
  REQUIRE_FALSE(ledger->close());
  CHECK_FALSE(folder.has(".dechaff/journal.jsonl"));
  ledger.reset();
  CHECK(fs::file_size(folder / ".dechaff/ledger.jsonl") > 1'000'000);
  ledger = open_ledger(folder, Ledger::Access::read);
  auto all_are_known = [&] {
    return std::all_of(names.begin(), names.end(),
                       [&](const std::string& name) { return known(*ledger, name) == name + "!"; });
  };
  CHECK(all_are_known());
  std::sort(names.begin(), names.end());
  CHECK(all_are_known());
  for (auto name : {"", "a", "d1/x.tx", "d1/x.txt2", "d999/x.txtz", "z"})
    CHECK(known(*ledger, name) == "none");
  CHECK(known(*ledger, names.back()) == names.back() + "!");  // after one behind the end
  RowCursor rows = ledger->rows_from("d17");
  std::vector<std::string> found;
  while (rows.next()) {
    if (rows.document().starts_with("d17")) found.push_back(rows.document());
  }
  CHECK(found.size() == 111);
  CHECK(std::is_sorted(found.begin(), found.end()));
}

TEST_CASE("the last row about a document counts, and one can be taken back") {
  TemporaryFolder folder;
  auto ledger = open_ledger(folder);
  for (auto [name, hash] : {std::pair("b", "1"), {"a", "1"}, {"b", "2"}, {"c", "1"}})
    REQUIRE_FALSE(ledger->append(to_json(row_of(name, hash))));
  REQUIRE_FALSE(ledger->close());
  REQUIRE_FALSE(ledger->append(to_json(row_of("a", "3"))));
  REQUIRE_FALSE(ledger->append(forgotten_row("c")));
  REQUIRE_FALSE(ledger->close());
  ledger.reset();
  ledger = open_ledger(folder);
  CHECK(known(*ledger, "a") == "3");
  CHECK(known(*ledger, "b") == "2");
  CHECK(known(*ledger, "c") == "none");
}

TEST_CASE("journals of very many runs of documents are merged") {
  TemporaryFolder folder;
  auto ledger = open_ledger(folder);
  std::string expected;
  for (int i = 999; i >= 100; --i) {
    REQUIRE_FALSE(ledger->append(to_json(row_of(std::to_string(i), "1"))));
    if (i % 3 == 0) REQUIRE_FALSE(ledger->append(to_json(row_of(std::to_string(i), "2"))));
  }
  for (int i = 100; i < 1000; ++i) expected += to_json(row_of(std::to_string(i), i % 3 ? "1" : "2")) + "\n";
  REQUIRE_FALSE(ledger->close());
  CHECK((folder.read(".dechaff/ledger.jsonl") == expected));
}

TEST_CASE("what a killed run has appended is merged by the next one, but for half a row") {
  TemporaryFolder folder;
  folder.write(".dechaff/ledger.jsonl", to_json(row_of("a", "1")) + "\n" + to_json(row_of("b", "1")) + "\n");
  folder.write(".dechaff/journal.jsonl", to_json(row_of("b", "2")) + "\n" + to_json(row_of("c", "2")) + "\n" +
                                             "{\"document\":\"d\",\"out");
  auto reader = open_ledger(folder, Ledger::Access::read);
  CHECK(known(*reader, "b") == "1");
  CHECK(folder.has(".dechaff/journal.jsonl"));
  auto ledger = open_ledger(folder);
  CHECK_FALSE(folder.has(".dechaff/journal.jsonl"));
  for (auto [name, hash] : {std::pair("a", "1"), {"b", "2"}, {"c", "2"}, {"d", "none"}})
    CHECK(known(*ledger, name) == hash);
}

TEST_CASE("a ledger that was damaged loses what was damaged, and no more") {
  TemporaryFolder folder;
  folder.write(".dechaff/ledger.jsonl", "\n\x80\xFF\n" + to_json(row_of("a", "1")) + "\nnonsense\n[]\n{\n" +
                                            to_json(row_of("c", "1")) + "\n{\"document\":\"x\n\n");
  folder.write(".dechaff/journal.jsonl", "{\"document\":\"c\",\"output\":\"c.ou#\n");
  auto ledger = open_ledger(folder);
  CHECK(known(*ledger, "a") == "1");
  CHECK(known(*ledger, "b") == "none");
  CHECK(known(*ledger, "c") == "1");
  REQUIRE_FALSE(ledger->append(to_json(row_of("b", "2"))));
  REQUIRE_FALSE(ledger->close());
  ledger.reset();
  ledger = open_ledger(folder);
  for (auto [name, hash] : {std::pair("a", "1"), {"b", "2"}, {"c", "1"}}) CHECK(known(*ledger, name) == hash);
}

TEST_CASE("only one may write") {
  TemporaryFolder folder;
  auto first = open_ledger(folder);
  auto second = Ledger::open(folder.path(), Ledger::Access::write);
  REQUIRE(std::holds_alternative<FileError>(second));
  CHECK(std::get<FileError>(second).reason.find("another run") != std::string::npos);
  open_ledger(folder, Ledger::Access::read);
  first.reset();
  open_ledger(folder);
}

TEST_CASE("a ledger into which nothing was written leaves nothing behind") {
  TemporaryFolder folder;
  REQUIRE_FALSE(open_ledger(folder)->close());
  CHECK_FALSE(folder.has(".dechaff"));
}

TEST_CASE("a ledger that cannot be is said") {
  TemporaryFolder folder;
  folder.write("file", "x");
  CHECK(std::holds_alternative<FileError>(Ledger::open(folder / "file", Ledger::Access::write)));
  folder.write("in/.dechaff", "x");
  auto opened = Ledger::open(folder / "in", Ledger::Access::write);
  auto& ledger = std::get<std::unique_ptr<Ledger>>(opened);
  CHECK(ledger->append(to_json(row_of("a", "1"))));
  CHECK(folder.read("in/.dechaff") == "x");
}
