// Harm: text that has no chaff. At strict nothing of it goes, at balanced next to nothing.
//
// fixtures/prose has 30 documents in each of ten languages, three of each kind: verse, dialogue, interviews,
// recipes, results, lists, legal text, live blogs, features, reports. A document begins at "=== kind: name".
// The classics come with Debian packages: the Psalms and the first chapters of Genesis and Matthew in the
// King James Bible, and Chinese verse of the Tang and Song dynasties.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "clean/cleaner.h"
#include "golden.h"
#include "rule/layers.h"
#include "run_shell.h"

namespace dechaff {
namespace {

std::vector<std::string> documents_of(const std::string& path) {
  std::string text = read_text(path);
  std::vector<std::string> documents;
  for (const Line& line : split_lines(text)) {
    if (line.trimmed.starts_with("=== ")) {
      documents.emplace_back();
    } else if (!documents.empty()) {
      documents.back().append(line.trimmed).push_back('\n');
    }
  }
  return documents;
}

struct Lines {
  size_t all = 0;
  std::vector<std::string> lost;
};

Lines clean(const std::vector<std::string>& documents, std::string_view level) {
  CleanOptions options;
  options.level = level;
  RuleSet rules(load_rules({}));
  Cleaner cleaner(rules, options);
  Lines lines;
  for (const std::string& document : documents) {
    for (const Line& line : split_lines(document)) lines.all += !line.blank();
    for (const Span& span : cleaner.clean(document).spans) {
      if (!span.removed) continue;
      for (const Line& line :
           split_lines(std::string_view(document).substr(span.begin, span.end - span.begin)))
        if (!line.blank()) lines.lost.emplace_back(line.trimmed);
    }
  }
  return lines;
}

void check_harm(const std::vector<std::string>& documents) {
  Lines strict = clean(documents, "strict");
  CHECK(strict.lost == std::vector<std::string>{});
  Lines balanced = clean(documents, "balanced");
  CAPTURE(balanced.lost);
  CHECK(2000 * balanced.lost.size() <= balanced.all);
}

std::string output_of(const std::string& command) {
  ShellResult result = run_shell("/", command);
  INFO(command << ": " << result.out);
  REQUIRE(result.status == 0);
  return result.out;
}

// Verses as "Psa23:1 The LORD is my shepherd", a document for each chapter.
std::vector<std::string> chapters(const std::string& verses) {
  std::vector<std::string> documents;
  std::string chapter;
  for (const Line& line : split_lines(verses)) {
    std::string_view reference = line.trimmed.substr(0, line.trimmed.find(' '));
    std::string_view of = reference.substr(0, reference.find(':'));
    if (of != chapter) documents.emplace_back();
    chapter = of;
    documents.back().append(line.trimmed.substr(std::min(reference.size() + 1, line.trimmed.size()))) += '\n';
  }
  return documents;
}

// Poems between lines of "%", without the colours of title and author, and without the line with the author.
std::vector<std::string> poems(const std::string& path) {
  std::string text = read_text(path);
  std::vector<std::string> documents(1);
  for (const Line& line : split_lines(text)) {
    if (line.trimmed == "%") {
      documents.emplace_back();
    } else if (line.trimmed.starts_with("\33[32m")) {
      std::string_view title = line.trimmed.substr(5);
      documents.back().append(title.substr(0, title.find('\33'))) += '\n';
    } else if (!line.trimmed.starts_with("\33")) {
      documents.back().append(line.trimmed) += '\n';
    }
  }
  return documents;
}

}  // namespace

TEST_CASE("prose without chaff, of ten kinds in ten languages, stays") {
  std::vector<std::string> documents;
  size_t languages = 0;
  for (auto& file : std::filesystem::directory_iterator(DECHAFF_SOURCE "/fixtures/prose")) {
    std::vector<std::string> of_language = documents_of(file.path());
    INFO(file.path());
    CHECK(of_language.size() == 30);
    ++languages;
    std::move(of_language.begin(), of_language.end(), std::back_inserter(documents));
  }
  CHECK(languages == 10);
  check_harm(documents);
}

TEST_CASE("the classics stay") {
  std::vector<std::string> bible =
      chapters(output_of("bible -f gen1:1-11:32") + output_of("bible -f ps1:1-150:6") +
               output_of("bible -f mat1:1-10:42"));
  CHECK(bible.size() == 171);
  check_harm(bible);
  std::vector<std::string> chinese = poems("/usr/share/games/fortunes/tang300.u8");
  std::vector<std::string> song = poems("/usr/share/games/fortunes/song100.u8");
  CHECK(song.size() > 90);
  std::move(song.begin(), song.end(), std::back_inserter(chinese));
  CHECK(chinese.size() > 300);
  check_harm(chinese);
}

}  // namespace dechaff
