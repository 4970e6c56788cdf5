// A labelled line and a line of the cleaner need not be the same, because a label may cover a text with a
// line break in it. So both are matched by their bytes in the text: the spans of the whole cleaning say what
// went and why, and the first examination says what hit.
#include "corpus/outcome.h"

#include <algorithm>

#include "clean/explain.h"
#include "corpus/needed.h"
#include "corpus/reason.h"
#include "corpus/score.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

size_t visible_code_points(std::string_view text) {
  size_t count = 0;
  while (!text.empty()) {
    CodePoint c = decode(text);
    count += !(char_flags(c.value) & kSpace);
    text.remove_prefix(c.size);
  }
  return count;
}

class Tracer {
 public:
  Tracer(const JoinedText& joined, const Cleaner& cleaner)
      : joined_(joined), cleaner_(cleaner), outcomes_(joined.places.size()), first_lines_(outcomes_.size()) {}

  std::vector<LineOutcome> trace(const Examined& examined, const std::vector<GoldLine>& lines) {
    note_first(examined.passes.front());
    note_removals(examined.cleaned.spans);
    note_needed(examined.passes.front());
    note_words(examined.passes, lines);
    return std::move(outcomes_);
  }

  std::vector<double> kept(const Cleaned& cleaned) {
    note_removals(cleaned.spans);
    std::vector<double> kept;
    for (const LineOutcome& outcome : outcomes_) kept.push_back(outcome.kept);
    return kept;
  }

 private:
  // Hits, and the verdicts as the reasons of lines that stay. Backwards, so that of several lines in a
  // labelled one the first gives the reason.
  void note_first(const Examination& first) {
    for (size_t i = first.lines.size(); i-- > 0;) {
      if (first.lines[i].line.blank()) continue;
      size_t line = joined_.line_at(first.lines[i].line.begin);
      LineOutcome& outcome = outcomes_[line];
      first_lines_[line] = i;
      const Verdict& verdict = first.verdicts[i];
      outcome.rule = verdict.rule;
      outcome.evidence = verdict.evidence_counts ? std::optional(verdict.evidence) : std::nullopt;
      add_hits(outcome.hits, first, i);
    }
  }

  void add_hits(std::vector<int32_t>& hits, const Examination& first, size_t i) const {
    const RuleSet& rules = cleaner_.rules();
    const Verdict& verdict = first.verdicts[i];
    for (RuleIndex r : first.hits[i]) {
      if (in_zone(rules.rules()[r], first.layout.zones[i])) hits.push_back(static_cast<int32_t>(r));
    }
    bool is_evident =
        verdict.evidence_counts && verdict.evidence >= evidence_limit(rules, cleaner_.options());
    if (is_evident || verdict.rule != kNoRule) hits.push_back(verdict.rule);
    std::sort(hits.begin(), hits.end());
    hits.erase(std::unique(hits.begin(), hits.end()), hits.end());
  }

  void note_removals(const std::vector<Span>& spans) {
    auto first = spans.begin();  // that may reach into the line
    for (size_t i = 0; i < outcomes_.size(); ++i) {
      Range place = joined_.places[i];
      while (first != spans.end() && first->end <= place.begin) ++first;
      size_t gone = 0, most = 0;
      for (auto span = first; span != spans.end() && span->begin < place.end; ++span) {
        if (!span->removed) continue;
        size_t visible = visible_code_points(text_of(shared_by(*span, place)));
        gone += visible;
        if (visible > most) note_reason(outcomes_[i], *span);
        most = std::max(most, visible);
      }
      if (gone == 0) continue;
      size_t all = visible_code_points(text_of(place));
      outcomes_[i].kept = static_cast<double>(all - gone) / static_cast<double>(all);
    }
  }

  void note_needed(const Examination& first) {
    for (size_t i = 0; i < outcomes_.size(); ++i) {
      LineOutcome& outcome = outcomes_[i];
      if (counts_as_kept(outcome.kept) || !first_lines_[i]) continue;
      outcome.needed = needed_rules(first, *first_lines_[i], outcome.rule, cleaner_);
    }
  }

  // Of what went, the examination that took it; of what stays, the first.
  void note_words(const std::vector<Examination>& passes, const std::vector<GoldLine>& lines) {
    std::vector<LineDecision> decisions = line_decisions(passes);
    for (size_t i = 0; i < outcomes_.size(); ++i) {
      LineOutcome& outcome = outcomes_[i];
      if (!falls_short(lines[i].label, outcome.kept) || !first_lines_[i]) continue;
      size_t line = *first_lines_[i];
      const Examination* pass = &passes.front();
      if (outcome.kept < 1) {
        auto decision = std::lower_bound(decisions.begin(), decisions.end(), line,
                                         [](const LineDecision& d, size_t at) { return d.line < at; });
        pass = decision->pass;
        line = decision->pass_line;
      }
      outcome.reason = reason_of(outcome.rule, *pass, line, cleaner_.rules());
    }
  }

  static Range shared_by(const Span& span, Range place) {
    return {std::max(span.begin, place.begin), std::min(span.end, place.end)};
  }

  static void note_reason(LineOutcome& outcome, const Span& span) {
    outcome.rule = span.rule;
    outcome.evidence = span.rule == kNoRule ? std::optional(span.evidence) : std::nullopt;
  }

  std::string_view text_of(Range range) const {
    return std::string_view(joined_.text).substr(range.begin, range.end - range.begin);
  }

  const JoinedText& joined_;
  const Cleaner& cleaner_;
  std::vector<LineOutcome> outcomes_;
  // By labelled line, the first line of the cleaner that is not blank and begins in it, if there is one.
  std::vector<std::optional<size_t>> first_lines_;
};

}  // namespace

std::vector<LineOutcome> outcomes_of(const GoldDocument& document, const Cleaner& cleaner) {
  JoinedText joined(document.lines);
  return Tracer(joined, cleaner).trace(cleaner.examine(joined.text, site_of(document.url)), document.lines);
}

std::vector<double> kept_shares(const GoldDocument& document, const Cleaner& cleaner) {
  JoinedText joined(document.lines);
  return kept_shares(joined, cleaner.clean(joined.text, site_of(document.url)), cleaner);
}

std::vector<double> kept_shares(const JoinedText& joined, const Cleaned& cleaned, const Cleaner& cleaner) {
  return Tracer(joined, cleaner).kept(cleaned);
}

}  // namespace dechaff
