#include "clean/match_lines.h"

#include <algorithm>

namespace dechaff {
namespace {

bool is_for_site(const Rule& rule, std::string_view site) {
  if (rule.sites.empty()) return true;
  return std::any_of(rule.sites.begin(), rule.sites.end(), [&](const std::string& domain) {
    if (!site.ends_with(domain)) return false;
    return site.size() == domain.size() || site[site.size() - domain.size() - 1] == '.';
  });
}

}  // namespace

MatchedLines match_lines(std::string_view text, std::string_view site, const RuleSet& rules,
                         MatchedLines known) {
  MatchedLines matched;
  std::vector<Line> split = split_lines(text);
  matched.lines.reserve(split.size());
  matched.hits_of_text.reserve(split.size());
  size_t next = 0;  // of the known lines
  for (const Line& line : split) {
    while (next < known.lines.size() && known.lines[next].line.blank()) ++next;
    if (line.blank()) {
      matched.lines.push_back(measure_line(line));
    } else if (next < known.lines.size() && known.lines[next].line.trimmed == line.trimmed) {
      MeasuredLine& taken_over = matched.lines.emplace_back(std::move(known.lines[next]));
      taken_over.line = line;
      taken_over.measures.forget_other_lines();
      for (RuleIndex rule : known.hits_of_text[next]) matched.hits_of_text.add(rule);
      ++next;
    } else {
      const MeasuredLine& measured = matched.lines.emplace_back(measure_line(line));
      for (RuleIndex rule : rules.matcher().hits_of_text(measured)) {
        if (is_for_site(rules.rules()[rule], site)) matched.hits_of_text.add(rule);
      }
    }
    matched.hits_of_text.end_list();
  }
  return matched;
}

Hits hits_among_others(const MatchedLines& matched, const RuleSet& rules) {
  Hits hits;
  hits.reserve(matched.lines.size());
  for (size_t i = 0; i < matched.lines.size(); ++i) {
    for (RuleIndex rule : matched.hits_of_text[i]) {
      if (rules.matcher().hits_among_others(rule, matched.lines[i].measures)) hits.add(rule);
    }
    hits.end_list();
  }
  return hits;
}

}  // namespace dechaff
