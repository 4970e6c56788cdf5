// `dechaff clean PATH…` as it is typed: exit statuses, messages, files.
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "clean_place.h"

namespace fs = std::filesystem;

TEST_CASE("cleaned documents are written beside the originals, which stay") {
  Place place;
  place.write("in/a.txt", "Prose.\nzap: a\n");
  place.write("in/en/b.txt", "Prose.\r\n");
  place.write("page.html", "zap: x\n<p>");
  ProgramResult result = place.clean({"in", "page.html"});
  CHECK(result.status == 0);
  CHECK(result.out == "");
  CHECK(place.read("in/a.txt") == "Prose.\nzap: a\n");
  CHECK(place.read("in/a.clean.txt") == "Prose.\n");
  CHECK(place.read("in/en/b.clean.txt") == "Prose.\r\n");
  CHECK(place.read("page.clean.html") == "<p>");
  // A second run takes the same documents and replaces its outputs.
  place.write("in/a.txt", "Prose.\nzap: a\nMore.\n");
  CHECK(place.clean({"in"}).status == 0);
  CHECK(place.read("in/a.clean.txt") == "Prose.\nMore.\n");
  CHECK_FALSE(place.has("in/a.clean.clean.txt"));
}

TEST_CASE("the output has the permissions of the original") {
  Place place;
  std::string path = place.write("a.txt", "x");
  chmod(path.c_str(), 0640);
  CHECK(place.clean({"a.txt"}).status == 0);
  struct stat status;
  REQUIRE(stat((place / "a.clean.txt").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0640);
}

TEST_CASE("the summary counts lines and bytes by category and names what is special") {
  Place place;
  place.write("in/a.txt",
              "A whole sentence of prose, which is long enough to be one for everybody.\n\nzap: a\n\nIt "
              "[cut] goes on.\nzap: é");
  place.write("in/b.txt", "[cut] No prose here\nzap [cut]: b\n");
  ProgramResult result = place.clean({"in"});
  CHECK(result.err ==
        "2 documents, 2 changed\n"
        "  removed  lines  bytes\n"
        "  zap          3     40\n"
        "1 without prose (only rules for any zone were applied):\n"
        "  in/b.txt\n");
}

TEST_CASE("numbers of the summary are aligned to the right, the largest category first") {
  Place place;
  place.write("dechaff.toml", "rules = [\"other.toml\"]\n");
  place.write("other.toml", kOther);
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "other: a line of chaff that is " + std::string(50, 'x') + "\n";
  place.write("in/a.txt", "zap: a\n" + text);
  std::string err = place.clean({"in"}).err;
  CHECK(contains(err,
                 "  removed  lines   bytes\n"
                 "  other     2000  164000\n"
                 "  zap          1       7\n"
                 "  all       2001  164007\n"));
}

TEST_CASE("lists of names end after ten") {
  Place place;
  for (int i = 10; i < 23; ++i) place.write("in/" + std::to_string(i) + ".txt", "no prose");
  std::string err = place.clean({"in"}).err;
  CHECK(contains(err, "13 without prose"));
  CHECK(contains(err, "  in/19.txt\n  and 3 more\n"));
}

TEST_CASE("a document that fails is named with the reason, and the others go on") {
  Place place;
  place.write("in/a.txt", "zap: a\nb\n");
  place.write("in/b.txt", "zap: a\nb\n");
  fs::create_directory(place / "in/b.clean.txt");
  ProgramResult result = place.clean({"none.txt", "in", "in/x.clean.txt"});
  CHECK(result.status == 2);
  CHECK(place.read("in/a.clean.txt") == "b\n");
  CHECK(contains(result.err, "1 document, 1 changed, 3 failed\n"));
  CHECK(contains(result.err, "dechaff: none.txt: No such file or directory\n"));
  CHECK(contains(result.err, "dechaff: in/b.clean.txt: not replaced"));
  CHECK(contains(result.err, "Is a directory"));
}

TEST_CASE("a document that may not be read is named") {
  if (geteuid() == 0) return;  // who may read everything
  Place place;
  fs::permissions(place.write("in/a.txt", "x"), fs::perms::none);
  ProgramResult result = place.clean({"in"});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "dechaff: in/a.txt: Permission denied\n"));
  CHECK_FALSE(place.has("in/a.clean.txt"));
}

