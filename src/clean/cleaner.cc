#include "clean/cleaner.h"

#include <algorithm>

#include "clean/cut.h"

namespace dechaff {
namespace {

bool is_for_site(const Rule& rule, std::string_view site) {
  if (rule.sites.empty()) return true;
  return std::any_of(rule.sites.begin(), rule.sites.end(), [&](const std::string& domain) {
    if (!site.ends_with(domain)) return false;
    return site.size() == domain.size() || site[site.size() - domain.size() - 1] == '.';
  });
}

Hits match_lines(const std::vector<MeasuredLine>& lines, const RuleSet& rules, std::string_view site) {
  Hits hits(lines.size());
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].line.blank()) continue;
    hits[i] = rules.matcher().hits(lines[i]);
    std::erase_if(hits[i], [&](RuleIndex r) { return !is_for_site(rules.rules()[r], site); });
  }
  return hits;
}

bool removes_anything(const std::vector<Span>& spans) {
  return std::any_of(spans.begin(), spans.end(), [](const Span& span) { return span.removed; });
}

}  // namespace

Examination Cleaner::pass(std::string text, std::string_view site, bool use_evidence) const {
  Examination e;
  e.text = std::make_shared<const std::string>(std::move(text));
  e.lines = measure_lines(split_lines(*e.text));
  e.hits = match_lines(e.lines, rules_, site);
  e.layout = find_layout(e.lines, e.hits, rules_);
  e.verdicts = decide(e.lines, e.hits, e.layout, rules_, options_, use_evidence);
  e.spans = cut(*e.text, e.lines, e.verdicts);
  return e;
}

std::vector<Examination> Cleaner::passes(std::string_view text, std::string_view site,
                                         bool use_evidence) const {
  std::vector<Examination> passes;
  passes.push_back(pass(std::string(text), site, use_evidence));
  while (removes_anything(passes.back().spans)) {
    const Examination& last = passes.back();
    passes.push_back(pass(kept_text(*last.text, last.spans), site, use_evidence));
  }
  return passes;
}

// The guard: whether evidence removed more than its part of the text's prose, over all passes.
bool Cleaner::takes_too_much(const std::vector<Examination>& passes) const {
  int64_t prose = 0, taken = 0;
  for (const Examination& e : passes) {
    for (size_t i = 0; i < e.lines.size(); ++i) {
      if (!e.layout.prose[i]) continue;
      int64_t chars = e.lines[i].measures[Measure::chars];
      if (&e == &passes.front()) prose += chars;
      if (e.verdicts[i].remove && e.verdicts[i].rule == kNoRule) taken += chars;
    }
  }
  return 100 * taken > rules_.weights().guard_percent * prose;
}

Examined Cleaner::examine(std::string_view text, std::string_view site) const {
  Examined examined{passes(text, site, true)};
  examined.guarded = takes_too_much(examined.passes);
  if (examined.guarded) examined.passes = passes(text, site, false);
  return examined;
}

Cleaned Cleaner::clean(std::string_view text, std::string_view site) const {
  Examined examined = examine(text, site);
  bool has_prose = examined.passes.front().layout.has_prose;
  return {examined.spans(), {.guarded = examined.guarded, .no_prose = !has_prose}};
}

std::vector<Span> Examined::spans() const {
  std::vector<Span> all = passes.front().spans;
  for (size_t k = 1; k + 1 < passes.size(); ++k) all = compose(all, passes[k].spans);
  return all;
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
