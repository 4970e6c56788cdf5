// `dechaff check` on files with faults: each is reported once, at its line and column.
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <regex>

#include "own_rules.h"

namespace dechaff {
namespace {

struct Checked {
  int status;
  std::string output;
  std::vector<std::string> faults;  // "3:1 message"
};

Checked check(const std::string& path) {
  Checked checked{-1, "", {}};
  FILE* pipe = popen((std::string(DECHAFF_PROGRAM) + " check '" + path + "' 2>&1").c_str(), "r");
  char buffer[4096];
  for (size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) checked.output.append(buffer, n);
  checked.status = WEXITSTATUS(pclose(pipe));
  for (size_t at = 0; (at = checked.output.find(path + ":", at)) != std::string::npos; at += path.size()) {
    size_t end = checked.output.find('\n', at);
    std::string line = checked.output.substr(at + path.size() + 1, end - at - path.size() - 1);
    std::smatch parts;
    if (std::regex_match(line, parts, std::regex("(\\d+:\\d+): (.*)")))
      checked.faults.push_back(parts[1].str() + " " + parts[2].str());
  }
  return checked;
}

constexpr std::string_view kTests = "removes = [\"Also read: Harbour\"]\nkeeps = [\"They read on.\"]\n";

}  // namespace

TEST_CASE("check reports ten different faults of one file, each at its line and column") {
  TempFolder folder;
  std::string path = folder.write("ten.toml", R"toml(about = "Ten faults"
[[rule]]
id = "a.a.key"
action = "line"
starts = ["also read"]
  zoen = "tail"
[[rule]]
id = "a.a.type"
action = "line"
starts = ["also read", 7]
[[rule]]
id = "a.a.type"
action = "line"
starts = ["also read"]
removes = ["Also read: Harbour"]
keeps = ["They read on."]
[[rule]]
id = "a.a.pattern"
action = "line"
pattern = 'читайте также(?=:)'
[[rule]]
id = "a.a.untested"
action = "line"
starts = ["also read"]
removes = ["Also read: Harbour"]
[[rule]]
id = "a.a.removes"
action = "line"
starts = ["also read"]
removes = ["Also read: Harbour", "Also reads: Harbour"]
keeps = ["They read on."]
[[rule]]
id = "a.a.keeps"
action = "line"
starts = ["also read"]
removes = ["Also read: Harbour"]
keeps = ["They read on.",
  "Also read: a letter."]
[[rule]]
id = "a.a.ascii"
action = "line"
pattern = 'читайте \w+:'
removes = ["Читайте also: порт"]
keeps = ["Читайте книги."]
[[rule]]
id = "a.a.slow"
action = "line"
pattern = '^\p{L}+$'
removes = ["Harbour"]
keeps = ["They read on."]
[[rule]]
id = "a.a.word"
action = "line"
starts = ["see also", "read"]
removes = ["Read: Harbour"]
keeps = ["They read on."]
)toml");
  Checked checked = check(path);
  INFO(checked.output);
  const std::pair<std::string, std::string> expected[] = {
      {"6:3", "unknown key `zoen`"},
      {"10:24", "`starts` takes a list of texts, not a number"},
      {"11:1", "rule `a.a.type` is here twice"},
      {"20:25", "bad pattern in `a.a.pattern`"},
      {"21:1", "rule `a.a.untested` has no near miss"},
      {"30:34", "rule `a.a.removes` does not remove this line"},
      {"38:3", "rule `a.a.keeps` removes this line of its `keeps`"},
      {"42:20", "`\\w` knows ASCII only"},
      {"48:12", "no literal text is needed"},
      {"54:23", "the one word `read` removes a line by itself"}};
  CHECK(checked.status == 1);
  REQUIRE(checked.faults.size() == 10);
  for (size_t i = 0; i < 10; ++i) {
    CHECK_THAT(checked.faults[i], Catch::StartsWith(expected[i].first + " " + expected[i].second));
  }
  CHECK_THAT(checked.output,
             Catch::Contains("    pattern = 'читайте также(?=:)'\n                            ^~~\n"));
  CHECK_THAT(checked.output, Catch::Contains("10 faults"));
}

TEST_CASE("check reports further faults, each alone in its file") {
  const std::tuple<std::string, std::string, std::string> rows[] = {
      {"[[rule]]\nid = \"a.b.c\"\naction = \"remove\"\nstarts = [\"also read\"]\n",
       "3:10 unknown action `remove`", "one of keep, rest"},
      {"[[rule]]\nid = \"a.b.c\"\naction = \"line\"\nwhen = { max_word = 3 }\n",
       "4:10 unknown limit `max_word`", "did you mean `max_words`?"},
      {"[[rule]]\nid = \"a.b.c\"\naction = \"line\"\nstarts = [\"on {platfrm}\"]\n",
       "4:15 there is no list `platfrm`", "did you mean `platform`?"},
      {"[[rule]]\nid = \"a.b.c\"\naction = \"line\"\npattern = 'read \\p{L}{80}'\n" +
           std::string("removes = [\"Read ") + std::string(200, 'x') + "\"]\nkeeps = [\"They read on.\"]\n",
       "4:12 this pattern compiles to", "smaller repetitions"},
      {"[[rule]]\nid = \"a.b.c\"\naction = \"line\"\nstarts = [\"also read\"]\ncase = '''\n- Also read: "
       "Harbour\nno mark\n'''\nkeeps = [\"They read on.\"]\n",
       "7:1 a line of a case begins with", "marks a line that goes"},
      {"[[rule]]\nid = \"a.b.c\"\naction = \"line\"\nstarts = [\"also read\"]\ncase = \"\"\"\n- Also read: "
       "Harbour\n  Also read: Sea\n\"\"\"\n",
       "7:1 rule `a.b.c`: this line of the case should stay", "comes out as"},
      {"[[rule]]\nid = \"a.b.c\"\naction = \"line\"\npattern = '^\\p{L}+ \\p{L}+, \\p{L}$'\nremoves = [\"Ann "
       "Orr, i\"]\nkeeps = [\"They read on.\"]\n",
       "4:12 no literal text is needed", "add a word"},
      {"[[rule]]\nid = \"a.b.c\"\naction = \"match\"\npattern = '\\(tap\\)'\nremoves = [\"Rain {-(tap) "
       "fell-}.\"]\nkeeps = [\"Rain.\"]\n",
       "5:12 rule `a.b.c` does not remove this line", "it cuts: Rain"},
      {"[[rule]]\nid = \"a.b.c\"\naction = \"block\"\nis = [\"+ news\"]\nremoves = [\"+ News\"]\nkeeps = "
       "[\"No "
       "news\"]\n",
       "4:7 the plus is left out of the phrase `+ news`, so `news` is found, too", "write a pattern"}};
  for (auto& [toml, fault, advice] : rows) {
    TempFolder folder;
    Checked checked = check(folder.write("one.toml", toml));
    INFO(checked.output);
    CHECK(checked.status == 1);
    REQUIRE(checked.faults.size() == 1);
    CHECK_THAT(checked.faults[0], Catch::StartsWith(fault));
    CHECK_THAT(checked.output, Catch::Contains(advice));
  }
}

TEST_CASE("check finds nothing in a good file, and says so") {
  TempFolder folder;
  Checked checked = check(folder.write(
      "good.toml",
      "[[rule]]\nid = \"a.b.c\"\naction = \"line\"\nstarts = [\"also read\"]\n" + std::string(kTests)));
  CHECK(checked.status == 0);
  CHECK(checked.output == "1 rule, 0 faults\n");
}

TEST_CASE("a failing test of an extended rule is shown where it is written") {
  TempFolder folder;
  std::string low = folder.write(
      "low.toml",
      "\n\n\n[[rule]]\nid = \"a.b.c\"\naction = \"line\"\nstarts = [\"also read\"]\n" + std::string(kTests));
  folder.write("more.toml", "rules = [\"low.toml\"]\n");
  std::string high = folder.write("high.toml", "[[extend]]\nid = \"a.b.c\"\nunless = 'also'\n");
  std::string command = std::string(DECHAFF_PROGRAM) + " check '" + low + "' '" + high + "'";
  FILE* pipe = popen(command.c_str(), "r");
  std::string output(4096, '\0');
  output.resize(fread(output.data(), 1, output.size(), pipe));
  CHECK(WEXITSTATUS(pclose(pipe)) == 1);
  CHECK_THAT(output, Catch::Contains("low.toml:8:12: rule `a.b.c` does not remove this line"));
}

TEST_CASE("a file that names itself is a fault and not an endless loop") {
  TempFolder folder;
  CHECK(check(folder.write("one.toml", "rules = [\"one.toml\"]\n")).status == 1);
}

TEST_CASE("deeply nested TOML is a fault and not a crash") {
  TempFolder folder;
  std::string toml = "[a";
  for (int i = 0; i < 300000; ++i) toml += ".a";
  CHECK(check(folder.write("deep.toml", toml + "]\n")).status == 1);
}

}  // namespace dechaff
