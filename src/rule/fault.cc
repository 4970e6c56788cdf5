#include "rule/fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "text/unicode.h"

namespace dechaff {
namespace {

// A line of a file that is longer, in bytes, is not shown.
constexpr size_t kMostShown = 2000;

// Byte offset of `at` in the text; the text's size when the position lies behind its end.
size_t offset_of(std::string_view text, Position at) {
  size_t i = 0;
  for (int line = 1; line < at.line; ++line) {
    i = text.find('\n', i);
    if (i == text.npos) return text.size();
    ++i;
  }
  for (int column = 1; column < at.column && i < text.size(); ++column) i += decode(text.substr(i)).size;
  return std::min(i, text.size());
}

Position position_of(std::string_view text, size_t offset) {
  std::string_view before = text.substr(0, offset);
  size_t newline = before.rfind('\n');
  size_t line_begin = newline == before.npos ? 0 : newline + 1;
  return {static_cast<int>(1 + std::count(before.begin(), before.end(), '\n')),
          static_cast<int>(1 + count_code_points(before.substr(line_begin)))};
}

// Bytes that the escape at the head of `text` takes, and bytes of the value that it stands for.
std::pair<size_t, size_t> escape_size(std::string_view text) {
  size_t digits = text.size() > 1 && text[1] == 'u' ? 4 : text.size() > 1 && text[1] == 'U' ? 8 : 0;
  if (!digits || text.size() < 2 + digits) return {2, 1};
  unsigned long value = std::stoul(std::string(text.substr(2, digits)), nullptr, 16);
  return {2 + digits, value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4};
}

bool ends_line(std::string_view text) {
  size_t end = text.find_first_not_of(" \t\r");
  return end != text.npos && text[end] == '\n';
}

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t substituted = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view SourceFile::line(int number) const {
  std::string_view rest = text;
  size_t begin = offset_of(rest, {number, 1});
  size_t end = std::min(rest.find('\n', begin), rest.size());
  std::string_view line = rest.substr(begin, end - begin);
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

Position SourceFile::inside_string(Position begin, size_t offset) const {
  std::string_view all = text;
  size_t i = offset_of(all, begin);
  if (i >= all.size()) return begin;
  bool triple = all.substr(i, 3) == "'''" || all.substr(i, 3) == "\"\"\"";
  bool literal = all[i] == '\'';
  i += triple ? 3 : 1;
  if (triple && all.substr(i, 2) == "\r\n") ++i;
  if (triple && i < all.size() && all[i] == '\n') ++i;
  for (size_t value = 0; i < all.size();) {
    if (!literal && all[i] == '\\' && triple && ends_line(all.substr(i + 1))) {
      // A backslash at a line's end takes all white space after it along.
      i = std::min(all.find_first_not_of(" \t\r\n", i + 1), all.size());
      continue;
    }
    if (value >= offset) break;
    if (!literal && all[i] == '\\') {
      auto [taken, meant] = escape_size(all.substr(i));
      i += taken;
      value += meant;
    } else {
      // The parser reads CRLF as one line feed.
      i += all.substr(i, 2) == "\r\n" ? 2 : 1;
      ++value;
    }
  }
  return position_of(all, std::min(i, all.size()));
}

std::string to_text(const Fault& fault) {
  if (!fault.source) return fault.advice.empty() ? fault.message : fault.message + "\n    " + fault.advice;
  std::string out =
      fmt::format("{}:{}:{}: {}", fault.source->name, fault.at.line, fault.at.column, fault.message);
  std::string_view line = fault.source->line(fault.at.line);
  if (!line.empty() && line.size() <= kMostShown) {
    // Tabs are kept before the caret, so that it stands under its character.
    std::string indent;
    std::string_view before = line.substr(0, offset_of(line, {1, fault.at.column}));
    for (size_t i = 0; i < before.size();) {
      CodePoint c = decode(before.substr(i));
      indent += c.value == '\t' ? "\t" : char_flags(c.value) & kWide ? "  " : " ";
      i += c.size;
    }
    int room = static_cast<int>(count_code_points(line)) - fault.at.column + 1;
    int width = std::max(1, std::min(fault.width, room));
    out += fmt::format("\n    {}\n    {}^{}", line, indent, std::string(width - 1, '~'));
  }
  if (!fault.advice.empty()) out += "\n    " + fault.advice;
  return out;
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  std::string_view best;
  size_t best_distance = 1 + std::max<size_t>(1, word.size() / 3);
  for (std::string_view candidate : candidates) {
    size_t longer = std::max(word.size(), candidate.size());
    if (longer - std::min(word.size(), candidate.size()) >= best_distance) continue;
    size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  std::string_view best = nearest(word, candidates);
  return best.empty() ? "" : fmt::format("did you mean `{}`?", best);
}

}  // namespace dechaff
