// clean() takes over from pass to pass what it knows of a line, and asks no more of evidence than it needs;
// examine() weighs every line. Both are to come to the same, and each pass to what its text alone gives.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>

#include "own_rules.h"

namespace dechaff {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> fixtures() {
  std::vector<std::string> texts;
  for (const auto& entry : fs::recursive_directory_iterator(DECHAFF_SOURCE "/fixtures/articles")) {
    if (entry.path().extension() != ".txt") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    texts.push_back(text.str());
  }
  return texts;
}

// Documents of invented lines: prose that shares names with other prose, or none, and what stands around it.
class Inventor {
 public:
  explicit Inventor(unsigned seed) : random_(seed) {}

  std::string document() {
    topic_ = below(std::size(kNames));
    std::string end = chance(4) ? "\r\n" : "\n";
    std::string text, again;
    for (size_t count = 3 + below(22); count; --count) {
      std::string line = chance(3) ? around() : prose();
      if (chance(8) && !again.empty()) line = again;
      if (chance(3)) again = line;
      text += line + end;
      if (chance(4)) text += end;
    }
    return text;
  }

 private:
  static constexpr std::string_view kNames[] = {"Orrin", "Pellworth", "Tamsel", "Ivaro", "Quelby", "Drusk"};
  static constexpr std::string_view kWords[] = {"ferry",    "harbour",  "council", "baker",
                                                "lanterns", "mackerel", "bridge",  "orchard",
                                                "signal",   "wool",     "tunnel",  "quarry"};
  static constexpr std::string_view kAround[] = {
      "Also read:",
      "Read more",
      "Related stories",
      "Follow us on Facebook and Instagram",
      "Subscribe to our newsletter",
      "Share this article",
      "Advertisement",
      "More from this section",
      "Sign up for our daily briefing",
      "- New lanterns for the old bridge…",
      "- What the baker said of the quarry",
      "Comments (12)",
      "Photo: Tamsel Agency",
      "By Ivaro Quelby",
      "Tags: wool, orchard, ferry",
      "© 2031 The Pellworth Signal. All rights reserved.",
      "渡船停在港口，桥上的灯亮了。",
      "Паром стоит в гавани, и фонари на мосту горят.",
  };

  size_t below(size_t n) { return random_() % n; }
  bool chance(size_t one_in) { return below(one_in) == 0; }
  std::string_view word() { return kWords[below(std::size(kWords))]; }
  std::string_view name() { return kNames[chance(3) ? below(std::size(kNames)) : topic_]; }

  std::string around() {
    if (!chance(3)) return std::string(kAround[below(std::size(kAround))]);
    std::string line(name());
    for (size_t n = 1 + below(7); n; --n) line.append(" ").append(word());
    return line + (chance(3) ? "…" : chance(3) ? "?" : "");
  }

  std::string prose() {
    std::string line = "The people of ";
    line.append(name());
    for (size_t n = 5 + below(20); n; --n) line.append(chance(4) ? " and the " : " ").append(word());
    if (chance(4)) line.append(". They said so to ").append(name()).append(" before the ").append(word());
    return line + ".";
  }

  std::mt19937 random_;
  size_t topic_ = 0;
};

std::vector<std::string> documents() {
  std::vector<std::string> texts = fixtures();
  Inventor inventor(20310417);
  while (texts.size() < 300) texts.push_back(inventor.document());
  return texts;
}

const RuleSet& builtin_rules() {
  static const RuleSet rules(load_rules({}));
  return rules;
}

std::vector<std::tuple<size_t, size_t, bool, int32_t, int64_t>> parts(const std::vector<Span>& spans) {
  std::vector<std::tuple<size_t, size_t, bool, int32_t, int64_t>> out;
  for (const Span& s : spans) out.emplace_back(s.begin, s.end, s.removed, s.rule, s.evidence);
  return out;
}

bool same(const Flags& a, const Flags& b) {
  return a.guarded == b.guarded && a.no_prose == b.no_prose && a.unsettled == b.unsettled;
}

bool same(const Measures& a, const Measures& b) {
  return std::all_of(std::begin(measure_table()), std::end(measure_table()),
                     [&](const MeasureInfo& info) { return a[info.measure] == b[info.measure]; });
}

}  // namespace

