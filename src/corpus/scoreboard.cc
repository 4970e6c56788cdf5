// The layout is score.py's to the character, so that the output of both can be compared with diff.
#include "corpus/scoreboard.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "corpus/intervals.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

constexpr size_t kNameWidth = 24;
constexpr std::string_view kHead =
    "docs   story  boiler |  P     R     F1    keepR   loss%  left%  out-bp%|  mP    mR    mF1   mKeep  "
    "mloss% | "
    "perfect% intact%";

// Padded by code points; fmt would count wide characters twice.
std::string padded(std::string_view name) {
  size_t chars = count_code_points(name);
  return std::string(name) + std::string(kNameWidth - std::min(kNameWidth, chars), ' ');
}

double percent(const Tally& tally, int64_t part) {
  return static_cast<double>(100 * part) /
         static_cast<double>(std::max<int64_t>(1, tally.removed + tally.kept));
}

std::string row(const Score& score) {
  const Counts& c = score.counts;
  double p = c.precision(), r = c.recall();
  double f1 = 2 * p * r / std::max(1e-9, p + r);
  double story_kept =
      static_cast<double>(c.story_kept) / static_cast<double>(std::max<int64_t>(1, c.story()));
  double left = 100 * c.chaff_chars_kept / static_cast<double>(std::max<int64_t>(1, c.chaff_chars));
  double chaff_in_output = 100 * c.chaff_chars_kept / std::max(1.0, c.chaff_chars_kept + c.story_chars_kept);
  const auto& m = score.means;
  return fmt::format(
      "{:5d} {:7d} {:7d} | {:.3f} {:.3f} {:.3f} {:.4f} {:6.2f} {:6.1f} {:6.1f} | "
      "{:.3f} {:.3f} {:.3f} {:.4f} {:6.2f} | {:6.1f} {:6.1f}",
      score.documents, c.story(), c.chaff(), p, r, f1, story_kept, 100 * c.story_lost(), left,
      chaff_in_output, m.precision.value(), m.recall.value(), m.f1.value(), m.story_kept.value(),
      100 * m.story_lost.value(), 100 * m.perfect.value(), 100 * m.intact.value());
}

std::string more(const Score& score) {
  Intervals intervals = intervals_by_site(score.sites);
  auto shown = [](std::string_view name, Interval i) {
    return fmt::format("{} {:.3f}-{:.3f}", name, i.low, i.high);
  };
  return fmt::format(
      "short story lines (<= 40 characters) kept {:.1f} %; documents that lost a line of >= 80 characters "
      "{:.1f} %; "
      "headlines kept {:.1f} %; repeated story paragraphs (>= 80 characters) removed {:.1f} %; "
      "95 % by resampling sites: {}, {}, {}",
      percent(score.short_story, score.short_story.kept),
      static_cast<double>(100 * score.lost_long) / static_cast<double>(std::max<int64_t>(1, score.documents)),
      percent(score.titles, score.titles.kept), percent(score.repeats, score.repeats.removed),
      shown("R", intervals.recall), shown("F1", intervals.f1), shown("loss", intervals.story_lost_percent));
}

std::string recall_by_kind(const Score& score) {
  auto kinds = score.kinds;
  std::stable_sort(kinds.begin(), kinds.end(), [](auto& a, auto& b) {
    return a.second.removed + a.second.kept > b.second.removed + b.second.kept;
  });
  std::vector<std::string> parts;
  for (auto& [kind, tally] : kinds) {
    int64_t all = tally.removed + tally.kept;
    double recall = static_cast<double>(tally.removed) / static_cast<double>(all);
    parts.push_back(fmt::format("{} {}/{}={:.2f}", kind, tally.removed, all, recall));
  }
  return fmt::format("removal recall by kind (DOM class of the line): {}", fmt::join(parts, "; "));
}

}  // namespace

void Scoreboard::add(const GoldDocument& document, std::span<const double> kept) {
  total_.add(document, kept);
  for (size_t f = 0; f < by_.size(); ++f) {
    std::vector<Group>& groups = groups_[f];
    std::string_view value = document.field(by_[f]);
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.value == value; });
    if (group == groups.end()) group = groups.insert(group, {std::string(value), {}});
    group->score.add(document, kept);
  }
}

std::string Scoreboard::text(int64_t min_documents) const {
  std::string out =
      fmt::format("{} {}\n{} {}\n{}\n", padded(""), kHead, padded("ALL"), row(total_), more(total_));
  std::vector<size_t> fields(by_.size());
  std::iota(fields.begin(), fields.end(), 0);
  std::stable_sort(fields.begin(), fields.end(), [&](size_t a, size_t b) { return by_[a] < by_[b]; });
  for (size_t f : fields) {
    std::vector<const Group*> groups;
    for (const Group& group : groups_[f]) groups.push_back(&group);
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group* a, const Group* b) { return a->score.documents > b->score.documents; });
    for (const Group* group : groups) {
      if (group->score.documents < min_documents) continue;
      out += fmt::format("{} {}\n", padded(by_[f] + "=" + group->value), row(group->score));
    }
  }
  return out + recall_by_kind(total_) + "\n";
}

}  // namespace dechaff
