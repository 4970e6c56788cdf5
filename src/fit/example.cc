#include "fit/example.h"

#include "corpus/joined_text.h"
#include "corpus/outcome.h"
#include "corpus/score.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

std::string site_of_document(const GoldDocument& document) {
  std::string site(document.field("site"));
  if (site != "None") return site;
  site = site_of(document.url);
  return site.empty() ? document.id : site;
}

// A headline has no label, for it is no matter whether it counts as story; but it is to stay.
Label label_of(const GoldLine& line) {
  return line.kind == "title" ? Label::story : line.label;
}

std::vector<RuleIndex> weighing(const Examination& e, size_t line, const RuleSet& rules) {
  std::vector<RuleIndex> out;
  for (RuleIndex r : e.hits[line]) {
    const Rule& rule = rules.rules()[r];
    if (rule.action == Action::weigh && in_zone(rule, e.layout.zones[line])) out.push_back(r);
  }
  return out;
}

}  // namespace

LabelledDocument label(const GoldDocument& document, const Cleaner& cleaner) {
  LabelledDocument out;
  out.site = site_of_document(document);
  CleanOptions options = cleaner.options();
  options.skip.emplace_back(kEvidenceCategory);
  Cleaner by_rules(cleaner.rules(), options);

  JoinedText joined(document.lines);
  Examined examined = by_rules.examine(joined.text, site_of(document.url));
  std::vector<double> kept = kept_shares(joined, examined.cleaned, by_rules);
  for (size_t i = 0; i < kept.size(); ++i) {
    const GoldLine& line = document.lines[i];
    if (label_of(line) == Label::unscored) continue;
    bool is_kept = counts_as_kept(kept[i]);
    if (label_of(line) == Label::chaff) {
      ++out.chaff_lines;
      out.chaff_taken += !is_kept;
    } else {
      auto chars = static_cast<int64_t>(count_code_points(line.text));
      out.story_chars += chars;
      out.story_lost += static_cast<double>(chars) * (1 - kept[i]);
      out.lost_to_rules |= !is_kept;
    }
  }
  const Examination& first = examined.passes.front();
  for (size_t i = 0; i < first.lines.size(); ++i) {
    if (first.lines[i].line.blank() || !first.verdicts[i].evidence_counts) continue;
    if (first.lines[i].measures[Measure::taken] == 0) continue;
    size_t of = joined.line_at(first.lines[i].line.begin);
    const GoldLine& line = document.lines[of];
    // What a rule takes once other lines are gone is not for evidence to decide.
    if (label_of(line) == Label::unscored || !counts_as_kept(kept[of])) continue;
    Example& example = out.examples.emplace_back();
    example.measures = first.lines[i].measures;
    example.rules = weighing(first, i, cleaner.rules());
    example.is_chaff = label_of(line) == Label::chaff;
    example.chars = static_cast<int64_t>(count_code_points(first.lines[i].line.trimmed));
  }
  return out;
}

}  // namespace dechaff
