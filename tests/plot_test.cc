// The picture of a score, read as a program reads it: marks are compared with the labels of the axes, not
// with the numbers that the drawing is made from.
#include "corpus/plot.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <optional>

#include "corpus/svg.h"

namespace dechaff {
namespace {

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;

  double number(const std::string& attribute) const { return std::stod(attributes.at(attribute)); }
};

// All elements, or nothing where the text is not well formed: tags that do not close, attributes without
// quotes or given twice, entities that XML does not know. Comments and declarations are not expected.
class XmlReader {
 public:
  explicit XmlReader(std::string_view text) : rest_(text) {}

  std::optional<std::vector<Element>> read() {
    skip_spaces();
    if (!element()) return std::nullopt;
    skip_spaces();
    return rest_.empty() ? std::optional(elements_) : std::nullopt;
  }

 private:
  bool element() {
    if (!take("<")) return false;
    size_t index = elements_.size();
    elements_.push_back({name(), {}, ""});
    if (elements_[index].name.empty()) return false;
    while (skip_spaces() && !rest_.starts_with('>') && !rest_.starts_with('/')) {
      std::string key = name();
      if (key.empty() || !take("=\"")) return false;
      std::optional<std::string> value = characters('"');
      if (!value || !take("\"") || !elements_[index].attributes.emplace(key, *value).second) return false;
    }
    if (take("/>")) return true;
    if (!take(">")) return false;
    while (!rest_.starts_with("</")) {
      if (rest_.starts_with('<')) {
        if (!element()) return false;
        continue;
      }
      std::optional<std::string> text = characters('<');
      if (!text) return false;
      elements_[index].text += *text;
    }
    return take("</") && take(elements_[index].name) && take(">");
  }

  std::optional<std::string> characters(char end) {
    static const std::pair<std::string_view, char> kEntities[] = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
    std::string out;
    while (!rest_.empty() && rest_[0] != end) {
      if (rest_[0] == '<' || (static_cast<unsigned char>(rest_[0]) < ' ' && rest_[0] != '\n'))
        return std::nullopt;
      if (rest_[0] == '&') {
        bool known = false;
        for (auto& [entity, c] : kEntities) {
          if (known || !take(entity)) continue;
          out += c;
          known = true;
        }
        if (!known) return std::nullopt;
        continue;
      }
      out += rest_[0];
      rest_.remove_prefix(1);
    }
    return rest_.empty() ? std::nullopt : std::optional(out);
  }

  std::string name() {
    size_t size = 0;
    while (size < rest_.size() && (isalnum(static_cast<unsigned char>(rest_[size])) || rest_[size] == '-'))
      ++size;
    std::string out(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return out;
  }

  bool skip_spaces() {
    while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\n')) rest_.remove_prefix(1);
    return true;
  }

  bool take(std::string_view what) {
    if (!rest_.starts_with(what)) return false;
    rest_.remove_prefix(what.size());
    return true;
  }

  std::string_view rest_;
  std::vector<Element> elements_;
};

// A score with this share of the story lost and of the chaff removed.
LevelScore level(std::string name, double probability, double lost_percent, double recall) {
  LevelScore level = {std::move(name), probability, {}};
  Counts& c = level.score.counts;
  c.story_chars = 1000000;
  c.story_chars_kept = 1000000 - 10000 * lost_percent;
  c.chaff_removed = std::lround(1000 * recall);
  c.chaff_kept = 1000 - c.chaff_removed;
  return level;
}

Curve curve_of(const std::vector<LevelScore>& levels) {
  std::vector<CurvePoint> points;
  for (const LevelScore& l : levels) points.emplace_back(l.probability, l.score.counts, l.name);
  return Curve(std::move(points));
}

// A hundred lines given .9, of which 80 were chaff, and ten given .12, of which one was.
Calibration some_calibration() {
  Calibration calibration;
  auto add = [&](double given, int lines, int chaff) {
    GoldDocument document;
    std::vector<LineOutcome> outcomes(lines);
    for (int i = 0; i < lines; ++i) {
      document.lines.push_back({"", i < chaff ? Label::chaff : Label::story, ""});
      outcomes[i].evidence = log_odds(given);
    }
    calibration.add(document, outcomes);
  };
  add(0.92, 100, 80);
  add(0.12, 10, 1);
  return calibration;
}

const std::vector<LevelScore> kThree = {level("strict", 0.97, 0.02, 0.65), level("balanced", 0.85, 0.1, 0.75),
                                        level("thorough", 0.6, 0.7, 0.85)};

std::vector<Element> elements_of(const std::string& svg) {
  std::optional<std::vector<Element>> elements = XmlReader(svg).read();
  REQUIRE(elements);
  return *elements;
}

constexpr double kBetweenPanels = 560;

// Where the axes of a panel say that a figure is, told from two of the labels of each.
class Axes {
 public:
  Axes(const std::vector<Element>& elements, bool right, double x1, double x2, bool log) : log_(log) {
    for (const Element& e : elements) {
      if (e.name != "text" || !e.text.ends_with(" %") || (e.number("x") > kBetweenPanels) != right) continue;
      double value = std::stod(e.text);
      if (e.attributes.at("text-anchor") == "end") ys_[value] = e.number("y") - 4;  // the middle of a digit
      if (e.attributes.at("text-anchor") == "middle") xs_[value] = e.number("x");
    }
    REQUIRE(xs_.contains(x1));
    REQUIRE(xs_.contains(x2));
    REQUIRE(ys_.size() >= 2);
    x1_ = x1, x2_ = x2;
  }

