// Running `dechaff clean` again and again over one folder: what it knows, what it leaves alone, what it
// refuses.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "clean_place.h"

namespace fs = std::filesystem;

namespace {

std::string ledger_of(const Place& place, std::string_view folder = "in") {
  return place.read(std::string(folder) + "/.dechaff/ledger.jsonl");
}

}  // namespace

TEST_CASE("--update cleans what is new or changed, and nothing else") {
  Place place;
  place.write("in/a.txt", "Prose\nzap: a\n");
  place.write("in/b.txt", "Prose\nzap: b\n");
  CHECK(contains(place.clean({"--update", "in"}).err, "2 documents, 2 changed\n"));
  std::string ledger = ledger_of(place);
  CHECK(contains(place.clean({"--update", "in"}).err, "0 documents, 0 changed, 2 up to date\n"));
  CHECK(ledger_of(place) == ledger);
  auto cleans_one = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"-u", "in"});
    ProgramResult result = place.clean(arguments);
    return result.status == 0 && contains(result.err, "1 document, 1 changed, 1 up to date\n");
  };
  place.write("in/a.txt", "Prose\nzap: c\nMore\n");
  CHECK(cleans_one({}));
  CHECK(place.read("in/a.clean.txt") == "Prose\nMore\n");
  fs::remove(place / "in/b.clean.txt");
  CHECK(cleans_one({}));
  CHECK(place.read("in/b.clean.txt") == "Prose\n");
  place.write("in/c.txt", "zap: c\n");
  CHECK(contains(place.clean({"-u", "in"}).err, "1 document, 1 changed, 2 up to date\n"));
}

TEST_CASE("--update cleans all when rules or options have changed") {
  Place place;
  place.write("other.toml", kOther);
  place.write("in/a.txt", "Prose\nzap: a\nother: b\n");
  CHECK(place.clean({"in"}).status == 0);
  CHECK(place.read("in/a.clean.txt") == "Prose\nother: b\n");
  struct Step {
    std::vector<std::string> arguments;
    std::string left;
  };
  for (const Step& step : std::initializer_list<Step>{{{"--rules", "other.toml"}, "Prose\n"},
                                                      {{"--skip", "zap"}, "Prose\nzap: a\nother: b\n"},
                                                      {{"--only", "zap"}, "Prose\nother: b\n"},
                                                      {{"--threshold", "0.5"}, "Prose\nother: b\n"},
                                                      {{"--level", "strict"}, "Prose\nother: b\n"}}) {
    std::vector<std::string> arguments{"--update", "in"};
    arguments.insert(arguments.end(), step.arguments.begin(), step.arguments.end());
    CHECK(contains(place.clean(arguments).err, "1 document, "));
    CHECK(place.read("in/a.clean.txt") == step.left);
    CHECK(contains(place.clean(arguments).err, "1 up to date\n"));
  }
}

TEST_CASE("an output that dechaff did not make is not replaced, but for --force") {
  for (std::vector<std::string> mode : {std::vector<std::string>{}, {"-u"}, {"--no-ledger"}}) {
    Place place;
    place.write("in/a.txt", "Prose\nzap: a\n");
    place.write("in/b.txt", "Prose\nzap: b\n");
    place.write("in/a.clean.txt", "my own notes");
    place.write("in/c.txt", "zap: c\nd\n");
    place.write("in/c.clean.txt", "d\n");  // what would be written
    std::vector<std::string> arguments = mode;
    arguments.push_back("in");
    ProgramResult result = place.clean(arguments);
    CHECK(result.status == 2);
    CHECK(contains(result.err, "dechaff: in/a.clean.txt: not replaced, for dechaff did not make it"));
    CHECK(contains(result.err, "--force"));
    CHECK(contains(result.err, "2 documents, 2 changed, 1 failed\n"));
    CHECK(place.read("in/a.clean.txt") == "my own notes");
    CHECK(place.read("in/b.clean.txt") == "Prose\n");
    arguments.push_back("--force");
    if (mode.empty() || mode[0] != "--no-ledger") {
      CHECK_FALSE(contains(ledger_of(place), "a.txt"));
    }
    CHECK(place.clean(arguments).status == 0);
    CHECK(place.read("in/a.clean.txt") == "Prose\n");
  }
}

