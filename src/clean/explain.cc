// Lines of later passes are found in the first text by where their bytes come from.
#include "clean/explain.h"

#include <algorithm>
#include <map>

namespace dechaff {
namespace {

// Index, in the first text, of the line that each line of a later text comes from; `spans` lead from the
// first text to it.
std::vector<size_t> line_origins(const std::vector<MeasuredLine>& later, const std::vector<Span>& spans,
                                 const std::vector<MeasuredLine>& first) {
  std::vector<size_t> origins;
  auto span = spans.begin();
  size_t kept_before = 0, origin = 0;
  for (const MeasuredLine& line : later) {
    for (; span != spans.end(); ++span) {
      size_t length = span->removed ? 0 : span->end - span->begin;
      if (line.line.begin < kept_before + length) break;
      kept_before += length;
    }
    size_t offset = span->begin + (line.line.begin - kept_before);
    while (origin + 1 < first.size() && first[origin].line.next <= offset) ++origin;
    origins.push_back(origin);
  }
  return origins;
}

}  // namespace

std::vector<LineDecision> line_decisions(const std::vector<Examination>& passes) {
  const std::vector<MeasuredLine>& first = passes.front().lines;
  std::map<size_t, LineDecision> decided;
  std::vector<Span> spans = {{0, passes.front().text.size(), false}};
  for (const Examination& pass : passes) {
    std::vector<size_t> origins = line_origins(pass.lines, spans, first);
    for (size_t i = 0; i < pass.lines.size(); ++i) {
      if (pass.lines[i].line.blank()) continue;
      auto seen = decided.find(origins[i]);
      const Verdict& verdict = pass.verdicts[i];
      bool was_cut = seen != decided.end() && !seen->second.verdict().cuts.empty();
      if (was_cut && !verdict.remove) continue;
      int32_t heading = verdict.heading < 0 ? -1 : static_cast<int32_t>(origins[verdict.heading]);
      decided[origins[i]] = {origins[i], &pass, i, heading};
    }
    spans = compose(spans, pass.spans);
  }
  std::vector<LineDecision> decisions;
  for (auto& [line, decision] : decided) decisions.push_back(decision);
  return decisions;
}

}  // namespace dechaff
