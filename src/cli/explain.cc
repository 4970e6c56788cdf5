// `dechaff explain`: for each line of a document, what was decided and why.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "clean/evidence.h"
#include "clean/explain.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/target.h"
#include "io/json_string.h"
#include "io/path.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

constexpr Flag kFlags[] = {
    {"json", 0, "", "one JSON object for each line"},
    {"field", 0, "NAME", "field of a JSONL row that holds the text (default: text)"},
    {"url-field", 0, "NAME", "field of a JSONL row that holds the address"},
};

// A verdict is close when evidence this much larger or smaller would have changed it.
constexpr int64_t kClose = 1000;
constexpr size_t kPartsInList = 3;

class Printer {
 public:
  Printer(const Cleaner& cleaner, const TargetText& found, bool json, bool colors)
      : cleaner_(cleaner),
        json_(json),
        colors_(colors),
        examined_(cleaner.examine(found.text, found.site)),
        decisions_(line_decisions(examined_.passes)),
        limit_(evidence_limit(cleaner.rules(), cleaner.options())) {}

  // False when the text has no such line, or it is blank.
  bool print_line(size_t number) const {
    for (const LineDecision& decision : decisions_) {
      if (decision.line + 1 != number) continue;
      print(decision, true);
      return true;
    }
    return false;
  }

  void print_all() const {
    for (const LineDecision& decision : decisions_) print(decision, false);
    if (examined_.cleaned.flags.guarded && !json_) {
      fmt::print("guarded: evidence would have taken too much and was ignored\n");
    }
    if (examined_.cleaned.flags.no_prose && !json_) {
      fmt::print("no prose: only rules without a zone act, and evidence does not\n");
    }
    if (examined_.cleaned.flags.unsettled && !json_) {
      fmt::print("unsettled: something went in each of {} passes, so cleaning the result may remove more\n",
                 kMostPasses);
    }
  }

 private:
  const Rule& rule(int32_t index) const { return cleaner_.rules().rules()[index]; }

  std::string_view outcome(const Verdict& verdict) const {
    return verdict.remove ? "remove" : verdict.cuts.empty() ? "keep" : "cut";
  }

  std::vector<EvidencePart> parts(const LineDecision& d) const {
    return evidence_parts(d.pass->lines[d.pass_line], d.pass->layout.zones[d.pass_line],
                          d.pass->hits[d.pass_line], cleaner_.rules());
  }

  void print(const LineDecision& d, bool in_full) const {
    std::string_view text = examined_.passes.front().lines[d.line].line.trimmed;
    if (json_) return print_json(d, text);
    const Verdict& verdict = d.verdict();
    std::string shown = in_full ? std::string(text) : clipped(text);
    std::string_view color = !colors_               ? ""
                             : verdict.remove       ? "\033[31m"
                             : verdict.cuts.empty() ? ""
                                                    : "\033[33m";
    fmt::print("{:>4} {}{:<6}  {}{}\n", d.line + 1, color, outcome(verdict), shown,
               color.empty() ? "" : "\033[0m");
    for (const std::string& line : reason(d, in_full)) {
      fmt::print("             {}{}{}\n", colors_ ? "\033[2m" : "", line, colors_ ? "\033[0m" : "");
    }
  }

  std::vector<std::string> reason(const LineDecision& d, bool in_full) const {
    const Verdict& verdict = d.verdict();
    if (verdict.rule != kNoRule) {
      std::vector<std::string> lines = {rule_reason(d)};
      if (in_full && d.heading >= 0) lines.push_back(why_in_block(d));
      return lines;
    }
    if (!verdict.evidence_counts) return {"no rule, and no prose to weigh it against"};
    std::vector<EvidencePart> all = parts(d);
    std::string sum = fmt::format("evidence {:+.2f}, removed from {:+.2f}", thousandths(verdict.evidence),
                                  thousandths(limit_));
    if (limit_ == INT64_MAX) sum = "evidence: no weights";
    if (verdict.evidence >= limit_ && !verdict.remove)
      sum += examined_.cleaned.flags.guarded ? " but the document is guarded" : " but not selected";
    std::vector<std::string> lines;
    if (in_full) {
      lines.push_back(fmt::format("{} (probability {:.3f})", sum, probability(verdict.evidence)));
      for (const EvidencePart& part : all) {
        lines.push_back(fmt::format("  {:+6.2f}  {}{}", thousandths(part.weight), part.name,
                                    part.rule < 0 ? "" : "  " + location(rule(part.rule))));
      }
    } else {
      for (size_t i = 0; i < all.size() && i < kPartsInList; ++i) {
        sum += fmt::format("{} {} {:+.2f}", i ? "," : ":", all[i].name, thousandths(all[i].weight));
      }
      lines.push_back(sum);
    }
    if (std::string close = what_would_tip(verdict, all); !close.empty()) lines.push_back(close);
    return lines;
  }

  std::string rule_reason(const LineDecision& d) const {
    const Rule& r = rule(d.verdict().rule);
    std::string out = fmt::format("{} ({}, {})", r.id, location(r), action_name(r.action));
    if (d.heading >= 0) out += fmt::format(", from line {} down", d.heading + 1);
    bool switched_off = !d.verdict().remove && d.verdict().cuts.empty() && r.action != Action::keep;
    if (switched_off) out += fmt::format(", but category {} is to stay", r.category);
    return out;
  }