TEST_CASE("-o mirrors the tree under the same names") {
  Place place;
  place.write("in/a.txt", "zap: a\nb\n");
  place.write("in/en/c.txt", "d\n");
  CHECK(place.clean({"in", "-o", "out/deep"}).status == 0);
  CHECK(place.read("out/deep/a.txt") == "b\n");
  CHECK(place.read("out/deep/en/c.txt") == "d\n");
  CHECK(place.has("out/deep/.dechaff/ledger.jsonl"));
  CHECK(contents(place, "in").size() == 2);
}

TEST_CASE("outputs that collide stop the run before anything is written") {
  Place place;
  place.write("a/x.txt", "1");
  place.write("b/x.txt", "2");
  ProgramResult result = place.clean({"a", "b", "-o", "out"});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "a/x.txt and b/x.txt would both be written to out/x.txt"));
  CHECK_FALSE(place.has("out"));
  result = place.clean({"a", "-o", "a"});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "a is or holds a"));
  CHECK(place.read("a/x.txt") == "1");
}

TEST_CASE("an output folder that cannot be is said for each document") {
  Place place;
  place.write("in/a.txt", "x");
  place.write("file", "x");
  ProgramResult result = place.clean({"in", "-o", "file/out"});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "file/out: Not a directory"));
  CHECK(place.read("file") == "x");
}

TEST_CASE("a dry run names what would change and writes nothing") {
  Place place;
  place.write("in/a.txt", "Prose\nzap: a\nzap: b\n");
  place.write("in/b.txt", "Prose\n");
  place.write("in/c.txt", "Prose [cut]\n");
  ProgramResult result = place.clean({"-n", "in"});
  CHECK(result.status == 0);
  CHECK(result.out == "in/a.txt: 2 lines, 14 bytes\nin/c.txt: 0 lines, 6 bytes\n");
  CHECK(contents(place, "in").size() == 3);
  CHECK(place.clean({"-n", "-"}, "zap: a\nb").out == "-: 1 line, 7 bytes\n");
  CHECK(place.clean({"-n", "-", "--format", "jsonl"}, "{\"text\":\"a\"}\n{\"text\":\"zap: b\"}\n").out ==
        "line 2: 1 line, 6 bytes\n");
}

TEST_CASE("any number of threads gives the same bytes") {
  Place place;
  std::string rows;
  for (int i = 0; i < 300; ++i) {
    std::string n = std::to_string(i),
                text = "Prose " + n + "\nzap: " + n + "\n" + std::string(i * 37 % 400, 'x') + "\n";
    place.write("in/" + std::to_string(i % 7) + "/" + n + ".txt", text);
    rows += i % 50 == 49 ? "bad row\n"
                         : "{\"text\":\"a" + std::string(i * 37 % 400, 'y') + "\\nzap: " + n + "\"}\n";
  }
  while (rows.size() < 5'000'000) rows += rows;
  ProgramResult one = place.clean({"in", "-o", "one", "-j", "1"}),
                eight = place.clean({"in", "-o", "eight", "-j", "8"});
  CHECK(one.status == 0);
  CHECK(one.err == eight.err);
  CHECK(contents(place, "one").size() == 301);  // with the ledger
  CHECK(contents(place, "one") == contents(place, "eight"));
  one = place.clean({"-", "--format", "jsonl", "-j1"}, rows),
  eight = place.clean({"-", "--format", "jsonl", "-j8"}, rows);
  CHECK(one.status == 2);
  CHECK(one.err == eight.err);
  CHECK(one.out.size() > 4'000'000);
  CHECK((one.out == eight.out));
}

