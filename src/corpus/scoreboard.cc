#include "corpus/scoreboard.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "text/unicode.h"

namespace dechaff {
namespace {

// Padded by code points; fmt would count wide characters twice.
std::string padded(std::string_view name, size_t width) {
  return std::string(name) + std::string(width - std::min(width, count_code_points(name)), ' ');
}

std::string row(const Score& score) {
  const Counts& c = score.counts;
  return fmt::format(" {:5} {:6} {:6} {:.3f} {:.3f} {:.3f} {:5.2f} {:5.1f} {:7.1f}\n", score.documents,
                     c.story(), c.chaff(), c.precision(), c.recall(), c.f1(), 100 * c.story_lost(),
                     c.chaff_left_percent(), 100 * score.means.intact.value());
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
  std::vector<std::pair<std::string, const Score*>> rows = {{"all", &total_}};
  for (const Part& part : parts(min_documents))
    rows.emplace_back(fmt::format("{}={}", part.field, part.value), part.score);
  size_t width = 20;
  for (auto& [name, score] : rows) width = std::max(width, count_code_points(name));
  std::string out =
      padded("documents", width) + "  docs  story  chaff     P     R    F1 lost% left% intact%\n";
  for (auto& [name, score] : rows) out += padded(name, width) + row(*score);
  return out;
}

std::string Scoreboard::kinds_text() const {
  std::string out = padded("kinds of chaff", 20) + "  lines  removed      R\n";
  for (auto& [kind, tally] : kinds()) {
    double recall = static_cast<double>(tally.removed) / static_cast<double>(tally.all());
    out += padded(kind, 20) + fmt::format(" {:6} {:8} {:6.3f}\n", tally.all(), tally.removed, recall);
  }
  return out;
}

Scoreboard::Kinds Scoreboard::kinds() const {
  Kinds kinds = total_.kinds;
  std::stable_sort(kinds.begin(), kinds.end(),
                   [](auto& a, auto& b) { return a.second.all() > b.second.all(); });
  return kinds;
}

std::vector<Scoreboard::Part> Scoreboard::parts(int64_t min_documents) const {
  std::vector<Part> parts;
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
      parts.push_back({by_[f], group->value, &group->score});
    }
  }
  return parts;
}

}  // namespace dechaff
