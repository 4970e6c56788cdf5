// The section on dechaff.toml of rules/README.md: its example has every key there is, and does what is said.
#include <catch2/catch.hpp>
#include <sstream>

#include "clean_place.h"
#include "io/json_string.h"

namespace dechaff {
namespace {

// The lines of the section that are set in, which are its example.
std::string documented_config() {
  std::ifstream in(DECHAFF_SOURCE "/rules/README.md");
  std::string text, line;
  for (bool inside = false; std::getline(in, line);) {
    if (line.starts_with("## ")) inside = line == "## dechaff.toml";
    if (inside && line.starts_with("    ")) text += line.substr(4);
    if (inside) text += line.starts_with("    ") || line.empty() ? "\n" : "";
  }
  return text;
}

// A folder with that file, and with those that it names.
class Newsroom : public TemporaryFolder {
 public:
  Newsroom() {
    write("dechaff.toml", documented_config());
    write("our-rules/en/share.toml", rule("en.share.quay", "seen from the quay", "Seen from the quay"));
    write("our-rules/lists.toml", "[lists]\nword = [\"word\"]\n");
    write("our-rules/weights.toml", "[levels]\nbold = 0.4\n");
    write("more.toml", rule("en.related.word", "{word}", "Word"));
  }

  static std::string rule(const std::string& id, const std::string& phrase, const std::string& line) {
    return "[[rule]]\nid = \"" + id + "\"\nabout = \"One of ours\"\nis = [\"" + phrase + "\"]\n" +
           "action = \"line\"\nremoves = [\"" + line + "\"]\nkeeps = [\"" + line +
           " to the clerk, said Mr Venn.\"]\n";
  }

  ProgramResult run(std::vector<std::string> words, std::string text = "", std::string below = "") const {
    return run_program({.arguments = std::move(words), .text = std::move(text), .folder = path(below)});
  }

