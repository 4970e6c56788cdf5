// Figures are rows and levels are columns, so that figures can have names that one understands and three
// levels fit on a terminal.
#include "corpus/levels.h"

#include <fmt/format.h>

#include <algorithm>

#include "corpus/figures.h"

namespace dechaff {
namespace {

constexpr size_t kLabel = 25, kColumn = 14;

// A row with what `shown` says of each level.
template <class Shown>
std::string row(std::string_view label, std::span<const LevelScore> levels, Shown shown) {
  std::string out = fmt::format("{:{}}", label, kLabel);
  for (const LevelScore& level : levels) out += fmt::format(" {:>{}}", shown(level), kColumn - 1);
  return out + '\n';
}

std::string interval_row(const Figure& figure, std::span<const LevelScore> levels) {
  return row("  95 % interval", levels, [&](const LevelScore& level) {
    Interval i = intervals_by_site(level.score.sites).*figure.interval;
    return shown_figure(i.low, figure.decimals) + "-" + shown_figure(i.high, figure.decimals);
  });
}

}  // namespace

std::vector<LevelScore> levels_of(const Weights& weights) {
  std::vector<LevelScore> levels;
  for (auto& [name, probability] : weights.levels) levels.push_back({name, probability, {}});
  std::stable_sort(levels.begin(), levels.end(),
                   [](auto& a, auto& b) { return a.probability > b.probability; });
  return levels;
}

std::string levels_table(std::span<const LevelScore> levels) {
  std::string out = row("level", levels, [](const LevelScore& level) { return level.name; });
  out += row("evidence removes from", levels,
             [](const LevelScore& level) { return shown_figure(level.probability, 3); });
  for (const Figure& figure : figure_table()) {
    if (figure.label.empty()) continue;
    out += row(figure.label, levels, [&](const LevelScore& level) {
      return shown_figure(figure.of(level.score), figure.decimals);
    });
    if (figure.interval) out += interval_row(figure, levels);
  }
  return out;
}

}  // namespace dechaff
