// Layers: what a higher one replaces, extends and switches off.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "own_rules.h"

namespace dechaff {
namespace {

std::string rule(std::string_view id, std::string_view rest) {
  return "[[rule]]\nid = \"" + std::string(id) + "\"\naction = \"line\"\n" + std::string(rest) + "\n";
}

LoadedRules load(const std::vector<std::string>& paths, const std::string& config = "") {
  return load_rules({.builtin = false, .config = config, .paths = paths});
}

std::vector<std::string> ids_of(const LoadedRules& loaded) {
  std::vector<std::string> ids;
  for (const Rule& r : loaded.rules) ids.push_back(r.id);
  return ids;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("a higher layer replaces a rule by id, and the last one wins") {
  TempFolder folder;
  std::string low = folder.write("low.toml", rule("a.a.a", "is = \"low\"") + rule("b.b.b", "is = \"b\""));
  std::string high = folder.write("high.toml", rule("a.a.a", "is = \"high\""));
  CHECK(load({low, high}).rules[0].is[0].text == "high");
  CHECK(load({high, low}).rules[0].is[0].text == "low");
  CHECK(ids_of(load({low, high})) == Ids{"a.a.a", "b.b.b"});
}

TEST_CASE("the same id twice in one layer is a fault, also across its files") {
  TempFolder folder;
  folder.write("a.toml", rule("a.a.a", "is = \"x\""));
  folder.write("b.toml", rule("a.a.a", "is = \"x\""));
  LoadedRules loaded = load({folder.path()});
  REQUIRE(loaded.faults.size() == 1);
  CHECK_THAT(loaded.faults[0].source->name, Catch::EndsWith("b.toml"));
  CHECK_THAT(loaded.faults[0].advice, Catch::Contains("a.toml:1"));
}

TEST_CASE("an extension adds to a lower rule and leaves the rest of it") {
  TempFolder folder;
  std::string low =
      folder.write("low.toml", rule("a.a.a", "is = \"one\"\nwas = [\"a.old\"]\nkeeps = [\"one two\"]"));
  std::string high = folder.write(
      "high.toml", "[[extend]]\nid = \"a.old\"\nis = [\"two\"]\nunless = 'x'\nkeeps = [\"z\"]\n");
  LoadedRules loaded = load({low, high});
  REQUIRE(loaded.faults.empty());
  REQUIRE(loaded.rules.size() == 1);
  const Rule& r = loaded.rules[0];
  CHECK(r.is.size() == 2);
  CHECK(r.unless.size() == 1);
  CHECK(r.keeps.size() == 2);
  CHECK(r.action == Action::line);
  CHECK_FALSE(load({high}).faults.empty());
}

TEST_CASE("an extended rule is still shown where it was written") {
  TempFolder folder;
  std::string low = folder.write("low.toml", "\n\n" + rule("a.a.a", "is = \"one\""));
  std::string high = folder.write("high.toml", "[[extend]]\nid = \"a.a.a\"\nis = [\"two\"]\n");
  CHECK(location(load({low, high}).rules[0]) == low + ":3");
}

TEST_CASE("rules and categories are switched off") {
  TempFolder folder;
  std::string low = folder.write(
      "share.toml", rule("a.a.a", "is = \"x\"\nwas = [\"a.old\"]") + rule("b.b.b", "is = \"y\""));
  auto left = [&](const std::string& off) {
    return ids_of(load({low, folder.write("off.toml", "off = [" + off + "]")}));
  };
  CHECK(left("\"a.a.a\"") == Ids{"b.b.b"});
  CHECK(left("\"a.old\"") == Ids{"b.b.b"});
  CHECK(left("\"share\"") == Ids{});
  CHECK(left("") == Ids{"a.a.a", "b.b.b"});
}

TEST_CASE("an id is meant before an old name of another rule") {
  TempFolder folder;
  std::string low =
      folder.write("low.toml", rule("a.a.a", "is = \"x\"\nwas = [\"b.b.b\"]") + rule("b.b.b", "is = \"y\""));
  CHECK(ids_of(load({low, folder.write("off.toml", "off = [\"b.b.b\"]")})) == Ids{"a.a.a"});
}

TEST_CASE("a rule under an old name replaces the one that had it") {
  TempFolder folder;
  std::string low = folder.write("low.toml", rule("a.new", "is = \"x\"\nwas = [\"a.old\"]"));
  std::string high = folder.write("high.toml", rule("a.old", "is = \"y\""));
  CHECK(load({low, high}).rules.size() == 1);
}

TEST_CASE("dechaff.toml is found upward, and names more files relative to itself") {
  TempFolder folder;
  std::string config = folder.write(
      "dechaff.toml", "rules = [\"ours\", \"one.toml\"]\noff = [\"c.c.c\"]\n" + rule("c.c.c", "is = \"c\""));
  folder.write("ours/en/share.toml", rule("a.a.a", "is = \"x\""));
  folder.write("one.toml", rule("b.b.b", "is = \"y\""));
  folder.write("deep/er/x.txt", "");
  CHECK(find_config(folder.path("deep/er")) == config);
  CHECK(find_config(folder.path()) == config);
  CHECK(ids_of(load({}, config)) == Ids{"a.a.a", "b.b.b"});
  LoadedRules missing = load({}, folder.write("deep/dechaff.toml", "rules = [\"none\"]\n"));
  CHECK(missing.faults.size() == 1);
}

TEST_CASE("files and lists of a folder that are shared serve every file of it") {
  TempFolder folder;
  folder.write("lists.toml", "[lists]\np = [\"one\", \"two\"]\n");
  folder.write("share.toml", rule("a.a.a", "is = \"x {p}\""));
  CHECK(load({folder.path()}).rules.at(0).is.size() == 2);
}

TEST_CASE("paths that are not there, empty folders and huge files are faults") {
  TempFolder folder;
  CHECK(load({folder.path("none.toml")}).faults.size() == 1);
  CHECK(load({folder.path()}).faults.size() == 1);
  CHECK(load({folder.write("huge.toml", std::string(5 << 20, '#'))}).faults.size() == 1);
}

TEST_CASE("a rule file is a regular file of at most four megabytes, whatever size it names") {
  TempFolder folder;
  std::string fifo = folder.path("fifo.toml");
  REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
  const std::pair<std::string, std::string> rows[] = {{fifo, "not a regular file"},
                                                      {"/dev/zero", "not a regular file"},
                                                      {"/dev/null", "not a regular file"},
                                                      {folder.path(), "is a folder"},
                                                      {folder.path("none"), "cannot be read"}};
  for (auto& [path, message] : rows) {
    std::vector<Fault> faults;
    CHECK_FALSE(read_source(path, faults));
    REQUIRE(faults.size() == 1);
    CHECK_THAT(faults[0].message, Catch::Contains(message));
  }
  std::vector<Fault> faults;
  CHECK(read_source(folder.write("most.toml", std::string(4 << 20, '#')), faults));
  CHECK_FALSE(read_source(folder.write("more.toml", std::string((4 << 20) + 1, '#')), faults));
  CHECK(faults.size() == 1);
  // A file of unknown size, which says that it has none.
  CHECK(read_source("/proc/self/status", faults)->text.size() > 100);
}

TEST_CASE("texts that lists make too long are faults where they are written") {
  std::string list = "[lists]\na = [\"" + std::string(600, 'x') + "\", \"b\"]\n";
  auto faults = [&](const std::string& fields) {
    return short_faults(load_text(list + rule("a.a.a", fields)).faults);
  };
  CHECK(faults("is = \"{a}\"").empty());
  CHECK_THAT(faults("is = \"{a} {a}\"").at(0), Catch::StartsWith("6:6 this phrase has more than"));
  CHECK_THAT(faults("is = \"" + std::string(1001, 'x') + "\"").at(0),
             Catch::Contains("more than 1000 bytes"));
  std::string all;
  for (int i = 0; i < 40; ++i) all += "{a}";
  CHECK_THAT(faults("pattern = '" + all + "'").at(0), Catch::Contains("more than 16384 bytes"));
  CHECK_THAT(short_faults(load_text("[lists]\na = [\"" + std::string(1001, 'x') + "\"]\n").faults).at(0),
             Catch::StartsWith("2:1 a word of list `a`"));
}

TEST_CASE("lists cannot make a small file fill the memory") {
  std::string text = "[lists]\na = [";
  for (int i = 0; i < 200; ++i) text += "\"" + std::string(60, 'x') + std::to_string(i) + "\",";
  text += "]\n[[rule]]\nid = \"a.a.a\"\naction = \"line\"\npattern = [";
  for (int i = 0; i < 3000; ++i) text += "'{a}',";
  LoadedRules loaded = load_text(text + "]\n");
  CHECK(short_faults(loaded.faults) ==
        std::vector<std::string>{"6:1 with all lists filled in, the texts of this file are over 16 MiB"});
}

TEST_CASE("after a thousand faults no more rules are read") {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "[[rule]]\nid = \"a.a.r" + std::to_string(i) + "\"\nx = 1\n";
  CHECK(load_text(text).faults.size() <= kMostFaults + 2);
}

TEST_CASE("files that name one another in a long row are read up to a limit") {
  TempFolder folder;
  for (int i = 0; i < 40; ++i) {
    folder.write(std::to_string(i) + ".toml", "rules = [\"" + std::to_string(i + 1) + ".toml\"]\n" +
                                                  rule("a.a.r" + std::to_string(i), "is = \"x\""));
  }
  LoadedRules loaded = load({folder.path("0.toml")});
  CHECK(loaded.rules.size() == 21);
  REQUIRE(loaded.faults.size() == 1);
  CHECK(short_faults(loaded.faults)[0] == "1:10 so many files name one another that this one is not read");
}

TEST_CASE("without a working directory there is no dechaff.toml, and rules are still found by full paths") {
  TempFolder folder;
  std::string gone = folder.path("gone");
  std::filesystem::create_directory(gone);
  std::string path = folder.write("one.toml", rule("a.a.a", "is = \"x\""));
  std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(gone);
  std::filesystem::remove(gone);
  std::string config = find_config("");
  size_t rules = load({path}).rules.size(), faults = load({"one.toml"}).faults.size();
  std::filesystem::current_path(before);
  CHECK(config.empty());
  CHECK(rules == 1);
  CHECK(faults == 1);
}

}  // namespace dechaff
