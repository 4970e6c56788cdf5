// The snapshot of the built-in rules, against the rules as they are loaded from their files.
#include "rule/snapshot.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "own_rules.h"
#include "rule/rule_set.h"

namespace dechaff {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> fixture_texts() {
  std::vector<std::string> paths, texts;
  for (const auto& entry : fs::recursive_directory_iterator(DECHAFF_SOURCE "/fixtures/articles")) {
    std::string path = entry.path();
    if (path.ends_with(".txt") && !path.ends_with(".clean.txt")) paths.push_back(path);
  }
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    std::ifstream in(path, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return texts;
}

// What hits each line, by id, and what a `match` rule cuts.
std::string hits_in(const std::vector<MeasuredLine>& lines, const RuleSet& rules) {
  std::string out;
  for (const MeasuredLine& line : lines) {
    if (line.line.blank()) continue;
    for (RuleIndex r : rules.matcher().hits(line)) {
      out += rules.rules()[r].id + " in " + std::string(line.line.trimmed);
      if (rules.rules()[r].action == Action::match) {
        for (Range cut : rules.matcher().cuts(r, line))
          out += " " + std::to_string(cut.begin) + "-" + std::to_string(cut.end);
      }
      out += '\n';
    }
  }
  return out;
}

}  // namespace

TEST_CASE("the snapshot has the rules and weights of the files, and finds what they find") {
  RuleSet from_files(load_rules({})), compiled(load_rules({.compiled = true}));
  CHECK(compiled.hash() == from_files.hash());
  REQUIRE(compiled.rules().size() == from_files.rules().size());
  for (size_t i = 0; i < compiled.rules().size(); ++i) {
    const Rule &a = compiled.rules()[i], &b = from_files.rules()[i];
    bool are_same = a.id == b.id && a.language == b.language && a.about == b.about && a.was == b.was &&
                    location(a) == location(b) && a.at.column == b.at.column;
    INFO(b.id);
    CHECK(are_same);
  }
  size_t hits = 0;
  for (const std::string& text : fixture_texts()) {
    std::vector<MeasuredLine> lines = measure_lines(split_lines(text));
    std::string expected = hits_in(lines, from_files);
    CHECK(hits_in(lines, compiled) == expected);
    hits += static_cast<size_t>(std::count(expected.begin(), expected.end(), '\n'));
  }
  CHECK(hits > 100);
}

TEST_CASE("layers change the rules of the snapshot as they change those of the files") {
  TempFolder folder;
  std::string layer = folder.write("mine.toml", R"(
off = ["newsletter", "en.related.also-read"]

[[extend]]
id       = "en.follow.follow-us"
pattern  = '^gulls of the harbour$'
contains = ["the tide is out"]
unless   = '^follow us home$'

[[rule]]
id      = "en.share.share-this"
starts  = ["{platform} knows"]
action  = "line"
)");
  RuleSources sources{.paths = {layer}};
  LoadedRules files = load_rules(sources);
  sources.compiled = true;
  LoadedRules snapshot = load_rules(sources);
  for (const Fault& fault : files.faults) UNSCOPED_INFO(to_text(fault));
  REQUIRE(files.faults.empty());
  REQUIRE(snapshot.faults.empty());
  RuleSet from_files(std::move(files)), compiled(std::move(snapshot));
  REQUIRE(compiled.rules().size() == from_files.rules().size());
  const std::string text =
      "Also read: The lock is shut\nFollow us on Facebook\nFollow us home\nGulls of the harbour\n"
      "They say the tide is out today\nFacebook knows: the rest\nShare this\nSubscribe to our newsletter\n";
  std::vector<MeasuredLine> lines = measure_lines(split_lines(text));
  std::string expected = hits_in(lines, from_files);
  CHECK(hits_in(lines, compiled) == expected);
  CHECK_THAT(expected, Catch::Contains("en.follow.follow-us in Gulls of the harbour"));
  CHECK_THAT(expected, Catch::Contains("en.follow.follow-us in They say"));
  CHECK_THAT(expected, !Catch::Contains("Follow us home"));
  CHECK_THAT(expected, Catch::Contains("en.share.share-this in Facebook knows"));
  CHECK_THAT(expected, !Catch::Contains("also-read"));
}

}  // namespace dechaff
