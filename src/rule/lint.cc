#include "rule/lint.h"

#include <fmt/format.h>

#include <algorithm>

#include "rule/pattern.h"
#include "rule/phrases.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

// RE2 instructions. A `\p{L}` takes some hundreds, `{edge}` twice as many; a pattern far above that was not
// meant.
constexpr int kMostInstructions = 20000;

bool beyond_ascii(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    CodePoint c = decode(text.substr(i));
    if (c.value >= 0x80 && is_word(char_flags(c.value))) return true;
    i += c.size;
  }
  return false;
}

// Offset of the first \b, \B, \w or \W, or npos.
size_t ascii_class(std::string_view pattern) {
  for (size_t i = 0; i + 1 < pattern.size(); ++i) {
    if (pattern[i] != '\\') continue;
    if (std::string_view("bBwW").find(pattern[i + 1]) != std::string_view::npos) return i;
    ++i;
  }
  return std::string_view::npos;
}

// One word, or in scripts without spaces two characters at most.
bool is_one_word(std::string_view folded) {
  if (folded.empty() || folded.find(' ') != folded.npos) return false;
  bool unspaced = char_flags(decode(folded).value) & kUnspaced;
  return !unspaced || count_code_points(folded) <= 2;
}

class Linter {
 public:
  explicit Linter(const Rule& rule) : rule_(rule) {}

  std::vector<Fault> run() {
    if (!rule_.faulty) check_tests();
    for (const PatternText& pattern : rule_.patterns) check_pattern(pattern, true);
    for (const PatternText& pattern : rule_.unless) check_pattern(pattern, false);
    check_phrases();
    check_plus();
    return std::move(faults_);
  }

 private:
  void fault(const SourcePtr& source, Position at, size_t width, std::string message, std::string advice) {
    faults_.push_back({source, at, static_cast<int>(width), std::move(message), std::move(advice)});
  }

  void check_tests() {
    auto has_line = [&](std::string_view mark) {
      return std::any_of(rule_.cases.begin(), rule_.cases.end(), [&](const Located& c) {
        return c.text.starts_with(mark) || c.text.find("\n" + std::string(mark)) != c.text.npos;
      });
    };
    if (rule_.removes.empty() && !has_line("- ") && !has_marks()) {
      fault(rule_.source, rule_.at, 8, fmt::format("rule `{}` has no example of what it is for", rule_.id),
            "add removes = [\"…\"] with a line that it hits, or a case");
    }
    if (rule_.keeps.empty() && !has_line("  ")) {
      fault(rule_.source, rule_.at, 8, fmt::format("rule `{}` has no near miss", rule_.id),
            "add keeps = [\"…\"] with a line of story that looks like it, or a case");
    }
  }

  bool has_marks() const {
    return std::any_of(rule_.cases.begin(), rule_.cases.end(),
                       [](const Located& c) { return c.text.find("{-") != c.text.npos; });
  }

  void check_pattern(const PatternText& pattern, bool searched_everywhere) {
    if (pattern_error(pattern.expanded)) return;
    const std::string& text = pattern.written.text;
    auto at = [&](size_t offset) { return pattern.written.place(offset); };
    const SourcePtr& source = pattern.written.source;
    size_t ascii = ascii_class(text);
    if (ascii != text.npos && beyond_ascii(pattern.expanded)) {
      fault(source, at(ascii), 2,
            fmt::format("`{}` knows ASCII only, and this pattern has other letters", text.substr(ascii, 2)),
            "write {edge} for \\b, {word} for \\w, [^\\p{L}\\p{M}\\p{N}] for \\W");
    }
    PatternFacts facts = pattern_facts(pattern.expanded);
    if (facts.program_size > kMostInstructions) {
      fault(source, at(0), count_code_points(text),
            fmt::format("this pattern compiles to {} instructions, over the budget of {}", facts.program_size,
                        kMostInstructions),
            "use smaller repetitions or fewer \\p classes");
    }
    if (searched_everywhere && !facts.is_selective && !is_limited()) {
      fault(source, at(0), count_code_points(text),
            "no literal text is needed to match this pattern, so it is tried on every line",
            "add a word that every match has, or when = { max_chars = 60 }");
    }
  }

  // Whether the rule looks at short lines only.
  bool is_limited() const {
    return std::any_of(rule_.when.begin(), rule_.when.end(), [](const Limit& limit) {
      bool is_length = limit.measure == Measure::words || limit.measure == Measure::chars ||
                       limit.measure == Measure::tokens;
      return limit.is_max && is_length;
    });
  }

  void check_phrases() {
    bool removes = rule_.action != Action::keep && rule_.action != Action::weigh;
    if (!removes || is_limited()) return;
    for (auto* phrases : {&rule_.starts, &rule_.ends, &rule_.contains}) {
      for (const Located& phrase : *phrases) {
        if (!is_one_word(fold_phrase(phrase.text))) continue;
        fault(phrase.source, phrase.at, count_code_points(phrase.text) + 2,
              fmt::format("the one word `{}` removes a line by itself", phrase.text),
              "add when = { max_words = 4 }, use `is`, or let the rule weigh");
      }
    }
  }

  void check_plus() {
    for (auto* phrases : {&rule_.is, &rule_.starts}) {
      for (const Located& phrase : *phrases) {
        std::string folded = fold_phrase(phrase.text);
        if (!phrase.text.starts_with('+') || folded.empty()) continue;
        fault(phrase.source, phrase.at, count_code_points(phrase.text) + 2,
              fmt::format("the plus is left out of the phrase `{}`, so `{}` is found, too", phrase.text,
                          folded),
              "write a pattern that begins with ^\\+");
      }
    }
  }

  const Rule& rule_;
  std::vector<Fault> faults_;
};

}  // namespace

std::vector<Fault> lint_rule(const Rule& rule) {
  return Linter(rule).run();
}

}  // namespace dechaff
