// Each line of the file is parsed by itself, so that a bad one costs one document and no more. Fields beside
// the lines are kept as texts, because all that is done with them is to group by them; the texts are those
// that score.py, which is written in Python, would group by.
#include "corpus/gold.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace dechaff {
namespace {

namespace dom = simdjson::dom;

// Python writes a whole float with ".0".
std::string python_float(double value) {
  std::string text = fmt::format("{}", value);
  return text.find_first_of(".en") == text.npos ? text + ".0" : text;
}

// What Python's str() makes of the value; lists and objects stay JSON.
std::string python_str(dom::element value) {
  switch (value.type()) {
    case dom::element_type::STRING:
      return std::string(std::string_view(value));
    case dom::element_type::BOOL:
      return bool(value) ? "True" : "False";
    case dom::element_type::NULL_VALUE:
      return "None";
    case dom::element_type::DOUBLE:
      return python_float(double(value));
    default:
      return simdjson::minify(value);
  }
}

// The parts of a document. Each of these returns what is wrong, or nothing.
std::string read_text(dom::element value, std::string_view what, std::string& out) {
  std::string_view text;
  if (value.get(text)) return fmt::format("{} is not text", what);
  out = text;
  return "";
}

std::string read_label(dom::element value, Label& out) {
  int64_t number = -1;
  if (value.is_null()) {
    out = Label::unscored;
  } else if (value.get(number) || (number != 0 && number != 1)) {
    return fmt::format("`y` is {}, not 0, 1 or null", std::string(simdjson::minify(value)));
  } else {
    out = number ? Label::story : Label::chaff;
  }
  return "";
}

std::string read_line(dom::element value, GoldLine& out) {
  dom::object line;
  if (value.get(line)) return "is not an object";
  bool has_text = false, has_label = false;
  for (dom::key_value_pair member : line) {
    std::string wrong;
    if (member.key == "t") {
      wrong = read_text(member.value, "`t`", out.text);
      has_text = true;
    } else if (member.key == "y") {
      wrong = read_label(member.value, out.label);
      has_label = true;
    } else if (member.key == "k" && !member.value.is_null()) {
      wrong = read_text(member.value, "`k`", out.kind);
    }
    if (!wrong.empty()) return wrong;
  }
  if (!has_text) return "there is no `t`";
  return has_label ? "" : "there is no `y`";
}

std::string read_lines(dom::element value, std::vector<GoldLine>& out) {
  dom::array lines;
  if (value.get(lines)) return "`lines` is not a list";
  for (dom::element line : lines) {
    std::string wrong = read_line(line, out.emplace_back());
    if (!wrong.empty()) return fmt::format("line {} of `lines`: {}", out.size() - 1, wrong);
  }
  return "";
}

std::string read_document(dom::element value, GoldDocument& out) {
  dom::object object;
  if (value.get(object)) return "is not a JSON object";
  bool has_id = false, has_lines = false;
  for (dom::key_value_pair member : object) {
    std::string wrong;
    if (member.key == "lines") {
      out.lines.clear();
      wrong = read_lines(member.value, out.lines);
      has_lines = true;
    } else {
      if (member.key == "id") wrong = read_text(member.value, "`id`", out.id);
      has_id |= member.key == "id";
      if (member.key == "url" && member.value.is_string())
        out.url = std::string(std::string_view(member.value));
      out.fields[std::string(member.key)] = python_str(member.value);
    }
    if (!wrong.empty()) return wrong;
  }
  if (!has_id) return "there is no `id`";
  return has_lines ? "" : "there is no `lines`";
}

}  // namespace

std::string_view GoldDocument::field(std::string_view name) const {
  auto it = fields.find(name);
  return it == fields.end() ? std::string_view("None") : std::string_view(it->second);
}

GoldFile parse_gold(std::string_view text, std::string_view name) {
  GoldFile file;
  dom::parser parser;
  for (int number = 1; !text.empty(); ++number) {
    std::string_view row = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(row.size() + 1, text.size()));
    if (row.find_first_not_of(" \t\r") == row.npos) continue;
    dom::element value;
    GoldDocument document;
    simdjson::error_code error = parser.parse(row.data(), row.size()).get(value);
    std::string wrong = error ? fmt::format("is not JSON: {}", simdjson::error_message(error))
                              : read_document(value, document);
    if (wrong.empty()) {
      file.documents.push_back(std::move(document));
    } else {
      file.faults.push_back({nullptr, {}, 1, fmt::format("{}:{}: {}", name, number, wrong), ""});
    }
  }
  return file;
}

GoldFile read_gold(const std::string& path) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  std::string text;
  // read() turns what the stream buffer throws, at a folder for example, into the bad state.
  for (char block[1 << 16]; in.read(block, sizeof block), in.gcount() > 0;) text.append(block, in.gcount());
  if (in.is_open() && !in.bad()) return parse_gold(text, path);
  std::string reason = errno ? std::generic_category().message(errno) : "reading failed";
  return {{}, {{nullptr, {}, 1, fmt::format("{}: cannot be read: {}", path, reason), ""}}};
}

}  // namespace dechaff