TEST_CASE("threads share the built-in rules, whose patterns are compiled when first needed") {
  ProgramResult one = run_program({"clean", "-n", DECHAFF_SOURCE "/fixtures/articles", "-j1"}),
                eight = run_program({"clean", "-n", DECHAFF_SOURCE "/fixtures/articles", "-j8"});
  CHECK(eight.status == 0);
  CHECK(eight.out.size() > 1000);
  CHECK(eight.out == one.out);
  CHECK(eight.err == one.err);
}

TEST_CASE("what is typed wrongly is told with what to type") {
  Place place;
  place.write("rows.jsonl", "{}");
  struct Case {
    std::vector<std::string> arguments;
    std::string_view message;
  };
  for (const Case& c : std::initializer_list<Case>{
           {{}, "dechaff clean articles/"},
           {{"-", "in"}, "- stands alone"},
           {{"-", "-"}, "- stands alone"},
           {{"-", "-o", "out"}, "--output is for paths"},
           {{"in", "-o", ""}, "--output needs a folder"},
           {{"rows.jsonl"}, "dechaff clean - --format jsonl < rows.jsonl"},
           {{"in", "--format", "jsonl"}, "--format is for standard input"},
           {{"-", "--format", "csv"}, "there is no format `csv`"},
           {{"-", "--field", "a"}, "--field needs --format jsonl"},
           {{"-", "--format", "jsonl", "--out-field", "\xFF"}, "--out-field takes UTF-8"},
           {{"in", "-j", "0"}, "--jobs takes a number"},
           {{"in", "-j", "1.5"}, "--jobs takes a whole number"},
           {{"in", "--level", "harsh"}, ""},
           {{"in", "--dryrun"}, "did you mean"},
       }) {
    ProgramResult result = place.clean(c.arguments);
    INFO(result.err);
    bool accepts_any_level = c.message.empty();  // without weights there are no levels to choose from
    CHECK((result.status == 2 || accepts_any_level));
    CHECK(contains(result.err, c.message));
    CHECK(result.out == "");
  }
}

TEST_CASE("rules are those of the dechaff.toml nearest to each named path") {
  Place place;
  place.write("one/dechaff.toml", "rules = [\"../other.toml\"]\n");
  place.write("other.toml", kOther);
  place.write("one/in/a.txt", "zap: a\nother: b\nc\n");
  place.write("two/a.txt", "zap: a\nother: b\nc\n");
  CHECK(place.clean({"one/in", "two/a.txt"}).status == 0);
  CHECK(place.read("one/in/a.clean.txt") == "c\n");
  CHECK(place.read("two/a.clean.txt") == "other: b\nc\n");
  CHECK(place.clean({"-"}, "other: b\nc\n").out == "other: b\nc\n");
  place.write("dechaff.toml", "rules = [\"other.toml\"]\n");
  CHECK(place.clean({"-"}, "other: b\nc\n").out == "c\n");
}

TEST_CASE("rules with faults stop the run before anything is written") {
  Place place;
  place.write("in/a.txt", "x");
  place.write("in/dechaff.toml", "[[rule]]\nid = \"x\"\nacton = \"line\"\n");
  ProgramResult result = place.clean({"in"});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "dechaff.toml:3:1: unknown key `acton`"));
  CHECK_FALSE(place.has("in/a.clean.txt"));
}

TEST_CASE("names are bytes, and a message shows no control characters") {
  Place place;
  place.write("in/\x1B[31m\xE9.txt", "no prose\nzap: a\n");
  ProgramResult result = place.clean({"in"});
  CHECK(result.status == 0);
  CHECK(place.read("in/\x1B[31m\xE9.clean.txt") == "no prose\n");
  CHECK(contains(result.err, "in/\\x1b[31m\xE9.txt"));
}
