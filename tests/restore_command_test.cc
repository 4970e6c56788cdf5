// `dechaff restore` as it is typed.
#include <catch2/catch.hpp>
#include <filesystem>

#include "clean_place.h"

namespace fs = std::filesystem;

namespace {

ProgramResult restore(const Place& place, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "restore");
  return run_program(arguments, place.path());
}

const std::string kText = "Prose\r\n\nzap: a\n\nIt [cut] goes on\nzap: \xE9\n";

}  // namespace

TEST_CASE("all that was removed comes back, without the original") {
  for (std::string path : {"in", "in/en", "in/en/a.clean.txt", "in/en/a.txt", "./in//en/../en/a.txt"}) {
    Place place;
    place.write("in/en/a.txt", kText);
    REQUIRE(place.clean({"in"}).status == 0);
    CHECK(place.read("in/en/a.clean.txt") == "Prose\r\n\nIt goes on\n");
    fs::remove(place / "in/en/a.txt");
    ProgramResult result = restore(place, {path});
    INFO(path << result.err);
    CHECK(result.status == 0);
    CHECK(result.err == "21 bytes put back in 1 of 1 document\n");
    CHECK(place.read("in/en/a.clean.txt") == kText);
    CHECK_FALSE(place.has("in/.dechaff/journal.jsonl"));
    CHECK(restore(place, {path}).err == "0 bytes put back in 0 of 1 document\n");
  }
}

TEST_CASE("one rule, category or line comes back") {
  Place place;
  place.write("in/a.txt", kText);
  struct Case {
    std::vector<std::string> which;
    std::string left;
  };
  for (const Case& c :
       std::initializer_list<Case>{{{"--rule", "zap.match"}, "Prose\r\n\nIt [cut] goes on\n"},
                                   {{"--rule", "zap.line"}, "Prose\r\n\nzap: a\n\nIt goes on\nzap: \xE9\n"},
                                   {{"--category", "zap"}, kText},
                                   {{"--line", "6"}, "Prose\r\n\nIt goes on\nzap: \xE9\n"},
                                   {{"--line", "5", "--rule", "zap.line"}, "Prose\r\n\nIt goes on\n"},
                                   {{"--rule", "zap.line", "--rule", "zap.match"}, kText},
                                   {{"--rule", "none"}, "Prose\r\n\nIt goes on\n"}}) {
    REQUIRE(place.clean({"in"}).status == 0);
    std::vector<std::string> arguments = c.which;
    arguments.push_back("in/a.clean.txt");
    CHECK(restore(place, arguments).status == 0);
    CHECK(place.read("in/a.clean.txt") == c.left);
  }
}

TEST_CASE("what is put back stays until the document is cleaned again") {
  Place place;
  place.write("in/a.txt", kText);
  place.write("in/b.txt", "zap: b\n");
  REQUIRE(place.clean({"in"}).status == 0);
  REQUIRE(restore(place, {"in", "--rule", "zap.match"}).status == 0);
  CHECK(contains(place.clean({"-u", "in"}).err, "2 up to date\n"));
  CHECK(place.read("in/a.clean.txt") == "Prose\r\n\nIt [cut] goes on\n");
  REQUIRE(restore(place, {"in/a.txt"}).status == 0);
  CHECK(place.read("in/a.clean.txt") == kText);
  CHECK(place.clean({"in"}).status == 0);
  CHECK(place.read("in/a.clean.txt") == "Prose\r\n\nIt goes on\n");
}

TEST_CASE("outputs in a folder of their own are put back, too") {
  Place place;
  place.write("in/en/a.txt", kText);
  REQUIRE(place.clean({"in", "-o", "in/out"}).status == 0);
  CHECK(restore(place, {"in/out/en/a.txt", "--line", "6"}).status == 0);
  CHECK(place.read("in/out/en/a.txt") == "Prose\r\n\nIt goes on\nzap: \xE9\n");
  CHECK(restore(place, {"in"}).err == "14 bytes put back in 1 of 1 document\n");
  CHECK(place.read("in/out/en/a.txt") == kText);
}

TEST_CASE("what cannot be put back is said, and the rest is") {
  Place place;
  place.write("in/a.txt", kText);
  place.write("in/b.txt", "zap: b\n");
  place.write("in/c.txt", "zap: c\n");
  place.write("alone.txt", "zap: c\n");
  ProgramResult result = restore(place, {"alone.txt"});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "alone.txt: there is no ledger for it"));
  REQUIRE(place.clean({"in"}).status == 0);
  place.write("in/a.clean.txt", "edited");
  fs::remove(place / "in/c.clean.txt");
  result = restore(place, {"in", "in/d.txt"});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "in/a.clean.txt: was changed since it was cleaned"));
  CHECK(contains(result.err, "in/c.clean.txt: No such file or directory"));
  CHECK(contains(result.err, "in/d.txt: the ledger does not know it"));
  CHECK(contains(result.err, "7 bytes put back in 1 of 3 documents, 3 failed\n"));
  CHECK(place.read("in/a.clean.txt") == "edited");
  CHECK(place.read("in/b.clean.txt") == "zap: b\n");
  CHECK(restore(place, {}).status == 2);
  CHECK(contains(restore(place, {"in", "--line", "0"}).err, "--line takes a number from 1"));
}

TEST_CASE("a ledger of somebody else's making does not lead out of its folder") {
  Place place;
  place.write("outside.txt", "b");
  place.write("in/a.txt", "zap: a\nb");
  REQUIRE(place.clean({"in"}).status == 0);
  std::string ledger = place.read("in/.dechaff/ledger.jsonl");
  for (auto [name, output] :
       {std::pair("a.txt", "../outside.txt"), {"../outside.txt", "../outside.txt"}, {"a.txt", "x.txt"}}) {
    std::string forged = ledger;
    forged.replace(forged.find("\"a.txt\""), 7, "\"" + std::string(name) + "\"");
    forged.replace(forged.find("\"a.clean.txt\""), 13, "\"" + std::string(output) + "\"");
    place.write("in/.dechaff/ledger.jsonl", forged);
    CHECK(restore(place, {"in"}).status == 2);
    CHECK(place.read("outside.txt") == "b");
  }
}