TEST_CASE("an output that was edited since is not replaced") {
  Place place;
  place.write("in/a.txt", "Prose\nzap: a\n");
  CHECK(place.clean({"in"}).status == 0);
  place.write("in/a.clean.txt", "Prose, corrected by hand\n");
  for (std::string flag : {"-u", "-j1"}) CHECK(place.clean({"in", flag}).status == 2);
  CHECK(place.read("in/a.clean.txt") == "Prose, corrected by hand\n");
  fs::remove(place / "in/a.clean.txt");
  fs::create_symlink("a.txt", place / "in/a.clean.txt");
  CHECK(place.clean({"in"}).status == 2);
  CHECK(fs::is_symlink(place / "in/a.clean.txt"));
  CHECK(place.clean({"in", "--force"}).status == 0);
  CHECK(place.read("in/a.clean.txt") == "Prose\n");
  CHECK(place.read("in/a.txt") == "Prose\nzap: a\n");
}

TEST_CASE("without its ledger, a run does the same as before and refuses only what would change") {
  Place place;
  place.write("other.toml", kOther);
  place.write("in/a.txt", "Prose\nzap: a\nother: b\n");
  place.write("in/b.txt", "Prose\n");
  CHECK(place.clean({"in"}).status == 0);
  fs::remove_all(place / "in/.dechaff");
  CHECK(place.clean({"in"}).status == 0);
  fs::remove_all(place / "in/.dechaff");
  ProgramResult result = place.clean({"in", "--rules", "other.toml"});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "in/a.clean.txt: not replaced"));
  CHECK(contains(result.err, "1 document, 0 changed, 1 failed"));
}

TEST_CASE("an output gets new permissions when the original did") {
  Place place;
  std::string path = place.write("in/a.txt", "Prose\n");
  auto mode_of_output = [&] {
    struct stat status;
    REQUIRE(stat((place / "in/a.clean.txt").c_str(), &status) == 0);
    return status.st_mode & 0777;
  };
  chmod(path.c_str(), 0644);
  CHECK(place.clean({"in"}).status == 0);
  CHECK(mode_of_output() == 0644);
  for (auto [flag, mode] : {std::pair("-j1", 0600), {"--update", 0640}}) {
    chmod(path.c_str(), static_cast<mode_t>(mode));
    CHECK(place.clean({flag, "in"}).status == 0);
    CHECK(mode_of_output() == static_cast<mode_t>(mode));
  }
}

TEST_CASE("a folder within a folder keeps the ledger that it has") {
  Place place;
  place.write("other.toml", kOther);
  place.write("in/en/a.txt", "zap: a\nother: b\n");
  place.write("in/b.txt", "zap: b\n");
  CHECK(place.clean({"in/en"}).status == 0);
  CHECK(place.clean({"in", "--rules", "other.toml"}).status == 0);
  CHECK(place.read("in/en/a.clean.txt") == "");
  CHECK(contains(ledger_of(place), "\"b.txt\""));
  CHECK_FALSE(contains(ledger_of(place), "a.txt"));
  CHECK(contains(ledger_of(place, "in/en"), "\"a.txt\""));
  CHECK(contains(place.clean({"-u", "--rules", "other.toml", "in/en/a.txt"}).err, "1 up to date"));
  fs::create_directory(place / "in/fr");
  place.write("in/fr/c.txt", "zap: c\n");
  CHECK(place.clean({"in/fr/c.txt"}).status == 0);
  CHECK(contains(ledger_of(place), "\"fr/c.txt\""));
  CHECK_FALSE(place.has("in/fr/.dechaff"));
}

