// Putting back with the built-in rules: over all fixtures, and over other documents where the environment
// variable DECHAFF_DOCUMENTS names a file of JSON Lines with a `text` each; then what was found is printed.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include "clean/cleaner.h"
#include "clean/removed.h"
#include "io/jsonl.h"

using namespace dechaff;
namespace fs = std::filesystem;

namespace {

const LoadedRules& builtin() {
  static const LoadedRules loaded = load_rules({});
  return loaded;
}

// The built-in rules with these ids.
RuleSet rules_with(const std::set<std::string>& ids) {
  LoadedRules some;
  some.weights = builtin().weights;
  for (const Rule& rule : builtin().rules) {
    if (ids.contains(rule.id)) some.rules.push_back(rule);
  }
  return RuleSet(std::move(some));
}

// What putting back a rule came to, against a run without it.
enum class Outcome { equal, other_reason, neighbours };

struct Findings {
  size_t documents = 0, changed = 0;
  std::map<Outcome, size_t> count;
  std::vector<std::string> neighbours;  // document and rule
};

std::vector<bool> kept_bytes(size_t size, const std::vector<Removed>& removed) {
  std::vector<bool> kept(size, true);
  for (const Removed& part : removed) std::fill(kept.begin() + part.begin, kept.begin() + part.end, false);
  return kept;
}

std::string reason_at(size_t byte, const std::vector<Removed>& removed) {
  for (const Removed& part : removed) {
    if (part.begin <= byte && byte < part.end) return part.rule.empty() ? part.category : part.rule;
  }
  return "nothing";
}

void check_document(const std::string& name, const std::string& text, const std::string& site,
                    Findings& findings) {
  static const RuleSet all(builtin());
  Examined examined = Cleaner(all, {}).examine(text, site);
  std::vector<Removed> removed = removed_of(text, examined.cleaned.spans, all);
  std::string left = without(text, removed);
  INFO(name);
  REQUIRE(document_of(left, removed) == text);
  REQUIRE(still_removed(text, removed, [](const Removed&) { return true; }).empty());
  ++findings.documents;
  findings.changed += !removed.empty();

  // Rules that fit no line have no part in it, and fewer rules are sooner ready.
  std::set<std::string> fitting, removing;
  for (const Examination& pass : examined.passes) {
    for (size_t i = 0; i < pass.hits.size(); ++i) {
      for (RuleIndex rule : pass.hits[i]) fitting.insert(all.rules()[rule].id);
    }
  }
  for (const Removed& part : removed) {
    if (!part.rule.empty()) removing.insert(part.rule);
  }
  RuleSet some = rules_with(fitting);
  REQUIRE(without(text, removed_of(text, Cleaner(some, {}).clean(text, site).spans, some)) == left);
  for (const std::string& rule : removing) {
    std::vector<Removed> still =
        still_removed(text, removed, [&](const Removed& r) { return r.rule == rule; });
    std::set<std::string> others = fitting;
    others.erase(rule);
    RuleSet without_rule = rules_with(others);
    std::vector<Removed> run =
        removed_of(text, Cleaner(without_rule, {}).clean(text, site).spans, without_rule);
    if (without(text, still) == without(text, run)) {
      ++findings.count[Outcome::equal];
      continue;
    }
    // Whether all that differs is in what the rule had taken, and goes for another reason now.
    std::vector<bool> before = kept_bytes(text.size(), removed), back = kept_bytes(text.size(), still),
                      now = kept_bytes(text.size(), run);
    std::string elsewhere;  // what became of the first line that the rule had not taken
    for (size_t i = 0; i < text.size() && elsewhere.empty(); ++i) {
      bool blank = text[i] == '\n' || text[i] == '\r' || text[i] == ' ';
      bool was_taken = back[i] && !before[i];
      if (back[i] == now[i] || blank || was_taken) continue;
      elsewhere = (now[i] ? "stays, and went by " : "goes by ") + reason_at(i, now[i] ? still : run);
    }
    ++findings.count[elsewhere.empty() ? Outcome::other_reason : Outcome::neighbours];
    if (!elsewhere.empty()) findings.neighbours.push_back(name + ", " + rule + ": a line " + elsewhere);
  }
}

}  // namespace

TEST_CASE("putting back gives every fixture's bytes again, and is as if the rule had never been") {
  Findings findings;
  fs::path root = fs::path(DECHAFF_SOURCE) / "fixtures/articles";
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file() && entry.path().string().find(".clean") == std::string::npos)
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= 49);
  for (const fs::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    check_document(file.lexically_relative(root), {std::istreambuf_iterator<char>(in), {}}, "", findings);
  }
  // A rule can change what becomes of the lines around; that is rare.
  size_t put_back = 0;
  for (auto& [outcome, count] : findings.count) put_back += count;
  for (const std::string& found : findings.neighbours) UNSCOPED_INFO(found);
  CHECK(findings.documents == files.size());
  CHECK(put_back > 100);
  CHECK(20 * findings.neighbours.size() < put_back);
}

TEST_CASE("the same over other documents") {
  const char* path = std::getenv("DECHAFF_DOCUMENTS");
  if (!path) return;
  Findings findings;
  std::ifstream in(path);
  REQUIRE(in);
  size_t number = 0;
  for (std::string row; std::getline(in, row);) {
    RowText read = text_of_row(row, {});
    ++number;
    if (read.has_text) check_document("line " + std::to_string(number), read.text, read.site, findings);
  }
  std::cout << findings.documents << " documents, " << findings.changed
            << " changed; rules put back: " << findings.count[Outcome::equal]
            << " as in a run without the rule, " << findings.count[Outcome::other_reason]
            << " where another reason takes the lines, " << findings.count[Outcome::neighbours]
            << " where other lines go or stay without it:\n";
  for (const std::string& found : findings.neighbours) std::cout << "  " << found << "\n";
}
