// Diffs of what would go: as a person reads them, and as `patch` does.
#include "clean/unified_diff.h"

#include <catch2/catch.hpp>
#include <random>

#include "run_program.h"
#include "temporary_folder.h"

using namespace dechaff;

namespace {

// Spans of a text in which `-` marks the lines that go.
std::vector<Span> spans_of(std::string_view marks, std::string& text) {
  std::vector<Span> spans;
  int number = 0;
  for (char mark : marks) {
    size_t begin = text.size();
    text += std::to_string(++number) + "\n";
    spans.push_back({begin, text.size(), mark == '-'});
  }
  return spans;
}

std::string diff_of(std::string_view marks) {
  std::string text;
  std::vector<Span> spans = spans_of(marks, text);
  return unified_diff(text, spans, "a", "b");
}

}  // namespace

TEST_CASE("lines that go are shown with three lines around") {
  CHECK(diff_of("....") == "");
  CHECK(diff_of("-") == "--- a\n+++ b\n@@ -1 +0,0 @@\n-1\n");
  CHECK(diff_of(".....-.....") == "--- a\n+++ b\n@@ -3,7 +3,6 @@\n 3\n 4\n 5\n-6\n 7\n 8\n 9\n");
  CHECK(diff_of("-......-") == "--- a\n+++ b\n@@ -1,8 +1,6 @@\n-1\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n");
  CHECK(diff_of("-.......-") ==
        "--- a\n+++ b\n@@ -1,4 +1,3 @@\n-1\n 2\n 3\n 4\n@@ -6,4 +5,3 @@\n 6\n 7\n 8\n-9\n");
}

TEST_CASE("a line of which a part goes is replaced") {
  std::string text = "one [x] two\r\nend";
  CHECK(unified_diff(text, {{0, 3, false}, {3, 7, true}, {7, 16, false}}, "a", "b") ==
        "--- a\n+++ b\n@@ -1,2 +1,2 @@\n-one [x] two\r\n+one two\r\n end\n\\ No newline at end of file\n");
}

TEST_CASE("a line end that goes joins two lines") {
  CHECK(unified_diff("ab\ncd\nef\n", {{0, 1, false}, {1, 4, true}, {4, 9, false}}, "a", "b") ==
        "--- a\n+++ b\n@@ -1,3 +1,2 @@\n-ab\n-cd\n+ad\n ef\n");
}

TEST_CASE("patch makes of the text what is left of it") {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    TemporaryFolder folder;
    std::string text;
    std::vector<Span> spans;
    for (unsigned k = random() % 40 + 1; k > 0; --k) {
      std::string part = std::to_string(random() % 5) + (random() % 3 ? "\n" : random() % 2 ? "\r\n" : "");
      spans.push_back({text.size(), text.size() + part.size(), random() % 3 == 0});
      text += part;
    }
    std::string left = kept_text(text, spans);
    if (left == text) continue;
    folder.write("a", text);
    folder.write("diff", unified_diff(text, spans, "a", "b"));
    std::string command =
        "cd " + folder.path() + " && patch --binary --posix -s -p0 -o out a < diff && test -e out";
    INFO(folder.read("diff"));
    REQUIRE(std::system(command.c_str()) == 0);
    CHECK(folder.read("out") == left);
  }
}
