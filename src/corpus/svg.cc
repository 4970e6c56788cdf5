#include "corpus/svg.h"

#include <fmt/format.h>

namespace dechaff {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= ' ') out += c;  // XML has no place for control characters
    }
  }
  return out;
}

std::string attributes(const Stroke& stroke) {
  std::string out = fmt::format(R"(stroke="{}" stroke-width="{:.4g}")", stroke.color, stroke.width);
  if (!stroke.dashes.empty()) out += fmt::format(R"( stroke-dasharray="{}")", stroke.dashes);
  return out;
}

}  // namespace

Svg::Svg(double width, double height, std::string_view title) {
  body_ = fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" )"
      R"(font-family="Inter, 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif">)"
      "\n<title>{2}</title>\n"
      R"(<rect width="{0}" height="{1}" fill="#ffffff"/>)"
      "\n",
      width, height, escaped(title));
}

void Svg::line(Point from, Point to, const Stroke& stroke) {
  body_ += fmt::format(R"(<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" {}/>)", from.x, from.y, to.x,
                       to.y, attributes(stroke)) +
           '\n';
}

void Svg::path(std::span<const Point> points, const Stroke& stroke) {
  std::string places;
  for (const Point& p : points) places += fmt::format("{}{:.1f},{:.1f}", places.empty() ? "" : " ", p.x, p.y);
  body_ += fmt::format(R"(<polyline points="{}" fill="none" stroke-linejoin="round" {}/>)", places,
                       attributes(stroke)) +
           '\n';
}

void Svg::circle(Point center, double radius, std::string_view fill, double opacity, const Stroke& edge) {
  body_ += fmt::format(R"(<circle cx="{:.1f}" cy="{:.1f}" r="{:.2f}" fill="{}" fill-opacity="{:.2g}" {}/>)",
                       center.x, center.y, radius, fill, opacity, attributes(edge)) +
           '\n';
}

void Svg::words(Point at, std::string_view text, const Lettering& lettering) {
  body_ +=
      fmt::format(R"(<text x="{:.1f}" y="{:.1f}" font-size="{:.4g}" fill="{}" text-anchor="{}"{}>{}</text>)",
                  at.x, at.y, lettering.size, lettering.color, lettering.anchor,
                  lettering.bold ? R"( font-weight="600")" : "", escaped(text)) +
      '\n';
}

}  // namespace dechaff
