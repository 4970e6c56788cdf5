// Layers: what a higher one replaces, extends and switches off.
#include <catch2/catch.hpp>

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

}  // namespace dechaff
