#include "corpus/errors.h"

#include <fmt/format.h>

#include <algorithm>

#include "corpus/python_random.h"
#include "corpus/score.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

constexpr size_t kShownChars = 200;
constexpr uint32_t kSeed = 1;

std::string_view first_code_points(std::string_view text, size_t count) {
  size_t end = 0;
  for (; count > 0 && end < text.size(); --count) end += decode(text.substr(end)).size;
  return text.substr(0, end);
}

// The first steps of a shuffle (Fisher and Yates).
std::vector<const ErrorLine*> drawn(const std::vector<ErrorLine>& from, size_t count, PythonRandom& random) {
  std::vector<const ErrorLine*> lines;
  for (const ErrorLine& line : from) lines.push_back(&line);
  count = std::min(count, lines.size());
  for (size_t k = 0; k < count; ++k) {
    auto left = static_cast<double>(lines.size() - k);
    std::swap(lines[k], lines[k + static_cast<size_t>(random.random() * left)]);
  }
  lines.resize(count);
  return lines;
}

std::string listed(std::string_view title, size_t all, const std::vector<const ErrorLine*>& lines) {
  std::string out = fmt::format("\n{}: {}\n", title, all);
  for (const ErrorLine* line : lines) out += to_text(*line, true, 2);
  return out;
}

}  // namespace

ErrorLine error_line(const GoldDocument& document, size_t line, const LineOutcome& outcome) {
  return {document.id, line, outcome.reason,
          std::string(first_code_points(document.lines[line].text, kShownChars))};
}

std::string to_text(const ErrorLine& line, bool with_document, size_t indent) {
  std::string text = line.text;
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < ' '; }, ' ');
  return fmt::format("{0:{1}}{2}{3} [{4}]\n{0:{1}}  {5}\n", "", indent,
                     with_document ? line.document + " " : "", line.line, line.reason, text);
}

void Errors::add(const GoldDocument& document, std::span<const LineOutcome> outcomes) {
  for (size_t i = 0; i < outcomes.size(); ++i) {
    Label label = document.lines[i].label;
    bool is_kept = counts_as_kept(outcomes[i].kept);
    if (label == Label::unscored || is_kept == (label == Label::story)) continue;
    (is_kept ? misses_ : false_removals_).push_back(error_line(document, i, outcomes[i]));
  }
}

Errors::Drawn Errors::draw(size_t count) const {
  PythonRandom random(kSeed);
  Drawn result;
  result.false_removals = drawn(false_removals_, count, random);
  result.misses = drawn(misses_, count, random);
  return result;
}

std::string Errors::text(size_t count) const {
  Drawn lines = draw(count);
  return listed("false removals", false_removals_.size(), lines.false_removals) +
         listed("misses", misses_.size(), lines.misses);
}

}  // namespace dechaff
