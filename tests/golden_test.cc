// Whole documents with the built-in rules at the default level: the blocks of tests/golden, and the fixtures.
#include "golden.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "clean/cleaner.h"

namespace dechaff {
namespace {

namespace fs = std::filesystem;

const Cleaner& builtin_cleaner() {
  static const RuleSet rules(load_rules({}));
  static const Cleaner cleaner(rules, {});
  return cleaner;
}

std::string cleaned(const std::string& text) {
  return kept_text(text, builtin_cleaner().clean(text).spans);
}

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(std::string(DECHAFF_SOURCE) + folder)) {
    bool is_output = entry.path().filename().string().find(".clean.") != std::string::npos;
    if (entry.path().extension() == ".txt" && !is_output) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (size_t at = 0; (at = text.find(what, at)) != text.npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}

// The document without blank lines, every line behind `before` and with `terminator`; with blank ones between
// if asked.
std::string rendered(const std::string& text, const std::string& after, const std::string& terminator) {
  std::string out;
  for (const Line& line : split_lines(text)) {
    if (!line.blank()) out += text.substr(line.begin, line.end - line.begin) + after + terminator;
  }
  return out;
}

}  // namespace

TEST_CASE("golden blocks come out as they are marked") {
  for (const std::string& file : files_below("/tests/golden")) {
    for (const GoldenCase& golden : read_golden(read_text(file))) {
      INFO(file << ": " << golden.name << "\nIt comes out as:\n"
                << to_marked(golden.input(), cleaned(golden.input())));
      CHECK(cleaned(golden.input()) == golden.output());
      CHECK(cleaned(golden.input("\r\n")) == golden.output("\r\n"));
    }
  }
}

TEST_CASE("every fixture comes out as expected") {
  std::vector<std::string> articles = files_below("/fixtures/articles");
  REQUIRE(articles.size() >= 40);
  for (const std::string& article : articles) {
    std::string input = read_text(article);
    std::string expected = read_text(replaced(article, "/fixtures/articles/", "/fixtures/expected/"));
    INFO(article << "\nIt comes out as:\n" << to_marked(input, cleaned(input)));
    CHECK(cleaned(input) == expected);
  }
}

TEST_CASE("verdicts do not depend on how a document is rendered") {
  for (const std::string& article : files_below("/fixtures/articles")) {
    std::string plain = rendered(read_text(article), "", "\n");
    std::string expected = cleaned(plain);
    INFO(article);
    CHECK(rendered(cleaned(rendered(plain, "", "\n\n")), "", "\n") == expected);
    CHECK(rendered(cleaned(rendered(plain, "", "\r\n")), "", "\n") == expected);
    CHECK(cleaned(rendered(plain, "  ", "\n")) == rendered(expected, "  ", "\n"));
    CHECK(rendered(cleaned(rendered(plain, "", "\r")), "", "\n") == expected);
  }
}

}  // namespace dechaff