TEST_CASE("what is not text in UTF-8 is left and named") {
  Place place;
  std::string greek;
  for (int i = 0; i < 20; ++i) greek += "\xCA\xE1\xEB\xE7\xEC\xDD\xF1\xE1 ";
  place.write("in/a.txt", std::string("\xFF\xFEz\0a\0p\0", 8));
  place.write("in/b.txt", std::string("zap: a\nb\0c", 10));
  place.write("in/c.txt", greek);
  place.write("in/d.txt", "zap: a\nCaf\xE9 " + std::string(200, 'x'));
  ProgramResult result = place.clean({"in"});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "dechaff: in/a.txt: not UTF-8 but UTF-16; convert it, as in `iconv -f UTF-16"));
  CHECK(contains(result.err, "dechaff: in/b.txt: not text: there is a NUL byte at offset 8\n"));
  CHECK(contains(result.err, "dechaff: in/c.txt: not UTF-8: 160 of its 180 bytes are not"));
  CHECK(contains(result.err, "1 document, 1 changed, 3 failed\n"));
  for (auto name : {"in/a.clean.txt", "in/b.clean.txt", "in/c.clean.txt"}) CHECK_FALSE(place.has(name));
  CHECK(place.read("in/d.clean.txt") == "Caf\xE9 " + std::string(200, 'x'));
  result = place.clean({"-"}, std::string("zap\0", 4));
  CHECK(result.status == 2);
  CHECK(result.out == std::string("zap\0", 4));
  CHECK(contains(result.err, "dechaff: standard input: not text"));
}

TEST_CASE("looking writes nothing, and asks the ledger where that is wanted") {
  Place place;
  place.write("in/a.txt", "Prose\nzap: a\n");
  for (std::vector<std::string> look :
       {std::vector<std::string>{"-n"}, {"--diff"}, {"-n", "--sample", "1"}}) {
    look.push_back("in");
    place.clean(look);
    CHECK(contents(place, "in").size() == 1);
  }
  CHECK(place.clean({"in"}).status == 0);
  place.write("in/b.txt", "zap: b\n");
  CHECK(place.clean({"-n", "-u", "in"}).out == "in/b.txt: 1 line, 7 bytes\n");
}

TEST_CASE("--diff shows what would go and says so by its status") {
  Place place;
  place.write("in/a.txt", "Prose\nzap: a\nMore\n");
  place.write("in/b.txt", "Prose\n");
  ProgramResult result = place.clean({"--diff", "in"});
  CHECK(result.status == 1);
  CHECK(result.out == "--- in/a.txt\n+++ in/a.clean.txt\n@@ -1,3 +1,2 @@\n Prose\n-zap: a\n More\n");
  CHECK(place.clean({"--diff", "in/b.txt"}).status == 0);
  CHECK(place.clean({"--diff", "in", "none"}).status == 2);
  result = place.clean({"--diff", "-"}, "zap: a\n");
  CHECK(result.status == 1);
  CHECK(result.out == "--- -\n+++ -\n@@ -1 +0,0 @@\n-zap: a\n");
}

TEST_CASE("a sample is the same for any number of threads, and another for another seed") {
  Place place;
  for (int i = 0; i < 50; ++i)
    place.write("in/" + std::to_string(i) + ".txt", "Prose\n\nzap: " + std::to_string(i) + "\n\nMore\n");
  auto sample = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--sample", "7", "in"});
    return place.clean(arguments).out;
  };
  std::string first = sample({"-j1"});
  CHECK(sample({"-j8"}) == first);
  CHECK(sample({"-n", "--json"}) == "");
  CHECK(sample({"--seed", "1"}) != first);
  size_t blocks = 1;
  for (size_t at = 0; (at = first.find("\n\n", at)) != first.npos; ++at) ++blocks;
  CHECK(blocks == 7);
  CHECK(contains(first, ".txt:3  zap.line (zap)\n    Prose\n  - zap: "));
  CHECK(contains(first, "\n    More\n"));
}

