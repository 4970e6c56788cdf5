#include "fit/weights_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace dechaff {
namespace {

constexpr std::string_view kHead =
    R"(# What each measure and each `weigh` rule adds to the evidence that a line is chaff, in thousandths of
# log-odds. Made by `dechaff fit`: to change a weight by hand, put it into a weights.toml in a higher layer.
# `base` is what a line starts with. A measure's value falls in the bucket between two bounds. Beside each
# weight stand the lines that it was seen on, and how many of them were chaff; `matters` is the standard
# deviation, over all lines, of what the measure adds. `guard` is the share of a document's prose, in percent,
# beyond which evidence is ignored. A level is the probability from which evidence removes.
)";

constexpr std::string_view kPageHead =
    R"(# What follows holds instead for a page: a text of which rules take so many `lines` or more.)";

// The lines that a weight was seen on.
struct Seen {
  int64_t lines = 0, chaff = 0;

  void add(const Example& example) {
    ++lines;
    chaff += example.is_chaff;
  }
  std::string text() const {
    if (lines == 0) return "not seen";
    return fmt::format("{} line{}, {} % chaff", lines, lines == 1 ? "" : "s", 100 * chaff / lines);
  }
};

using Examples = std::vector<const Example*>;

Examples examples_of(std::span<const LabelledDocument> documents, const Weights& weights, TextKind kind) {
  Examples examples;
  for (const LabelledDocument& document : documents)
    for (const Example& example : document.examples)
      if (weights.kind_of(example.measures) == kind) examples.push_back(&example);
  return examples;
}

std::string number_list(const std::vector<int64_t>& numbers) {
  return fmt::format("[{}]", fmt::join(numbers, ", "));
}

struct MeasureSection {
  double matters;
  std::string text;
};

// `table` is what the names of the model's tables begin with.
MeasureSection section_of(const MeasureWeight& w, const Examples& examples, std::string_view table) {
  std::vector<Seen> seen(w.weights.size());
  double count = 0, sum = 0, squares = 0;
  for (const Example* example : examples) {
    size_t bucket = w.bucket(example->measures[w.measure]);
    seen[bucket].add(*example);
    double weight = static_cast<double>(w.weights[bucket]) / 1000;
    ++count, sum += weight, squares += weight * weight;
  }
  count = std::max(count, 1.0);
  double mean = sum / count;
  MeasureSection section = {std::sqrt(std::max(0.0, squares / count - mean * mean)), {}};
  section.text = fmt::format("\n[{}measures.{}]  # matters {:.2f}\nbounds  = {}\nweights = [\n", table,
                             measure_table()[static_cast<size_t>(w.measure)].name, section.matters,
                             number_list(w.bounds));
  for (size_t k = 0; k < w.weights.size(); ++k) {
    std::string_view about = w.measure == Measure::recurs ? "" : ": ";
    section.text += fmt::format("  {:>6},  # {}{}{}\n", w.weights[k], w.bucket_name(k), about,
                                w.measure == Measure::recurs ? "" : seen[k].text());
  }
  section.text += "]\n";
  return section;
}

std::string rules_text(const EvidenceModel& model, const RuleSet& rules, const Examples& examples,
                       std::string_view table) {
  std::vector<Seen> seen(rules.rules().size());
  for (const Example* example : examples)
    for (RuleIndex r : example->rules) seen[r].add(*example);
  std::string text;
  for (RuleIndex r = 0; r < seen.size(); ++r) {
    auto weight = model.rules.find(rules.rules()[r].id);
    if (weight == model.rules.end() || seen[r].lines == 0) continue;
    text += fmt::format("\"{}\" = {}  # {}; its file says {}\n", weight->first, weight->second,
                        seen[r].text(), rules.rules()[r].weight);
  }
  return text.empty() ? text : fmt::format("\n[{}rules]\n{}", table, text);
}

std::string sums_text(const EvidenceModel& model) {
  return fmt::format("base  = {}\nguard = {}\n", model.base, model.guard_percent);
}

std::string tables_text(const EvidenceModel& model, const RuleSet& rules, const Examples& examples,
                        std::string_view table) {
  std::vector<MeasureSection> sections;
  for (const MeasureWeight& w : model.measures) sections.push_back(section_of(w, examples, table));
  std::stable_sort(sections.begin(), sections.end(),
                   [](const MeasureSection& a, const MeasureSection& b) { return a.matters > b.matters; });
  std::string text;
  for (const MeasureSection& section : sections) text += section.text;
  return text + rules_text(model, rules, examples, table);
}

}  // namespace

std::string to_text(const Weights& weights, const RuleSet& rules,
                    std::span<const LabelledDocument> documents) {
  const EvidenceModel& article = weights[TextKind::article];
  const EvidenceModel& page = weights[TextKind::page];
  std::string text(kHead);
  text += '\n' + sums_text(article) + "\n[levels]\n";
  for (auto& [level, probability] : weights.levels)
    text += fmt::format("{:<8} = {:.5f}\n", level, probability);
  text += tables_text(article, rules, examples_of(documents, weights, TextKind::article), "");
  if (weights.page_lines == kNoPages) return text;
  text += fmt::format("\n{}\n[page]\nlines = {}\n{}", kPageHead, weights.page_lines, sums_text(page));
  return text + tables_text(page, rules, examples_of(documents, weights, TextKind::page), "page.");
}

}  // namespace dechaff