  double x(double value) const {
    return between(scale(x1_), xs_.at(x1_), scale(x2_), xs_.at(x2_), scale(value));
  }
  double y(double value) const {
    auto low = ys_.begin(), high = std::prev(ys_.end());
    return between(low->first, low->second, high->first, high->second, value);
  }

 private:
  double scale(double value) const { return log_ ? std::log(value) : value; }
  static double between(double a, double at_a, double b, double at_b, double value) {
    return at_a + (value - a) / (b - a) * (at_b - at_a);
  }

  bool log_;
  double x1_, x2_;
  std::map<double, double> xs_, ys_;
};

bool is_at(const Element& circle, double x, double y) {
  return std::abs(circle.number("cx") - x) < 0.2 && std::abs(circle.number("cy") - y) < 0.2;
}

std::vector<Element> circles(const std::vector<Element>& elements, bool right) {
  std::vector<Element> found;
  for (const Element& e : elements) {
    if (e.name == "circle" && (e.number("cx") > kBetweenPanels) == right) found.push_back(e);
  }
  return found;
}

std::vector<std::pair<double, double>> polyline(const std::vector<Element>& elements) {
  std::vector<std::pair<double, double>> points;
  for (const Element& e : elements) {
    if (e.name != "polyline") continue;
    std::istringstream in(e.attributes.at("points"));
    double x, y;
    for (char comma; in >> x >> comma >> y;) points.emplace_back(x, y);
  }
  return points;
}

}  // namespace

TEST_CASE("each level is a dot where the axes say, and has its name and figures") {
  std::vector<Element> elements = elements_of(plot(curve_of(kThree), kThree, some_calibration()));
  Axes axes(elements, false, 0.1, 1, true);
  std::vector<Element> dots = circles(elements, false);
  REQUIRE(dots.size() == 3);
  CHECK(is_at(dots[0], axes.x(0.02), axes.y(65)));
  CHECK(is_at(dots[1], axes.x(0.1), axes.y(75)));
  CHECK(is_at(dots[2], axes.x(0.7), axes.y(85)));
  for (const char* words : {"strict", "balanced", "thorough", "65.0 % for 0.02 %", "75.0 % for 0.10 %"}) {
    CAPTURE(words);
    CHECK(std::count_if(elements.begin(), elements.end(), [&](auto& e) { return e.text == words; }) == 1);
  }
}

TEST_CASE("the curve runs through the levels, and rises from left to right") {
  std::vector<LevelScore> swept = kThree;
  swept.push_back(level("", 0.9, 0.05, 0.72));
  swept.push_back(level("", 0.8, 0.2, 0.71));  // finds less for more, so it is not on the curve
  std::vector<Element> elements = elements_of(plot(curve_of(swept), kThree, some_calibration()));
  Axes axes(elements, false, 0.1, 1, true);
  auto points = polyline(elements);
  auto runs_through = [&](double lost, double recall) {
    return std::any_of(points.begin(), points.end(), [&](auto& p) {
      return std::abs(p.first - axes.x(lost)) < 0.2 && std::abs(p.second - axes.y(recall)) < 0.2;
    });
  };
  CHECK(runs_through(0.02, 65));
  CHECK(runs_through(0.05, 72));
  CHECK(runs_through(0.1, 75));
  CHECK(runs_through(0.7, 85));
  CHECK_FALSE(runs_through(0.2, 71));
  for (size_t i = 1; i < points.size(); ++i) {
    CHECK(points[i].first > points[i - 1].first);
    CHECK(points[i].second <= points[i - 1].second);
  }
}

TEST_CASE(
    "a level that loses less than the axis shows stands at its left edge, and one that loses more has room") {
  std::vector<LevelScore> levels = {level("none", 0.97, 0, 0.3), level("much", 0.1, 30, 0.95)};
  std::vector<Element> elements = elements_of(plot(curve_of(levels), levels, some_calibration()));
  Axes axes(elements, false, 0.1, 10, true);
  std::vector<Element> dots = circles(elements, false);
  REQUIRE(dots.size() == 2);
  CHECK(is_at(dots[0], axes.x(0.01), axes.y(30)));
  CHECK(is_at(dots[1], axes.x(30), axes.y(95)));
}

TEST_CASE("the calibration has a dot for each part of the range with lines, its area by their number") {
  std::vector<Element> elements = elements_of(plot(curve_of(kThree), kThree, some_calibration()));
  Axes axes(elements, true, 20, 80, false);
  std::vector<Element> dots = circles(elements, true);
  REQUIRE(dots.size() == 4);  // and two of the key
  CHECK(is_at(dots[0], axes.x(12), axes.y(10)));
  CHECK(is_at(dots[1], axes.x(92), axes.y(80)));
  CHECK(std::pow(dots[1].number("r") / dots[0].number("r"), 2) == Approx(10).epsilon(0.01));
  CHECK(dots[2].number("r") == dots[1].number("r"));  // the key's hundred lines
  // Where evidence is right, the two axes say the same.
  auto dashed = std::find_if(elements.begin(), elements.end(),
                             [](auto& e) { return e.attributes.contains("stroke-dasharray"); });
  REQUIRE(dashed != elements.end());
  CHECK(dashed->number("x1") == Approx(axes.x(0)).margin(0.2));
  CHECK(dashed->number("y1") == Approx(axes.y(0)).margin(0.2));
  CHECK(dashed->number("x2") == Approx(axes.x(100)).margin(0.2));
  CHECK(dashed->number("y2") == Approx(axes.y(100)).margin(0.2));
}

TEST_CASE("a picture of nothing, and one of odd names, is well formed, and all of it lies on the page") {
  std::vector<LevelScore> odd = {level("a<b>&\"c\"\x01", 0.5, 0.1, 0.5)};
  for (const std::string& svg :
       {plot(Curve({}), {}, Calibration()), plot(curve_of(odd), odd, some_calibration())}) {
    std::vector<Element> elements = elements_of(svg);
    REQUIRE(elements[0].name == "svg");
    for (const Element& e : elements) {
      for (const char* x : {"x", "x1", "x2", "cx"}) {
        if (!e.attributes.contains(x)) continue;
        CHECK(e.number(x) >= 0);
        CHECK(e.number(x) <= elements[0].number("width"));
      }
      for (const char* y : {"y", "y1", "y2", "cy"}) {
        if (!e.attributes.contains(y)) continue;
        CHECK(e.number(y) >= 0);
        CHECK(e.number(y) <= elements[0].number("height"));
      }
    }
    bool has_odd = svg.find("a&lt;b") != svg.npos;
    CHECK(has_odd ==
          std::any_of(elements.begin(), elements.end(), [](auto& e) { return e.text == "a<b>&\"c\""; }));
  }
}

}  // namespace dechaff