TEST_CASE("every span is as likely to be in the sample as any other") {
  Place place;
  std::string text;
  for (int i = 0; i < 20; ++i) text += "zap: " + std::to_string(i) + "\nProse\n";
  place.write("in/a.txt", text);
  std::map<std::string, int> times;
  for (int seed = 0; seed < 40; ++seed) {
    std::string out = place.clean({"-n", "--sample", "5", "--seed", std::to_string(seed), "in"}).out;
    for (size_t at = 0; (at = out.find("  - ", at)) != out.npos; ++at)
      ++times[out.substr(at, out.find('\n', at) - at)];
  }
  CHECK(times.size() == 20);  // 200 draws of 20: none is missed but once in 2,000 such tests
}

TEST_CASE("the summary as JSON") {
  Place place;
  place.write("in/a.txt", "Prose\nzap: a\n");
  place.write("in/b.txt", std::string("\0", 1));
  ProgramResult result = place.clean({"--json", "in"});
  CHECK(result.status == 2);
  CHECK(result.out ==
        "{\"documents\":1,\"changed\":1,\"up_to_date\":0,\"failed\":1,\"removed\":{\"zap\":{\"lines\":1,"
        "\"bytes\":7}},"
        "\"guarded\":{\"count\":0,\"first\":[]},\"no_prose\":{\"count\":1,\"first\":[\"in/a.txt\"]},"
        "\"unsettled\":{\"count\":0,\"first\":[]},"
        "\"links\":0,\"stopped\":false}\n");
  result = place.clean({"--json", "-"}, "zap: a\nb");
  CHECK(result.out == "b");
  CHECK(result.err.starts_with("{\"documents\":1,"));
}

TEST_CASE("what was removed from a stream can be had as rows") {
  Place place;
  ProgramResult result = place.clean({"-", "--format", "jsonl", "--removed", "removed.jsonl"},
                                     "{\"text\":\"a\"}\n{\"text\":\"a\\nzap: b\\nc\"}\n");
  CHECK(result.status == 0);
  std::string rows = place.read("removed.jsonl");
  CHECK(rows.starts_with("{\"document\":\"line 2\",\"input_hash\":\""));
  CHECK(contains(
      rows,
      "\"removed\":[{\"begin\":2,\"end\":9,\"line\":2,\"rule\":\"zap.line\",\"category\":\"zap\",\"text\":"
      "\"zap: b\\n\"}]}\n"));
  result = place.clean({"-", "--removed", "removed.jsonl"}, "zap: a");
  CHECK(result.status == 2);
  CHECK(contains(result.err, "--removed removed.jsonl: File exists"));
  CHECK(place.read("removed.jsonl") == rows);
  CHECK(place.clean({"-", "--removed", "two.jsonl"}, "zap: a\nb").out == "b");
  CHECK(place.read("two.jsonl").starts_with("{\"document\":\"-\","));
}

TEST_CASE("flags that do not go together are refused") {
  Place place;
  struct Case {
    std::vector<std::string> arguments;
    std::string_view message;
  };
  for (const Case& c :
       std::initializer_list<Case>{{{"in", "--update", "--no-ledger"}, "leave --no-ledger out"},
                                   {{"-", "--update"}, "--update is for paths"},
                                   {{"-", "--force"}, "--force is for paths"},
                                   {{"in", "--removed", "x"}, "--removed is for standard input"},
                                   {{"in", "--seed", "1"}, "--seed is for --sample"},
                                   {{"in", "--sample", "0"}, "--sample takes a number from 1"},
                                   {{"in", "--json", "--diff"}, "--json does not go with"}}) {
    ProgramResult result = place.clean(c.arguments);
    INFO(result.err);
    CHECK(result.status == 2);
    CHECK(contains(result.err, c.message));
  }
}
