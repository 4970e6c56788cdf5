#include "golden.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace dechaff {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = std::min(text.find('\n', begin), text.size());
    lines.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

// The line's text without marks; with only_kept also without what they enclose.
std::string unmarked(std::string_view marked, bool only_kept) {
  std::string out;
  std::string_view rest = marked.size() > 2 ? marked.substr(2) : "";
  for (size_t open; (open = rest.find("{-")) != rest.npos;) {
    size_t close = rest.find("-}", open);
    out += rest.substr(0, open);
    if (!only_kept) out += rest.substr(open + 2, close - open - 2);
    rest.remove_prefix(close + 2);
  }
  return out += rest;
}

}  // namespace

std::string GoldenCase::input(std::string_view terminator) const {
  std::string text;
  for (const std::string& line : marked) text += unmarked(line, false) + std::string(terminator);
  return text;
}

std::string GoldenCase::output(std::string_view terminator) const {
  std::string text;
  for (const std::string& line : marked) {
    if (!line.starts_with('-')) text += unmarked(line, true) + std::string(terminator);
  }
  return text;
}

std::vector<GoldenCase> read_golden(std::string_view text) {
  std::vector<GoldenCase> cases;
  for (const std::string& line : lines_of(text)) {
    if (line.starts_with("=== ")) {
      cases.push_back({line.substr(4), {}});
    } else if (line.starts_with("#") || (cases.empty() && line.empty())) {
      continue;
    } else if (line.empty() || line == "-" || line.starts_with("- ") || line.starts_with("  ")) {
      cases.at(cases.size() - 1).marked.push_back(line);
    } else {
      throw std::runtime_error("a golden line begins with `- ` or two spaces: " + line);
    }
  }
  // Blank lines at the end of a block separate it from the next one.
  for (GoldenCase& c : cases) {
    while (!c.marked.empty() && c.marked.back().empty()) c.marked.pop_back();
  }
  return cases;
}

std::string to_marked(std::string_view input, std::string_view output) {
  std::string marked;
  std::vector<std::string> kept = lines_of(output);
  size_t next = 0;
  for (const std::string& line : lines_of(input)) {
    bool stays = next < kept.size() && kept[next] == line;
    next += stays;
    marked += (stays ? "  " : "- ") + line + "\n";
  }
  return marked;
}

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace dechaff