  // Which of the lines below go, when each stands alone between prose.
  std::vector<std::string> gone(std::vector<std::string> more = {}) const;
};

const std::string kMissed = "If you missed it: Ferry fares to rise by a tenth";
const std::string kSeen = "Seen last week: Ferry fares to rise by a tenth";
const std::string kShare = "Share this article";
const std::string kFollow = "Follow us here";
const std::string kQuay = "Seen from the quay";
const std::string kWord = "Word";
const std::string kAnother = "Quite another";

using Lines = std::vector<std::string>;

Lines Newsroom::gone(std::vector<std::string> more) const {
  const Lines all{kMissed, kSeen, kShare, kFollow, kQuay, kWord, kAnother};
  std::string rows;
  for (const std::string& line : all) {
    rows += "{\"text\":" + json_string(kProse1 + line + "\n" + kProse2 + kProse3) + "}\n";
  }
  more.insert(more.begin(), {"clean", "-", "--format", "jsonl", "--skip", "evidence"});
  ProgramResult result = run(more, rows);
  INFO(result.err);
  REQUIRE(result.status == 0);
  std::istringstream cleaned(result.out);
  Lines found;
  std::string row;
  for (const std::string& line : all) {
    REQUIRE(std::getline(cleaned, row));
    if (!contains(row, line)) found.push_back(line);
  }
  return found;
}

}  // namespace

TEST_CASE("the documented dechaff.toml has every key that a rule file takes") {
  TemporaryFolder folder;
  ProgramResult unknown = run_program({"check", folder.write("x.toml", "qqqqqq = 1\n")});
  size_t at = unknown.out.find("a rule file takes: ");
  REQUIRE(at != std::string::npos);
  std::istringstream keys(unknown.out.substr(at + sizeof("a rule file takes: ") - 1));
  std::string config = "\n" + documented_config(), key;
  for (int n = 0; keys >> key; ++n) {
    if (key.back() != ',') keys.setstate(std::ios::eofbit);
    std::erase(key, ',');
    INFO(key << " in\n" << config);
    bool is_there = contains(config, "\n" + key + " ") || contains(config, "\n[" + key + "]\n") ||
                    contains(config, "\n[[" + key + "]]\n");
    CHECK(is_there);
  }
}

TEST_CASE("the documented dechaff.toml has no fault, and its rules pass their tests") {
  Newsroom room;
  ProgramResult result = room.run({"check", "dechaff.toml"});
  CHECK(result.out == "2 rules, 0 faults\n");
}

TEST_CASE("each key of the documented dechaff.toml does what is said of it") {
  Newsroom room;
  CHECK(room.gone() == Lines{kMissed, kSeen, kQuay, kWord});
  CHECK(room.gone({"--skip", "related"}) == Lines{kQuay, kWord});
  CHECK_THAT(room.run({"rules"}).out,
             Catch::Contains("en.related.in-case") &&
                 Catch::Contains("line   What the Elmhaven Herald sets between its paragraphs"));
  CHECK(room.run({"clean", "-", "--level", "bold"}).status == 0);

  std::filesystem::remove(room / "dechaff.toml");
  CHECK(room.gone() == Lines{kShare, kFollow});
  CHECK(room.run({"clean", "-", "--level", "bold"}).status == 2);
}

TEST_CASE("a dechaff.toml without a category gives its rules the category dechaff") {
  Newsroom room;
  room.write("dechaff.toml", Newsroom::rule("en.own.quay", "seen from the quay", "Seen from the quay"));
  CHECK(room.gone({"--only", "dechaff"}) == Lines{kQuay});
}

TEST_CASE("the nearest dechaff.toml counts, alone, and none below the folder that is named") {
  Newsroom room;
  std::string text = kProse1 + kMissed + "\n" + kQuay + "\n" + kProse2 + kProse3;
  room.write("a/b/x.txt", text);
  room.write("a/c/x.txt", text);
  room.write("a/c/dechaff.toml", "off = []\n");
  auto left = [&](std::vector<std::string> words, const std::string& file) {
    words.insert(words.begin(), {"clean", "--skip", "evidence"});
    REQUIRE(room.run(words).status == 0);
    return room.read(file);
  };
  CHECK_FALSE(contains(left({"a/b"}, "a/b/x.clean.txt"), kMissed));
  CHECK_THAT(left({"a/c"}, "a/c/x.clean.txt"), Catch::Contains(kMissed) && Catch::Contains(kQuay));
  CHECK(contains(left({"a/c/x.txt"}, "a/c/x.clean.txt"), kMissed));
  CHECK_FALSE(contains(left({"a"}, "a/c/x.clean.txt"), kMissed));
  CHECK(contains(room.run({"clean", "-", "--skip", "evidence"}, text, "a/c").out, kMissed));
  CHECK_FALSE(contains(room.run({"rules"}, "", "a/c").out, "en.related.in-case"));
}

TEST_CASE("layers lie over one another in the documented order") {
  Newsroom room;
  std::string off = room.write("off.toml", "off = [\"en.share.quay\", \"en.related.in-case\"]\n");
  CHECK(room.gone({"--rules", off}) == Lines{kSeen, kWord});
  room.write("more.toml", Newsroom::rule("en.related.in-case", "quite another", "Quite another"));
  CHECK(room.gone() == Lines{kSeen, kQuay, kAnother});
  room.write("dechaff.toml", "rules = \"" + (room / "our-rules") + "\"\n");
  CHECK(room.gone({"--no-builtin"}) == Lines{kQuay});
  room.write("dechaff.toml", Newsroom::rule("en.own.quay", "seen from the quay", "Seen from the quay") +
                                 "[[extend]]\nid = \"en.own.quay\"\nis = \"quite another\"\n");
  CHECK(room.gone({"--no-builtin"}) == Lines{kQuay, kAnother});
}

TEST_CASE("a fault in dechaff.toml stops the command before anything is written") {
  Newsroom room;
  room.write("dechaff.toml", "of = [\"share\"]\n");
  room.write("a/x.txt", kProse1);
  ProgramResult result = room.run({"clean", "a"});
  CHECK(result.status == 2);
  CHECK_THAT(result.err, Catch::Contains("dechaff.toml:1:1") && Catch::Contains("did you mean `off`"));
  CHECK_FALSE(room.has("a/x.clean.txt"));
}

}  // namespace dechaff
