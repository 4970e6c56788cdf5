// What holds for every document: spans tile it, kept bytes are unchanged, cleaning twice is cleaning once,
// and everything removed has a reason. The documents are made from the fixtures by a generator with a fixed
// seed.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "clean/cleaner.h"

namespace dechaff {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;

std::vector<std::string> fixture_lines() {
  std::vector<std::string> files, lines;
  for (const auto& entry : fs::recursive_directory_iterator(DECHAFF_SOURCE "/fixtures/articles")) {
    std::string name = entry.path().filename();
    if (entry.is_regular_file() && name.ends_with(".txt") && name.find(".clean.") == name.npos)
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) {
    std::ifstream in(file, std::ios::binary);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
  }
  return lines;
}

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed), lines_(fixture_lines()) {}

  std::string document() {
    std::string text = chance(8) ? "\uFEFF" : "";
    // A stretch of one article, and single lines from anywhere.
    size_t count = below(25), from = below(lines_.size());
    for (size_t i = 0; i < count; ++i) {
      std::string line = lines_[chance(3) ? below(lines_.size()) : (from + i) % lines_.size()];
      if (chance(10)) line.resize(below(line.size() + 1));
      if (chance(20)) line += "…";
      if (chance(10)) mutate(line);
      size_t times = chance(12) ? 1 + below(4) : 1;
      while (times--) text += line + terminator();
      if (chance(3)) text += terminator();
    }
    if (chance(4)) text.resize(below(text.size() + 1));
    return text;
  }

 private:
  size_t below(size_t n) { return n ? random_() % n : 0; }
  bool chance(size_t one_in) { return below(one_in) == 0; }

  std::string terminator() {
    static const std::vector<std::string> kEnds = {"\n", "\n",     "\n",   "\n",      "\n",       "\r\n",
                                                   "\r", "\u2028", "\n\n", "\n \t\n", "\u0085\n", "\uFEFF\n"};
    return kEnds[below(kEnds.size())];
  }

  void mutate(std::string& line) {
    static const std::vector<std::string> kPieces = {"\0"s,    "\xFF",   "\xC3",   "\xE2\x80", "\xED\xA0\x80",
                                                     "\u00A0", "\u2028", "\uFEFF", "\r",       "\t",
                                                     "İ",      "ß",      "\u0301", "😀",        "(",
                                                     "[",      "\x80"};
    for (size_t n = 1 + below(4); n; --n) line.insert(below(line.size() + 1), kPieces[below(kPieces.size())]);
    if (chance(3)) line[below(line.size())] = static_cast<char>(below(256));
  }

  std::mt19937 random_;
  std::vector<std::string> lines_;
};

const RuleSet& builtin_rules() {
  static const RuleSet rules(load_rules({}));
  return rules;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (unsigned char c : text)
    out += c < 0x20 && c != '\n' ? "<" + std::to_string(c) + ">" : std::string(1, static_cast<char>(c));
  return out;
}

void check_document(const std::string& text, const Cleaner& cleaner) {
  Cleaned cleaned = cleaner.clean(text);
  size_t at = 0;
  bool tiles = true, have_reasons = true;
  int64_t limit = evidence_limit(cleaner.rules(), cleaner.options());
  auto rule_count = static_cast<int32_t>(cleaner.rules().rules().size());
  for (const Span& span : cleaned.spans) {
    tiles = tiles && span.begin == at && span.begin < span.end;
    at = span.end;
    if (!span.removed) continue;
    bool by_rule = span.rule >= 0 && span.rule < rule_count;
    have_reasons = have_reasons && (by_rule || (span.rule == -1 && span.evidence >= limit));
  }
  INFO(escaped(text));
  REQUIRE(tiles);
  REQUIRE(at == text.size());
  REQUIRE(have_reasons);
  // Kept bytes are unchanged: what is left can be found in the text in order, and only whole spans are
  // missing.
  std::string left = kept_text(text, cleaned.spans);
  std::string joined;
  for (const Span& span : cleaned.spans) joined += text.substr(span.begin, span.end - span.begin);
  REQUIRE(joined == text);
  REQUIRE(kept_text(left, cleaner.clean(left).spans) == left);
}

}  // namespace

TEST_CASE("generated documents keep the promises at every level") {
  Generator generator(20240613);
  std::vector<std::string> documents = {"",       "\n",   "\r",     "\r\n", "\0"s,
                                        "\uFEFF", "\xFF", "\u2028", "a",    "\uFEFF\n\0\n"s};
  while (documents.size() < 240) documents.push_back(generator.document());
  for (std::string level : {"strict", "balanced", "thorough"}) {
    CleanOptions options;
    options.level = level;
    Cleaner cleaner(builtin_rules(), options);
    INFO(level);
    for (const std::string& text : documents) check_document(text, cleaner);
  }
}

TEST_CASE("a stricter level never removes what a laxer one leaves, in one pass") {
  Generator generator(77);
  int compared = 0;
  for (int n = 0; n < 100; ++n) {
    std::string text = generator.document();
    size_t removed[2];
    bool has_ignored_evidence = false;  // the guard's doing, or a rule's that keeps a line
    for (int k : {0, 1}) {
      CleanOptions options;
      options.level = k ? "thorough" : "strict";
      Examined examined = Cleaner(builtin_rules(), options).examine(text);
      Examination first = examined.passes.front();
      int64_t limit = evidence_limit(builtin_rules(), options);
      for (const Verdict& verdict : first.verdicts)
        has_ignored_evidence |= verdict.evidence_counts && verdict.evidence >= limit && !verdict.remove;
      removed[k] = text.size() - kept_text(text, first.spans).size();
    }
    INFO(escaped(text));
    compared += !has_ignored_evidence;
    if (!has_ignored_evidence) REQUIRE(removed[0] <= removed[1]);
  }
  CHECK(compared > 50);
}

TEST_CASE("a cleaner gives the same spans every time") {
  Generator generator(5);
  Cleaner one(builtin_rules(), {}), two(builtin_rules(), {});
  for (int n = 0; n < 50; ++n) {
    std::string text = generator.document();
    CHECK(kept_text(text, one.clean(text).spans) == kept_text(text, two.clean(text).spans));
  }
}

}  // namespace dechaff
