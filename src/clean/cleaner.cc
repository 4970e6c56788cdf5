#include "clean/cleaner.h"

#include <algorithm>
#include <iterator>

#include "clean/cut.h"
#include "clean/recurrence.h"

namespace dechaff {
namespace {

// Of an article's characters: what evidence takes of it is much, and what is left is mostly prose.
constexpr int64_t kMuchPercent = 10;
constexpr int64_t kMostlyPercent = 60;

bool taken_by_evidence(const Verdict& verdict) {
  return verdict.remove && verdict.rule == kNoRule;
}

// Whether no rule wants the whole line.
bool left_by_rules(const Verdict& verdict, const RuleSet& rules) {
  if (verdict.rule == kNoRule) return true;
  Action action = rules.rules()[static_cast<size_t>(verdict.rule)].action;
  return action == Action::keep || action == Action::match;
}

// Characters of those lines whose verdict `counts` is true for, and those of prose among them; without what
// recurs, which is no story wherever it stands.
struct Amount {
  int64_t text = 0, prose = 0;
};
template <class Counts>
Amount amount_of(const Examination& e, Counts counts) {
  Amount amount;
  for (size_t i = 0; i < e.lines.size(); ++i) {
    if (!counts(e.verdicts[i]) || recurs(e.lines[i].measures)) continue;
    amount.text += e.lines[i].measures[Measure::chars];
    if (e.layout.prose[i]) amount.prose += e.lines[i].measures[Measure::chars];
  }
  return amount;
}

TextKind kind_of(const std::vector<MeasuredLine>& lines, const Weights& weights) {
  auto line = std::find_if(lines.begin(), lines.end(), [](const auto& l) { return !l.line.blank(); });
  return line == lines.end() ? TextKind::article : weights.kind_of(line->measures);
}

// Those lines that neither went nor were cut; the others are blank.
MatchedLines lines_that_stay(Examination e) {
  for (size_t i = 0; i < e.lines.size(); ++i) {
    if (e.verdicts[i].remove || !e.verdicts[i].cuts.empty()) e.lines[i] = {};
  }
  return {std::move(e.lines), std::move(e.hits_of_text)};
}

bool removes_anything(const std::vector<Span>& spans) {
  return std::any_of(spans.begin(), spans.end(), [](const Span& span) { return span.removed; });
}

}  // namespace

Examination Cleaner::pass(std::string_view text, MatchedLines matched, std::string_view site,
                          Weighing weighing) const {
  Examination e{std::move(matched), text, {}, {}, {}, {}, {}};
  measure_among_others(e.lines);
  if (options_.learned) measure_recurrence(e.lines, *options_.learned, site);
  e.hits = hits_among_others(e, rules_);
  e.layout = find_layout(e.lines, e.hits, rules_);
  e.verdicts = decide(e.lines, e.hits, e.layout, evidence_, options_, weighing);
  e.spans = cut(text, e.lines, e.verdicts);
  return e;
}

Cleaner::Outcome Cleaner::go_through(std::string_view text, std::string_view site, bool use_evidence,
                                     std::vector<Examination>* kept) const {
  Outcome outcome;
  auto& [spans, flags] = outcome.cleaned;
  std::shared_ptr<const std::string> owner;  // of the text, where it is not the caller's
  if (kept) {
    kept->clear();
    owner = std::make_shared<const std::string>(text);
    text = *owner;
  }
  MatchedLines matched = match_lines(text, site, rules_, {});
  for (int n = 1;; ++n) {
    Examination e = pass(text, std::move(matched), site, {use_evidence, kept != nullptr});
    e.owner = owner;
    if (n == 1) {
      flags.no_prose = !e.layout.has_prose;
      outcome.kind = kind_of(e.lines, rules_.weights());
      Amount left = amount_of(e, [&](const Verdict& v) { return left_by_rules(v, rules_); });
      outcome.left = left.text;
      outcome.prose = left.prose;
    }
    Amount taken = amount_of(e, taken_by_evidence);
    outcome.taken += taken.text;
    outcome.prose_taken += taken.prose;
    spans = n == 1 ? e.spans : compose(spans, e.spans);
    bool settled = !removes_anything(e.spans);
    flags.unsettled = !settled && n == kMostPasses;
    bool last = settled || flags.unsettled;
    if (kept) kept->push_back(e);
    if (last) return outcome;
    auto left = std::make_shared<const std::string>(kept_text(text, e.spans));
    matched = match_lines(*left, site, rules_, lines_that_stay(std::move(e)));
    owner = left;
    text = *owner;
  }
}

// The guard: evidence that removes more than its part of the text's prose is not to be trusted, nor is
// evidence that removes much of an article and leaves something that is not mostly prose. It knows news, and
// this is a recipe, a dialogue, or a list.
bool Cleaner::is_guarded(const Outcome& outcome) const {
  int64_t guard_percent = rules_.weights()[outcome.kind].guard_percent;
  if (100 * outcome.prose_taken > guard_percent * outcome.prose) return true;
  if (outcome.kind == TextKind::page) return false;
  bool takes_much = 100 * outcome.taken > kMuchPercent * outcome.left;
  int64_t prose_left = outcome.prose - outcome.prose_taken, text_left = outcome.left - outcome.taken;
  return takes_much && 100 * prose_left < kMostlyPercent * text_left;
}

Cleaned Cleaner::clean(std::string_view text, std::string_view site, std::vector<Examination>* kept) const {
  Outcome outcome = go_through(text, site, true, kept);
  if (!is_guarded(outcome)) return outcome.cleaned;
  outcome = go_through(text, site, false, kept);
  // Of what the rules have left, evidence may want less.
  std::vector<Examination> later;
  std::string left = kept_text(text, outcome.cleaned.spans);
  Outcome again = go_through(left, site, true, kept ? &later : nullptr);
  outcome.cleaned.flags.guarded = is_guarded(again);
  if (outcome.cleaned.flags.guarded) return outcome.cleaned;
  outcome.cleaned.spans = compose(outcome.cleaned.spans, again.cleaned.spans);
  outcome.cleaned.flags.unsettled |= again.cleaned.flags.unsettled;
  if (kept) std::move(later.begin(), later.end(), std::back_inserter(*kept));
  return outcome.cleaned;
}

Cleaned Cleaner::clean(std::string_view text, std::string_view site) const {
  return clean(text, site, nullptr);
}

Examined Cleaner::examine(std::string_view text, std::string_view site) const {
  Examined examined;
  examined.cleaned = clean(text, site, &examined.passes);
  return examined;
}

std::string site_of(std::string_view url) {
  size_t scheme = url.find("//");
  if (scheme != url.npos && scheme == url.find_first_of("/?#")) url.remove_prefix(scheme + 2);
  url = url.substr(0, url.find_first_of("/?#"));
  if (size_t at = url.rfind('@'); at != url.npos) url.remove_prefix(at + 1);
  std::string host(url.substr(0, url.find(':')));
  for (char& c : host) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return host.starts_with("www.") ? host.substr(4) : host;
}

}  // namespace dechaff
