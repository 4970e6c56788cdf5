// A small writer of pictures: shapes and words on a white ground, as SVG (https://www.w3.org/TR/SVG11/).
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace dechaff {

// From the upper left corner, in pixels.
struct Point {
  double x, y;
};

struct Stroke {
  std::string_view color;
  double width = 1;
  std::string_view dashes = "";  // lengths of dashes and gaps: "4 3"
};

struct Lettering {
  std::string_view color;
  double size = 12;
  std::string_view anchor = "start";  // which part of the words is at the point: start, middle, end
  bool bold = false;
};

class Svg {
 public:
  // `title` is what is read out instead of the picture.
  Svg(double width, double height, std::string_view title);

  void line(Point from, Point to, const Stroke& stroke);
  void path(std::span<const Point> points, const Stroke& stroke);  // joined by straight lines
  void circle(Point center, double radius, std::string_view fill, double opacity, const Stroke& edge);
  void words(Point at, std::string_view text, const Lettering& lettering);

  // The whole file.
  std::string text() const { return body_ + "</svg>\n"; }

 private:
  std::string body_;
};

}  // namespace dechaff
