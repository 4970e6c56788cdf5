// Removing is the only change, so nothing has to be compared: the lines that removed spans touch, and those
// that a removed line end joins them with, are replaced by what is left of them.
#include "clean/unified_diff.h"

#include <fmt/format.h>

#include <algorithm>

namespace dechaff {
namespace {

constexpr size_t kContext = 3;

// Lines [begin, end) of the text become `left`.
struct Change {
  size_t begin, end;
  std::vector<std::string> left;
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    lines.push_back(text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1));
    text.remove_prefix(lines.back().size());
  }
  return lines;
}

std::vector<Change> changes_of(std::string_view text, const std::vector<std::string_view>& lines,
                               const std::vector<Span>& spans) {
  std::vector<Change> changes;
  auto span = spans.begin();
  std::string left;      // of the change that is under way
  bool is_open = false;  // whether the next line belongs to it, for the end of the last one has gone
  for (size_t i = 0; i < lines.size(); ++i) {
    size_t begin = static_cast<size_t>(lines[i].data() - text.data()), end = begin + lines[i].size();
    while (span->end <= begin) ++span;
    std::string kept;
    bool touched = false, ends = false;
    for (auto part = span; part != spans.end() && part->begin < end; ++part) {
      size_t from = std::max(begin, part->begin), to = std::min(end, part->end);
      if (!part->removed) kept += text.substr(from, to - from);
      touched |= part->removed;
      ends = !part->removed;  // of the part that holds the line's end
    }
    if (!touched && !is_open) continue;
    if (!is_open && (changes.empty() || changes.back().end != i)) changes.push_back({i, i, {}});
    changes.back().end = i + 1;
    left += kept;
    is_open = !ends && !left.empty();
    if (is_open && i + 1 < lines.size()) continue;
    for (std::string_view line : lines_of(left)) changes.back().left.emplace_back(line);
    left.clear();
  }
  return changes;
}

std::string line_with(char sign, std::string_view line) {
  std::string out = sign + std::string(line);
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
  return out;
}

// Line numbers as a hunk's head has them: an empty range stands behind the line before it.
std::string range_of(size_t begin, size_t count) {
  if (count == 1) return fmt::format("{}", begin + 1);
  return fmt::format("{},{}", count == 0 ? begin : begin + 1, count);
}

}  // namespace

std::string unified_diff(std::string_view text, const std::vector<Span>& spans, std::string_view name,
                         std::string_view left_name) {
  std::vector<std::string_view> lines = lines_of(text);
  std::vector<Change> changes = changes_of(text, lines, spans);
  if (changes.empty()) return "";
  std::string out = fmt::format("--- {}\n+++ {}\n", name, left_name);
  size_t gone = 0;  // lines that the text before the hunk has lost
  for (size_t k = 0; k < changes.size();) {
    // A hunk takes in all changes that are so near that their contexts meet.
    size_t last = k;
    while (last + 1 < changes.size() && changes[last + 1].begin - changes[last].end <= 2 * kContext) ++last;
    size_t begin = changes[k].begin - std::min(changes[k].begin, kContext);
    size_t end = std::min(changes[last].end + kContext, lines.size());
    std::string body;
    size_t at = begin, lost = 0;
    for (; k <= last; ++k) {
      for (; at < changes[k].begin; ++at) body += line_with(' ', lines[at]);
      for (; at < changes[k].end; ++at) body += line_with('-', lines[at]);
      for (const std::string& line : changes[k].left) body += line_with('+', line);
      lost += changes[k].end - changes[k].begin - changes[k].left.size();
    }
    for (; at < end; ++at) body += line_with(' ', lines[at]);
    out += fmt::format("@@ -{} +{} @@\n{}", range_of(begin, end - begin),
                       range_of(begin - gone, end - begin - lost), body);
    gone += lost;
  }
  return out;
}

}  // namespace dechaff
