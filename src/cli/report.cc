#include "cli/report.h"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "io/json_string.h"

namespace dechaff {
namespace {

constexpr size_t kMostNames = 10;

const std::string& category_of(const Span& span, const RuleSet& rules) {
  static const std::string evidence(kEvidenceCategory);
  return span.rule < 0 ? evidence : rules.rules()[static_cast<size_t>(span.rule)].category;
}

}  // namespace

RemovedByCategory count_removed(std::string_view text, const std::vector<Span>& spans, const RuleSet& rules) {
  RemovedByCategory removed;
  bool any = false;
  for (const Span& span : spans) {
    if (!span.removed) continue;
    removed[category_of(span, rules)].bytes += span.end - span.begin;
    any = true;
  }
  if (!any) return removed;
  // A line is counted where all of it has gone, also when several spans took it: for the reason that its
  // first did.
  auto span = spans.begin();
  for (const Line& line : split_lines(text)) {
    if (line.blank()) continue;
    size_t begin = static_cast<size_t>(line.trimmed.data() - text.data()), end = begin + line.trimmed.size();
    while (span->end <= begin) ++span;
    auto last = span;
    while (last->removed && last->end < end) ++last;
    if (last->removed) ++removed[category_of(*span, rules)].lines;
  }
  return removed;
}

void Names::add(std::string name) {
  if (count_++ < kMostNames) first_.push_back(std::move(name));
}

void Names::merge(Names&& later) {
  for (std::string& name : later.first_) {
    if (first_.size() < kMostNames) first_.push_back(std::move(name));
  }
  count_ += later.count_;
}

std::string Names::listed_as(std::string_view what) const {
  if (count_ == 0) return "";
  std::string out = fmt::format("{} {}:\n", count_, what);
  for (const std::string& name : first_) out += fmt::format("  {}\n", shown(name));
  if (count_ > first_.size()) out += fmt::format("  and {} more\n", count_ - first_.size());
  return out;
}

std::string Names::to_json() const {
  std::string list;
  for (const std::string& name : first_) list += (list.empty() ? "" : ",") + json_string(name);
  return fmt::format(R"({{"count":{},"first":[{}]}})", count_, list);
}

RemovedCount Report::add(std::string_view name, std::string_view text, const Cleaned& cleaned,
                         const RuleSet& rules) {
  RemovedCount all;
  for (auto& [category, removed] : count_removed(text, cleaned.spans, rules)) {
    RemovedCount& sum = removed_[category];
    sum.lines += removed.lines;
    sum.bytes += removed.bytes;
    all.lines += removed.lines;
    all.bytes += removed.bytes;
  }
  ++documents_;
  changed_ += all.bytes > 0;
  if (cleaned.flags.guarded) guarded_.add(std::string(name));
  if (cleaned.flags.no_prose) no_prose_.add(std::string(name));
  if (cleaned.flags.unsettled) unsettled_.add(std::string(name));
  return all;
}

void Report::merge(Report&& later) {
  documents_ += later.documents_;
  changed_ += later.changed_;
  up_to_date_ += later.up_to_date_;
  failed_ += later.failed_;
  for (auto& [category, removed] : later.removed_) {
    removed_[category].lines += removed.lines;
    removed_[category].bytes += removed.bytes;
  }
  guarded_.merge(std::move(later.guarded_));
  no_prose_.merge(std::move(later.no_prose_));
  unsettled_.merge(std::move(later.unsettled_));
}

RemovedCount Report::removed() const {
  RemovedCount all;
  for (auto& [category, removed] : removed_) {
    all.lines += removed.lines;
    all.bytes += removed.bytes;
  }
  return all;
}

std::string Report::summary() const {
  std::string out = fmt::format("{}, {} changed", counted(documents_, "document"), changed_);
  if (up_to_date_) out += fmt::format(", {} up to date", up_to_date_);
  if (failed_) out += fmt::format(", {} failed", failed_);
  return out + '\n' + table() +
         guarded_.listed_as("guarded (evidence spoke against too much and was ignored)") +
         no_prose_.listed_as("without prose (only rules for any zone were applied)") +
         unsettled_.listed_as("unsettled (cleaning the result again may remove more)");
}

std::string Report::to_json() const {
  std::string categories;
  for (auto& [category, removed] : removed_) {
    categories += fmt::format(R"({}{}:{{"lines":{},"bytes":{}}})", categories.empty() ? "" : ",",
                              json_string(category), removed.lines, removed.bytes);
  }
  return fmt::format(
      R"("documents":{},"changed":{},"up_to_date":{},"failed":{},"removed":{{{}}},"guarded":{},"no_prose":{},)"
      R"("unsettled":{})",
      documents_, changed_, up_to_date_, failed_, categories, guarded_.to_json(), no_prose_.to_json(),
      unsettled_.to_json());
}

// The most bytes first.
std::string Report::table() const {
  if (removed_.empty()) return "";
  std::vector<std::pair<std::string, RemovedCount>> rows(removed_.begin(), removed_.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](auto& a, auto& b) { return a.second.bytes > b.second.bytes; });
  RemovedCount all = removed();
  if (rows.size() > 1) rows.emplace_back("all", all);
  size_t width = std::string_view("removed").size();
  for (auto& [category, removed] : rows) width = std::max(width, category.size());
  size_t lines = std::max<size_t>(5, fmt::formatted_size("{}", all.lines));
  size_t bytes = std::max<size_t>(5, fmt::formatted_size("{}", all.bytes));
  std::string out =
      fmt::format("  {:{}}  {:>{}}  {:>{}}\n", "removed", width, "lines", lines, "bytes", bytes);
  for (auto& [category, removed] : rows) {
    out +=
        fmt::format("  {:{}}  {:>{}}  {:>{}}\n", category, width, removed.lines, lines, removed.bytes, bytes);
  }
  return out;
}

std::string removed_from(std::string_view name, const RemovedCount& removed) {
  return fmt::format("{}: {}, {}\n", name, counted(removed.lines, "line"), counted(removed.bytes, "byte"));
}

std::string counted(size_t n, std::string_view one) {
  return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s");
}

std::string failure(const FileError& error) {
  return fmt::format("dechaff: {}: {}\n", shown(error.path), error.reason);
}

bool uses_colour() {
  const char* no_colour = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) && !(no_colour && *no_colour);
}

std::string shown(std::string_view name) {
  std::string out;
  for (char c : name) {
    bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    out += control ? fmt::format("\\x{:02x}", c) : std::string(1, c);
  }
  return out;
}

}  // namespace dechaff
