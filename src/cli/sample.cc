#include "cli/sample.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "cli/report.h"
#include "text/hash.h"
#include "text/lines.h"
#include "text/unicode.h"

namespace dechaff {
namespace {

constexpr size_t kMostLines = 5;    // of a span
constexpr size_t kMostBytes = 200;  // of a line

uint64_t number_of(std::string_view hash) {
  uint64_t number = 0;
  std::from_chars(hash.data(), hash.data() + 16, number, 16);
  return number;
}

// A line for the terminal, cut off where it is long.
std::string one_line(std::string_view line) {
  line = trim(line);
  if (line.size() <= kMostBytes) return shown(line);
  size_t end = kMostBytes;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
  return shown(line.substr(0, end)) + "…";
}

// The last (or first) line of a text that is not blank.
std::string_view nearest_line(std::string_view text, bool last) {
  std::vector<Line> lines = split_lines(text);
  std::string_view found;
  for (const Line& line : lines) {
    if (line.blank()) continue;
    found = line.trimmed;
    if (!last) break;
  }
  return found;
}

std::string reason(const Removed& removed) {
  if (removed.rule.empty()) return fmt::format("evidence, p {:.3f}", removed.p);
  return fmt::format("{} ({})", removed.rule, removed.category);
}

std::string shown_span(std::string_view document, std::string_view text, const Removed& removed) {
  constexpr size_t kNear = 4096;  // no more is looked at for the lines around
  std::string_view before = text.substr(0, removed.begin), after = text.substr(removed.end);
  before.remove_prefix(before.size() - std::min(before.size(), kNear));
  std::string out = fmt::format("{}:{}  {}\n", shown(document), removed.line, reason(removed));
  if (auto line = nearest_line(before, true); !line.empty()) out += fmt::format("    {}\n", one_line(line));
  size_t count = 0;
  for (const Line& line : split_lines(removed.text)) {
    if (!line.blank() && count++ < kMostLines) out += fmt::format("  - {}\n", one_line(line.trimmed));
  }
  if (count > kMostLines) out += fmt::format("  - … {} more\n", counted(count - kMostLines, "line"));
  if (auto line = nearest_line(after.substr(0, kNear), false); !line.empty())
    out += fmt::format("    {}\n", one_line(line));
  return out;
}

}  // namespace

void Sample::add(std::string_view document, std::string_view text, const std::vector<Removed>& removed) {
  for (const Removed& span : removed) {
    if (trim(span.text).empty()) continue;
    uint64_t hash = number_of(hash_of(fmt::format("{} {} {}", seed_, span.begin, document)));
    if (items_.size() == size_ && hash >= items_.rbegin()->first) continue;
    keep(hash, {std::string(document), span.line, shown_span(document, text, span)});
  }
}

void Sample::merge(Sample&& other) {
  for (auto& [hash, item] : other.items_) keep(hash, std::move(item));
}

void Sample::keep(uint64_t hash, Item item) {
  items_.emplace(hash, std::move(item));
  if (items_.size() > size_) items_.erase(std::prev(items_.end()));
}

std::string Sample::text() const {
  std::vector<const Item*> ordered;
  for (auto& [hash, item] : items_) ordered.push_back(&item);
  std::stable_sort(ordered.begin(), ordered.end(), [](const Item* a, const Item* b) {
    return std::tie(a->document, a->line) < std::tie(b->document, b->line);
  });
  std::string out;
  for (const Item* item : ordered) out += (out.empty() ? "" : "\n") + item->shown;
  return out;
}

}  // namespace dechaff
