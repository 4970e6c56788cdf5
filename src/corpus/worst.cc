#include "corpus/worst.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "text/unicode.h"

namespace dechaff {
namespace {

constexpr size_t kShownLines = 5;

// How the document did by its lines of one label.
WorstDocument judged(const GoldDocument& document, std::span<const LineOutcome> outcomes, Label label) {
  WorstDocument judged = {document.id, 0, 0, 0, {}};
  std::vector<std::pair<double, size_t>> wrong;  // code points, line
  for (size_t i = 0; i < outcomes.size(); ++i) {
    if (document.lines[i].label != label) continue;
    auto chars = static_cast<int64_t>(count_code_points(document.lines[i].text));
    double share = label == Label::story ? 1 - outcomes[i].kept : outcomes[i].kept;
    judged.chars += chars;
    judged.wrong_chars += static_cast<double>(chars) * share;
    if (chars > 0 && share > 0) wrong.emplace_back(static_cast<double>(chars) * share, i);
  }
  judged.lines = wrong.size();
  std::stable_sort(wrong.begin(), wrong.end(), [](auto& a, auto& b) { return a.first > b.first; });
  wrong.resize(std::min(wrong.size(), kShownLines));
  for (auto& [chars, line] : wrong) judged.shown.push_back(error_line(document, line, outcomes[line]));
  return judged;
}

std::string listed(std::string_view title, std::string_view what,
                   const std::vector<WorstDocument>& documents) {
  std::string out = fmt::format("\n{}:\n", title);
  for (const WorstDocument& d : documents) {
    out += fmt::format("  {}\n    {:.0f} of {} characters {}, in {} line{}:\n", d.id,
                       std::round(d.wrong_chars), d.chars, what, d.lines, d.lines == 1 ? "" : "s");
    for (const ErrorLine& line : d.shown) out += to_text(line, false, 4);
    if (d.lines > d.shown.size()) out += fmt::format("    and {} more\n", d.lines - d.shown.size());
  }
  return out;
}

}  // namespace

void WorstDocuments::add(const GoldDocument& document, std::span<const LineOutcome> outcomes) {
  if (most_ == 0) return;
  keep(lost_story_, judged(document, outcomes, Label::story));
  keep(left_chaff_, judged(document, outcomes, Label::chaff));
}

void WorstDocuments::keep(std::vector<WorstDocument>& worst, WorstDocument document) const {
  if (document.wrong_chars <= 0) return;
  auto place = std::upper_bound(worst.begin(), worst.end(), document.wrong_chars,
                                [](double chars, const WorstDocument& d) { return chars > d.wrong_chars; });
  worst.insert(place, std::move(document));
  if (worst.size() > most_) worst.pop_back();
}

std::string WorstDocuments::text() const {
  return listed("documents that lost most of the story", "of story lost", lost_story_) +
         listed("documents with most chaff left", "of chaff left", left_chaff_);
}

}  // namespace dechaff
