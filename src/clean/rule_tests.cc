// A line of `removes` or `keeps` is set between invented prose, in the zone that the rule asks for; a case is
// a document of its own. What the rule then does is compared with what the marks say: a line or a part of it
// goes, or, for rules that remove nothing themselves, is hit.
#include "clean/rule_tests.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "clean/cleaner.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

// Prose of no language that a rule is for, so that none of its rules hits it.
constexpr std::string_view kProse[] = {
    "Lorvan tessik maredo pelluin orasta venkari duhol misterak olbana pretu sovarin.",
    "Kellumar orasta duhol bentavi sorrek maredo ulpaten venkari teshoma griluda pentar.",
    "Venkari maredo tessik olbana kellumar bentavi orasta duhol sorrek pretu lorvan.",
};

// An example without its marks, and the parts that they enclose.
struct Example {
  std::string text;
  std::vector<Range> marked;
  bool whole = false;  // the line goes as a whole, or is hit
};

Example without_marks(std::string_view line, bool whole) {
  Example example;
  while (!line.empty()) {
    size_t open = line.find("{-"), close = line.find("-}", open == line.npos ? 0 : open);
    if (open == line.npos || close == line.npos) break;
    example.text += line.substr(0, open);
    size_t begin = example.text.size();
    example.text += line.substr(open + 2, close - open - 2);
    example.marked.push_back({begin, example.text.size()});
    line.remove_prefix(close + 2);
  }
  example.text += line;
  example.whole = whole && example.marked.empty();
  return example;
}

class Tester {
 public:
  explicit Tester(const Rule& rule) : rule_(rule), rules_(alone(rule)), cleaner_(rules_, {}) {}

  std::vector<Fault> run() {
    for (const Located& line : rule_.removes) run_line(line, true);
    for (const Located& line : rule_.keeps) run_line(line, false);
    for (const Located& text : rule_.cases) run_case(text);
    return std::move(faults_);
  }

 private:
  static LoadedRules alone(Rule rule) {
    rule.sites.clear();
    LoadedRules loaded;
    loaded.rules.push_back(std::move(rule));
    return loaded;
  }

  bool only_hits() const { return rule_.action == Action::keep || rule_.action == Action::weigh; }

  // What the rule does to the lines, each line's text with marks around what goes.
  std::vector<std::string> outcome(const std::vector<Example>& lines) const {
    std::string text;
    for (const Example& line : lines) text += line.text + "\n";
    Examined examined = cleaner_.examine(text);
    const Examination& first = examined.passes.front();
    std::vector<Span> spans = examined.cleaned.spans;
    std::vector<std::string> out;
    for (size_t i = 0; i < first.lines.size(); ++i) {
      const Line& line = first.lines[i].line;
      bool hit = false;
      for (RuleIndex r : first.hits[i]) hit |= in_zone(rules_.rules()[r], first.layout.zones[i]);
      if (only_hits()) {
        out.push_back(marked(line, {}, hit, text));
      } else {
        out.push_back(marked(line, spans, false, text));
      }
    }
    return out;
  }

  // The line with marks around its removed parts; "- " before it when it goes whole.
  static std::string marked(const Line& line, const std::vector<Span>& spans, bool whole,
                            std::string_view text) {
    std::string out;
    bool all = !line.blank();
    auto first = std::partition_point(spans.begin(), spans.end(),
                                      [&](const Span& span) { return span.end <= line.begin; });
    for (const Span& span : std::span(first, spans.end())) {
      if (span.begin >= line.end) break;
      size_t begin = std::max(span.begin, line.begin), end = std::min(span.end, line.end);
      if (begin >= end) continue;
      std::string_view part = text.substr(begin, end - begin);
      out += span.removed ? fmt::format("{{-{}-}}", part) : std::string(part);
      all = all && span.removed;
    }
    whole = whole || (all && !spans.empty());
    std::string plain(text.substr(line.begin, line.end - line.begin));
    return whole ? "- " + plain : "  " + (spans.empty() ? plain : out);
  }

  static std::string wanted(const Example& example) {
    std::string out = example.whole ? "- " : "  ";
    size_t at = 0;
    for (Range mark : example.marked) {
      out += example.text.substr(at, mark.begin - at) + "{-" +
             example.text.substr(mark.begin, mark.end - mark.begin) + "-}";
      at = mark.end;
    }
    return out + example.text.substr(at);
  }

  void run_line(const Located& line, bool goes) {
    Example example = without_marks(line.text, goes);
    bool in_body = in_zone(rule_, Zone::body) && rule_.action != Action::rest;
    bool in_tail = in_zone(rule_, Zone::tail);
    std::vector<Example> document;
    auto prose = [&](size_t i) { document.push_back({std::string(kProse[i]), {}, false}); };
    if (in_body || in_tail) {
      prose(0);
      prose(1);
    }
    size_t at = document.size();
    document.push_back(example);
    if (in_body || !in_tail) prose(2);
    std::string got = outcome(document)[at], want = wanted(example);
    if (got == want) return;
    std::string advice;
    if (got.starts_with("  ") && got.find("{-") != got.npos) advice = "it cuts: " + got.substr(2);
    std::string does = only_hits() ? "hit" : "remove";
    fault(line.source, line.at, count_code_points(line.text) + 2,
          goes ? fmt::format("rule `{}` does not {} this line", rule_.id, does)
               : fmt::format("rule `{}` {}s this line of its `keeps`", rule_.id, does),
          advice);
  }

  void run_case(const Located& text) {
    std::vector<Example> document;
    size_t begin = 0;
    std::vector<size_t> offsets;
    while (begin < text.text.size()) {
      size_t end = std::min(text.text.find('\n', begin), text.text.size());
      std::string_view line = std::string_view(text.text).substr(begin, end - begin);
      bool blank = line.find_first_not_of(" \t\r") == line.npos;
      if (!blank && !line.starts_with("- ") && !line.starts_with("  ")) {
        fault(text.source, text.place(begin), 2, "a line of a case begins with `- ` or with two spaces",
              "`- ` marks a line that goes");
        return;
      }
      document.push_back(without_marks(blank ? "" : line.substr(2), line.starts_with("- ")));
      offsets.push_back(begin);
      begin = end + 1;
    }
    std::vector<std::string> got = outcome(document);
    for (size_t i = 0; i < document.size(); ++i) {
      std::string want = wanted(document[i]);
      if (document[i].text.empty() || got[i] == want) continue;
      std::string_view does = only_hits() ? "be hit" : "go";
      std::string message =
          document[i].whole            ? fmt::format("this line of the case should {} and does not", does)
          : document[i].marked.empty() ? "this line of the case should stay as it is"
                                       : "the marked part of this line, and no other, should go";
      fault(text.source, text.place(offsets[i]), count_code_points(document[i].text),
            fmt::format("rule `{}`: {}", rule_.id, message),
            "with this rule alone it comes out as: " + got[i]);
    }
  }

  void fault(const SourcePtr& source, Position at, size_t width, std::string message, std::string advice) {
    faults_.push_back({source, at, static_cast<int>(width), std::move(message), std::move(advice)});
  }

  const Rule& rule_;
  RuleSet rules_;
  Cleaner cleaner_;
  std::vector<Fault> faults_;
};

}  // namespace

std::vector<Fault> run_rule_tests(const Rule& rule) {
  return Tester(rule).run();
}

}  // namespace dechaff