TEST_CASE("clean comes to what examine comes to, at any threshold") {
  size_t by_evidence = 0, guarded = 0, passes = 0;
  std::vector<std::string> texts = documents();
  for (double threshold : {0.01, 0.3, 0.7, 0.86, 0.96, 0.999}) {
    CleanOptions options;
    options.threshold = threshold;
    Cleaner cleaner(builtin_rules(), options);
    for (const std::string& text : texts) {
      INFO(threshold << '\n' << text);
      Cleaned cleaned = cleaner.clean(text);
      Examined examined = cleaner.examine(text);
      REQUIRE(parts(cleaned.spans) == parts(examined.cleaned.spans));
      REQUIRE(same(cleaned.flags, examined.cleaned.flags));
      by_evidence += std::count_if(cleaned.spans.begin(), cleaned.spans.end(),
                                   [](const Span& s) { return s.removed && s.rule == kNoRule; });
      guarded += cleaned.flags.guarded;
      passes += examined.passes.size();
    }
  }
  // The documents are such that all of it happens.
  CHECK(by_evidence > 500);
  CHECK(guarded > 10);
  CHECK(passes > 2 * texts.size());
}

TEST_CASE("each pass finds out what its text alone gives") {
  Cleaner cleaner(builtin_rules(), {});
  size_t compared = 0;
  for (const std::string& text : documents()) {
    INFO(text);
    for (const Examination& pass : cleaner.examine(text).passes) {
      Examination alone = cleaner.examine(pass.text).passes.front();
      REQUIRE(pass.lines.size() == alone.lines.size());
      for (size_t i = 0; i < pass.lines.size(); ++i) {
        INFO(pass.lines[i].line.trimmed);
        REQUIRE(pass.lines[i].line.trimmed == alone.lines[i].line.trimmed);
        REQUIRE(pass.lines[i].folded == alone.lines[i].folded);
        REQUIRE(same(pass.lines[i].measures, alone.lines[i].measures));
        REQUIRE(std::ranges::equal(pass.hits[i], alone.hits[i]));
        ++compared;
      }
    }
  }
  CHECK(compared > 5000);
}

TEST_CASE("a line that is cut is not taken for the line that it was") {
  OwnCleaner cleaner(
      "[[rule]]\nid = \"a.a.a\"\naction = \"match\"\npattern = '\\[cut\\] *'\n"
      "[[rule]]\nid = \"b.b.b\"\naction = \"line\"\npattern = '^Zap'\nwhen = {max_repeats = 0}\n");
  // The first of equal lines goes in each pass, the one that was cut among them.
  CHECK(cleaner.left("Zap one\nStays\n[cut] Zap one\nZap one\nStays [cut]\n") == "Stays\nStays\n");
}

TEST_CASE("evidence may reach a limit if and only if some words would") {
  // Bounds are near and far, below zero, equal to each other, or not there.
  OwnCleaner cleaner("", {},
                     "base = -100\n[levels]\nbalanced = 0.5\n"
                     "[measures.chars]\nbounds = [10, 40, 40, 5000]\nweights = [70, -30, 900, 11, -55]\n"
                     "[measures.stopwords]\nbounds = [0, 50]\nweights = [400, 0, -300]\n"
                     "[measures.words]\nbounds = []\nweights = [13]\n"
                     "[measures.shared]\nbounds = [1, 30]\nweights = [500, 0, -700]\n"
                     "[measures.covered_above]\nbounds = [50]\nweights = [-20, 60]\n"
                     "[measures.covered_below]\nbounds = [50]\nweights = [210, 300]\n");
  const Evidence& evidence = cleaner->evidence();
  const RuleSet& rules = cleaner.rules();
  std::mt19937 random(5);
  for (int n = 0; n < 2000; ++n) {
    MeasuredLine line{};
    line.measures[Measure::chars] = static_cast<int32_t>(random() % (n % 2 ? 60 : 6000));
    line.measures[Measure::stopwords] = static_cast<int32_t>(random() % 80) - 1;
    int64_t most = INT64_MIN;
    for (int shared : {0, 1, 30}) {
      for (int above : {0, 50}) {
        for (int below : {0, 50}) {
          MeasuredLine measured = line;
          measured.measures[Measure::shared] = shared;
          measured.measures[Measure::covered_above] = above;
          measured.measures[Measure::covered_below] = below;
          int64_t sum = evidence.sum(measured.measures, Zone::body, {});
          int64_t total = 0;
          for (const EvidencePart& part : evidence_parts(measured, Zone::body, {}, rules))
            total += part.weight;
          REQUIRE(sum == total);
          most = std::max(most, sum);
        }
      }
    }
    REQUIRE(evidence.may_reach(most, line.measures, Zone::body, {}));
    REQUIRE_FALSE(evidence.may_reach(most + 1, line.measures, Zone::body, {}));
  }
}

}  // namespace dechaff
