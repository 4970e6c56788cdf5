// Everything is placed by two panels, each of which turns figures into points of its square.
#include "corpus/plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "corpus/svg.h"

namespace dechaff {
namespace {

constexpr double kWidth = 980, kHeight = 448;
constexpr std::string_view kInk = "#1f2937", kMuted = "#5b6472", kGrid = "#e5e8ec", kAxis = "#9aa3af";
constexpr std::string_view kBlue = "#1f6fb2", kOrange = "#d9620b", kWhite = "#ffffff";

// A panel's place in the picture, and the figures at its corners.
struct Panel {
  double left, top, right, bottom;
  double x_least, x_most, y_least, y_most;
  bool log_x = false;

  double x(double value) const { return left + part(value, x_least, x_most, log_x) * (right - left); }
  double y(double value) const { return bottom - part(value, y_least, y_most, false) * (bottom - top); }
  Point at(double a, double b) const { return {x(a), y(b)}; }

 private:
  static double part(double value, double least, double most, bool log) {
    value = std::clamp(value, least, most);
    return log ? std::log(value / least) / std::log(most / least) : (value - least) / (most - least);
  }
};

std::string percent(double share) {
  return fmt::format("{:.0f} %", 100 * share);
}

void draw_titles(Svg& svg, const Panel& panel, std::string_view title, std::string_view below) {
  svg.words({panel.left, 30}, title, {.color = kInk, .size = 16, .bold = true});
  svg.words({panel.left, 50}, below, {.color = kMuted, .size = 12.5});
}

void draw_y_tick(Svg& svg, const Panel& panel, double value) {
  double y = panel.y(value);
  svg.line({panel.left, y}, {panel.right, y}, {value == panel.y_least ? kAxis : kGrid});
  svg.words({panel.left - 10, y + 4}, percent(value), {.color = kMuted, .anchor = "end"});
}

void draw_x_tick(Svg& svg, const Panel& panel, double value, std::string_view label) {
  double x = panel.x(value);
  svg.line({x, panel.bottom}, {x, panel.bottom + 5}, {kAxis});
  svg.words({x, panel.bottom + 20}, label, {.color = kMuted, .anchor = "middle"});
}

void draw_x_name(Svg& svg, const Panel& panel, std::string_view name) {
  svg.words({(panel.left + panel.right) / 2, panel.bottom + 44}, name,
            {.color = kInk, .size = 12.5, .anchor = "middle"});
}

// 0.01, 0.02, 0.05, 0.1 … 100
std::vector<double> loss_ticks() {
  std::vector<double> ticks;
  for (double power : {0.01, 0.1, 1.0, 10.0}) {
    for (double digit : {1, 2, 5}) ticks.push_back(power * digit);
  }
  ticks.push_back(100);
  return ticks;
}

// Up to 2 %, or to the first tick that no level is beyond.
Panel curve_panel(const Curve& curve, std::span<const LevelScore> levels) {
  constexpr double kLeast = 0.01, kMostAtLeast = 2;
  double most = kMostAtLeast, least_recall = 0.9;
  std::vector<double> ticks = loss_ticks();
  for (const LevelScore& level : levels) {
    most =
        std::max(most, *std::lower_bound(ticks.begin(), ticks.end(), 100 * level.score.counts.story_lost()));
    least_recall = std::min(least_recall, level.score.counts.recall());
  }
  least_recall = std::min(
      least_recall, curve.recall_at(kLeast).value_or(curve.best().empty() ? 0 : curve.best().front().recall));
  // Below the lowest point there is room for its words.
  double least = std::max(0.0, std::floor(10 * least_recall - 0.5) / 10);
  return {64, 84, 520, 376, kLeast, most, least, 1, true};
}

// The part of the curve that the panel shows.
std::vector<Point> shown_points(const Curve& curve, const Panel& panel) {
  std::vector<Point> points;
  if (std::optional<double> recall = curve.recall_at(panel.x_least))
    points.push_back(panel.at(panel.x_least, *recall));
  for (const CurvePoint& p : curve.best()) {
    if (p.story_lost_percent > panel.x_least && p.story_lost_percent < panel.x_most)
      points.push_back(panel.at(p.story_lost_percent, p.recall));
  }
  if (std::optional<double> recall = curve.recall_at(panel.x_most))
    points.push_back(panel.at(panel.x_most, *recall));
  return points;
}

// A dot, and right below it what it is, where the curve does not run.
void draw_level(Svg& svg, const Panel& panel, const LevelScore& level) {
  double lost = 100 * level.score.counts.story_lost(), recall = level.score.counts.recall();
  Point at = panel.at(lost, recall);
  svg.circle(at, 6, kOrange, 1, {kWhite, 2});
  bool has_room = at.x < panel.right - 90;
  Point label = {has_room ? at.x + 9 : at.x - 9, has_room ? at.y + 20 : at.y - 26};
  std::string_view anchor = has_room ? "start" : "end";
  svg.words(label, level.name, {.color = kInk, .size = 13, .anchor = anchor, .bold = true});
  svg.words({label.x, label.y + 16}, fmt::format("{:.1f} % for {:.2f} %", 100 * recall, lost),
            {.color = kMuted, .anchor = anchor});
}

void draw_curve(Svg& svg, const Curve& curve, std::span<const LevelScore> levels) {
  Panel panel = curve_panel(curve, levels);
  draw_titles(svg, panel, "What more removal costs", "Lines of chaff removed");
  double step = panel.y_most - panel.y_least > 0.55 ? 0.2 : 0.1;
  draw_y_tick(svg, panel, panel.y_least);
  for (double y = 1; y > panel.y_least + step / 2; y -= step) draw_y_tick(svg, panel, y);
  for (double tick : loss_ticks()) {
    if (tick <= panel.x_most) draw_x_tick(svg, panel, tick, fmt::format("{:.4g} %", tick));
  }
  draw_x_name(svg, panel, "Characters of the story lost");
  std::vector<Point> points = shown_points(curve, panel);
  svg.path(points, {kBlue, 2.5});
  for (const LevelScore& level : levels) draw_level(svg, panel, level);
}

// Dots of one and of ten times a round number of lines.
void draw_area_key(Svg& svg, Point at, int64_t most_lines, double most_radius) {
  double round = std::pow(10, std::floor(std::log10(static_cast<double>(std::max<int64_t>(1, most_lines)))));
  for (double lines : {round, round / 10}) {
    if (lines < 1) continue;
    double radius = most_radius * std::sqrt(lines / static_cast<double>(most_lines));
    svg.circle({at.x, at.y}, radius, kBlue, 0.35, {kBlue, 1.2});
    svg.words({at.x + most_radius + 8, at.y + 4}, fmt::format("{:.0f} line{}", lines, lines == 1 ? "" : "s"),
              {.color = kMuted});
    at.y += most_radius + 12;
  }
}

void draw_calibration(Svg& svg, const Calibration& calibration) {
  constexpr double kMostRadius = 17;
  Panel panel = {636, 84, 956, 376, 0, 1, 0, 1};
  draw_titles(svg, panel, "Whether evidence keeps its word", "Lines that were chaff");
  for (double tick : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}) {
    draw_y_tick(svg, panel, tick);
    draw_x_tick(svg, panel, tick, percent(tick));
  }
  draw_x_name(svg, panel, "Probability of chaff that evidence gave");
  svg.line(panel.at(0, 0), panel.at(1, 1), {kAxis, 1.5, "5 4"});
  int64_t most_lines = 1;
  for (const Calibration::Bin& bin : calibration.bins()) most_lines = std::max(most_lines, bin.lines);
  for (const Calibration::Bin& bin : calibration.bins()) {
    if (bin.lines == 0) continue;
    double area = static_cast<double>(bin.lines) / static_cast<double>(most_lines);
    svg.circle(panel.at(bin.mean_given(), bin.chaff_share()), std::max(2.0, kMostRadius * std::sqrt(area)),
               kBlue, 0.35, {kBlue, 1.2});
  }
  draw_area_key(svg, {panel.left + 30, panel.top + 28}, most_lines, kMostRadius);
}

}  // namespace

std::string plot(const Curve& curve, std::span<const LevelScore> levels, const Calibration& calibration) {
  Svg svg(kWidth, kHeight, "Recall over the story lost, and the calibration of evidence");
  draw_curve(svg, curve, levels);
  draw_calibration(svg, calibration);
  return svg.text();
}

}  // namespace dechaff