  std::string why_in_block(const LineDecision& d) const {
    const Measures& m = d.pass->lines[d.pass_line].measures;
    if (m[Measure::truncated]) return "it breaks off, so it is a teaser";
    if (!m[Measure::sentence]) return "it ends no sentence, so it does not end what the heading began";
    return fmt::format(
        "a sentence that shares {} % of its words with the story above; from {} % it would be story",
        m[Measure::shared], kSharedPercent);
  }

  // For a close verdict: the smallest single part without which it would have been the other one.
  std::string what_would_tip(const Verdict& verdict, const std::vector<EvidencePart>& all) const {
    if (limit_ == INT64_MAX) return "";
    int64_t missing = limit_ - verdict.evidence;  // positive for a line that stays
    if (std::abs(missing) > kClose) return "";
    const EvidencePart* tipping = nullptr;
    for (const EvidencePart& part : all) {
      bool tips = missing > 0 ? -part.weight >= missing : part.weight > -missing;
      if (tips && part.name != "base" && (!tipping || std::abs(part.weight) < std::abs(tipping->weight)))
        tipping = &part;
    }
    std::string_view other = missing > 0 ? "go" : "stay";
    std::string out = fmt::format("close: it would {} {} --threshold {:.3f}", other,
                                  missing > 0 ? "at" : "above", probability(verdict.evidence));
    if (tipping) out += fmt::format(", or without `{}` {:+.2f}", tipping->name, thousandths(tipping->weight));
    return out;
  }

  void print_json(const LineDecision& d, std::string_view text) const {
    const Verdict& verdict = d.verdict();
    const Line& line = examined_.passes.front().lines[d.line].line;
    std::string out = fmt::format(R"({{"line":{},"begin":{},"end":{},"verdict":"{}","zone":"{}","text":{})",
                                  d.line + 1, line.begin, line.end, outcome(verdict),
                                  zone_name(d.pass->layout.zones[d.pass_line]), json_string(text));
    if (verdict.rule != kNoRule) {
      const Rule& r = rule(verdict.rule);
      out +=
          fmt::format(R"(,"rule":{},"category":{},"action":"{}","file":{},"file_line":{})", json_string(r.id),
                      json_string(r.category), action_name(r.action), json_string(r.source->name), r.at.line);
      if (d.heading >= 0) out += fmt::format(R"(,"heading":{})", d.heading + 1);
    } else if (verdict.evidence_counts) {
      out += fmt::format(R"(,"evidence":{},"probability":{:.4f},"parts":[)", verdict.evidence,
                         probability(verdict.evidence));
      bool first = true;
      for (const EvidencePart& part : parts(d)) {
        out += fmt::format(R"({}{{"name":{},"weight":{}}})", first ? "" : ",", json_string(part.name),
                           part.weight);
        first = false;
      }
      out += "]";
      if (limit_ != INT64_MAX) out += fmt::format(R"(,"limit":{})", limit_);
    }
    fmt::print("{}}}\n", out);
  }

  static double thousandths(int64_t value) { return static_cast<double>(value) / 1000; }

  static std::string clipped(std::string_view text) {
    constexpr size_t kMost = 96;
    size_t end = 0;
    for (size_t n = 0; n < kMost && end < text.size(); ++n) end += decode(text.substr(end)).size;
    return std::string(text.substr(0, end)) + (end < text.size() ? " […]" : "");
  }

  const Cleaner& cleaner_;
  bool json_, colors_;
  Examined examined_;
  std::vector<LineDecision> decisions_;
  int64_t limit_;
};

int run(const Arguments& arguments) {
  if (arguments.operands.size() != 1)
    throw UsageError("name one FILE, FILE:LINE, FILE.jsonl:ROW, or - for standard input");
  Target target = parse_target(arguments.operands[0]);
  std::string folder = target.path == "-" ? "" : std::filesystem::path(target.path).parent_path().string();
  auto rules = load_rule_set(rule_sources(arguments, folder));
  if (!rules) return kFailed;
  std::optional<LearnedPtr> learned = load_learned(arguments);
  if (!learned) return kFailed;
  Cleaner cleaner(*rules, clean_options(arguments, *rules, *learned));
  JsonNames names;
  names.text = arguments.value("field", names.text);
  names.url = arguments.value("url-field", names.url);
  TargetText found = read_target(target, names);
  bool asks_path = target.path != "-" && !is_rows_name(target.path);
  if (asks_path && (*learned || arguments.has("site-from"))) found.site = site_flag(arguments)(target.path);
  bool colors = uses_colour();
  Printer printer(cleaner, found, arguments.has("json"), colors);
  if (!found.line) {
    printer.print_all();
  } else if (!printer.print_line(found.line)) {
    throw UsageError(fmt::format("{} has no line {}, or it is blank", target.path, found.line));
  }
  return kDone;
}

}  // namespace

const Command kExplainCommand = {
    "explain",
    "FILE[:LINE]",
    "say for each line why it stays or goes",
    "FILE.jsonl:ROW[:LINE] explains the text of a row; `-` is standard input. A LINE of its own is explained "
    "in full, with\n"
    "all its evidence.",
    {kRuleFlags, kCleanFlags, kSiteFlags, kFlags},
    run,
};

}  // namespace dechaff
