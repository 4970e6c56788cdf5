#include "cli/score_json.h"

#include <fmt/format.h>

#include <cmath>

#include "corpus/figures.h"
#include "corpus/intervals.h"
#include "io/json_string.h"

namespace dechaff {
namespace {

std::string number(double value) {
  return std::isfinite(value) ? fmt::format("{:.6g}", value) : "null";
}

// A list or object of what `write` makes of each item.
template <class Items, class Write>
std::string joined(const Items& items, Write write) {
  std::string out;
  for (const auto& item : items) {
    std::string text = write(item);
    out += (out.empty() ? "" : ",") + text;
  }
  return out;
}

template <class Items, class Write>
std::string list(const Items& items, Write write) {
  return '[' + joined(items, write) + ']';
}

// The fields of an object, without its braces, as in all that follows.
std::string figures(const Score& score) {
  const Counts& c = score.counts;
  return fmt::format(
             R"("documents":{},"story_lines":{},"chaff_lines":{},"story_removed":{},"chaff_removed":{},)",
             score.documents, c.story(), c.chaff(), c.story_removed, c.chaff_removed) +
         joined(figure_table(),
                [&](const Figure& f) { return fmt::format(R"("{}":{})", f.name, number(f.of(score))); });
}

std::string intervals(const Score& score) {
  Intervals all = intervals_by_site(score.sites);
  std::string out;
  for (const Figure& figure : figure_table()) {
    if (!figure.interval) continue;
    Interval i = all.*figure.interval;
    out +=
        fmt::format(R"({}"{}":[{},{}])", out.empty() ? "" : ",", figure.name, number(i.low), number(i.high));
  }
  return fmt::format(R"("interval_95":{{{}}})", out);
}

std::string level(const LevelScore& level) {
  return fmt::format(R"({{"level":{},"probability":{},{},{}}})", json_string(level.name),
                     number(level.probability), figures(level.score), intervals(level.score));
}

std::string removed(const RuleTally::Entry& e) {
  return fmt::format(R"("removed":{},"chaff":{},"story":{},"precision":{})", e.removed, e.chaff, e.story,
                     number(e.precision()));
}

std::string rule(const RuleTally::RuleRow& row) {
  return fmt::format(R"({{"rule":{},"action":"{}","hits":{},"chaff_hits":{},{},"alone":{}}})",
                     json_string(row.id), row.action, row.entry->hits, row.entry->chaff_hits,
                     removed(*row.entry), row.entry->alone);
}

std::string category(const RuleTally::CategoryRow& row) {
  return fmt::format(R"({{"category":{},{}}})", json_string(row.category), removed(row.entry));
}

std::string part(const Scoreboard::Part& part) {
  return fmt::format(R"({{"field":{},"value":{},{}}})", json_string(part.field), json_string(part.value),
                     figures(*part.score));
}

std::string kind(const std::pair<std::string, Tally>& kind) {
  return fmt::format(R"({{"kind":{},"lines":{},"removed":{}}})", json_string(kind.first), kind.second.all(),
                     kind.second.removed);
}

std::string bin(const Calibration::Bin& bin) {
  return fmt::format(R"({{"from":{},"to":{},"lines":{},"chaff":{},"mean_given":{}}})", number(bin.from),
                     number(bin.to), bin.lines, bin.chaff, number(bin.mean_given()));
}

std::string curve(const Curve& curve) {
  auto point = [](const CurvePoint& p) {
    return fmt::format(R"({{"probability":{},"precision":{},"recall":{},"f1":{},"story_lost_percent":{}}})",
                       number(p.probability), number(p.precision), number(p.recall), number(p.f1),
                       number(p.story_lost_percent));
  };
  auto at = [&](double loss) {
    std::optional<double> recall = curve.recall_at(loss);
    return fmt::format(R"({{"story_lost_percent":{},"recall":{}}})", number(loss),
                       recall ? number(*recall) : "null");
  };
  return fmt::format(R"("curve":{},"recall_at":{})", list(curve.points(), point), list(kLosses, at));
}

std::string line_fields(const ErrorLine& line) {
  return fmt::format(R"("line":{},"reason":{},"text":{})", line.line, json_string(line.reason),
                     json_string(line.text));
}

std::string errors(const std::vector<ErrorLine>& all, const std::vector<const ErrorLine*>& shown) {
  return fmt::format(R"({{"count":{},"shown":{}}})", all.size(), list(shown, [](const ErrorLine* line) {
                       return fmt::format(R"({{"id":{},{}}})", json_string(line->document),
                                          line_fields(*line));
                     }));
}

std::string worst(const std::vector<WorstDocument>& documents) {
  return list(documents, [](const WorstDocument& d) {
    return fmt::format(R"({{"id":{},"wrong_chars":{},"chars":{},"lines":{},"shown":{}}})", json_string(d.id),
                       number(d.wrong_chars), d.chars, d.lines,
                       list(d.shown, [](const ErrorLine& line) { return '{' + line_fields(line) + '}'; }));
  });
}

}  // namespace

std::string to_json(const ScoreSheet& sheet) {
  const SheetOptions& asked = sheet.options();
  std::string out =
      fmt::format(R"({{"levels":{},"of":{},"by":{},"rules":{})", list(sheet.levels(), level),
                  json_string(sheet.own_name()), list(sheet.board().parts(asked.min_documents), part),
                  list(sheet.rules().by_rule(), rule));
  if (sheet.shows_categories()) {
    out += fmt::format(R"(,"kinds":{},"categories":{})", list(sheet.board().kinds(), kind),
                       list(sheet.rules().by_category(), category));
  }
  if (std::optional<Curve> found = sheet.curve())
    out += fmt::format(R"(,{},"calibration":{})", curve(*found), list(sheet.calibration().bins(), bin));
  if (asked.errors) {
    Errors::Drawn drawn = sheet.errors().draw(asked.errors);
    out += fmt::format(R"(,"false_removals":{},"misses":{})",
                       errors(sheet.errors().false_removals(), drawn.false_removals),
                       errors(sheet.errors().misses(), drawn.misses));
  }
  if (asked.worst) {
    out += fmt::format(R"(,"worst":{{"lost_story":{},"left_chaff":{}}})", worst(sheet.worst().lost_story()),
                       worst(sheet.worst().left_chaff()));
  }
  return out + "}\n";
}

}  // namespace dechaff
