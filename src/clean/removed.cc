// What stays removed is cut anew: lines that are gone get verdicts again, with the index of what removed them
// in place of a rule, and the cutter decides about the blank lines as it did the first time. Parts cut out of
// lines that are not gone stay as they were.
#include "clean/removed.h"

#include <algorithm>

#include "clean/cut.h"
#include "clean/options.h"

namespace dechaff {
namespace {

// Finds the line in which a byte stands; for bytes in ascending order.
class LineNumbers {
 public:
  explicit LineNumbers(std::string_view text) : lines_(split_lines(text)) {}

  // Of the first visible character in [begin, end), or of `begin` if there is none.
  size_t of(size_t begin, size_t end, std::string_view text) {
    while (lines_[at_].next <= begin) ++at_;
    size_t line = at_;
    while (lines_[line].blank() || visible_end(line, text) <= begin) {
      if (line + 1 == lines_.size() || lines_[line + 1].begin >= end) return at_ + 1;
      ++line;
    }
    return line + 1;
  }

 private:
  size_t visible_end(size_t line, std::string_view text) const {
    std::string_view trimmed = lines_[line].trimmed;
    return static_cast<size_t>(trimmed.data() - text.data()) + trimmed.size();
  }

  std::vector<Line> lines_;
  size_t at_ = 0;
};

// Which of the removed spans, in order and without overlap, holds a byte; -1 for none.
class Holder {
 public:
  explicit Holder(const std::vector<Removed>& removed) : removed_(removed) {}

  int32_t of(size_t byte) const {
    auto after = std::upper_bound(removed_.begin(), removed_.end(), byte,
                                  [](size_t at, const Removed& r) { return at < r.begin; });
    if (after == removed_.begin() || (after - 1)->end <= byte) return -1;
    return static_cast<int32_t>(after - 1 - removed_.begin());
  }

  // Where the next one begins behind a byte that none holds.
  size_t next_begin(size_t byte) const {
    auto after = std::upper_bound(removed_.begin(), removed_.end(), byte,
                                  [](size_t at, const Removed& r) { return at < r.begin; });
    return after == removed_.end() ? std::string::npos : after->begin;
  }

 private:
  const std::vector<Removed>& removed_;
};

// The same reason with other bytes.
Removed moved(const Removed& reason, size_t begin, size_t end) {
  Removed part = reason;
  part.begin = begin;
  part.end = end;
  return part;
}

}  // namespace

std::vector<Removed> removed_of(std::string_view text, const std::vector<Span>& spans, const RuleSet& rules) {
  std::vector<Removed> all;
  std::optional<LineNumbers> lines;
  for (const Span& span : spans) {
    if (!span.removed) continue;
    if (!lines) lines.emplace(text);
    Removed removed{span.begin, span.end, lines->of(span.begin, span.end, text), "", "", 0, ""};
    removed.text = text.substr(span.begin, span.end - span.begin);
    if (span.rule < 0) {
      removed.category = kEvidenceCategory;
      removed.p = probability(span.evidence);
    } else {
      const Rule& rule = rules.rules()[static_cast<size_t>(span.rule)];
      removed.rule = rule.id;
      removed.category = rule.category;
    }
    all.push_back(std::move(removed));
  }
  return all;
}

std::optional<std::string> document_of(std::string_view left, const std::vector<Removed>& removed) {
  std::string document;
  for (const Removed& part : removed) {
    bool fits = part.begin >= document.size() && part.begin - document.size() <= left.size() &&
                part.end >= part.begin && part.end - part.begin == part.text.size();
    if (!fits) return std::nullopt;
    size_t kept = part.begin - document.size();
    document += left.substr(0, kept);
    document += part.text;
    left.remove_prefix(kept);
  }
  document += left;
  return document;
}

std::vector<Removed> still_removed(std::string_view document, const std::vector<Removed>& removed,
                                   const std::function<bool(const Removed&)>& returns) {
  std::vector<bool> back;
  for (const Removed& part : removed) back.push_back(returns(part));
  Holder holder(removed);
  std::vector<MeasuredLine> lines;
  std::vector<Verdict> verdicts;
  std::vector<Removed> still;
  for (const Line& line : split_lines(document)) {
    lines.push_back({line, "", {}});
    Verdict& verdict = verdicts.emplace_back();
    if (line.blank()) continue;
    size_t begin = static_cast<size_t>(line.trimmed.data() - document.data());
    size_t end = begin + line.trimmed.size();
    // The parts of the line, each by what holds its first byte.
    bool gone = true;
    std::vector<Removed> parts;
    for (size_t at = begin; at < end;) {
      int32_t by = holder.of(at);
      size_t part_end;
      if (by >= 0) {
        part_end = std::min(end, removed[by].end);
        if (!back[by]) parts.push_back(moved(removed[by], at, part_end));
      } else {
        gone = false;
        part_end = std::min(end, holder.next_begin(at));
      }
      at = part_end;
    }
    if (gone) {
      int32_t owner = line.next > line.end ? holder.of(line.end) : -1;
      if (owner < 0) owner = holder.of(begin);
      gone = !back[owner];
      verdict.remove = gone;
      verdict.rule = owner;
    }
    if (!gone) still.insert(still.end(), parts.begin(), parts.end());
  }
  for (const Span& span : cut(document, lines, verdicts)) {
    if (span.removed) still.push_back(moved(removed[static_cast<size_t>(span.rule)], span.begin, span.end));
  }
  std::sort(still.begin(), still.end(), [](const Removed& a, const Removed& b) { return a.begin < b.begin; });
  LineNumbers numbers(document);
  for (Removed& part : still) {
    part.line = numbers.of(part.begin, part.end, document);
    part.text = document.substr(part.begin, part.end - part.begin);
  }
  return still;
}

std::string without(std::string_view document, const std::vector<Removed>& removed) {
  std::string left;
  size_t at = 0;
  for (const Removed& part : removed) {
    left += document.substr(at, part.begin - at);
    at = part.end;
  }
  return left.append(document.substr(at));
}

}  // namespace dechaff
