#include "io/ledger_row.h"

#include <fmt/format.h>

#include <charconv>

#include "clean/options.h"
#include "io/json_row.h"
#include "io/json_string.h"

namespace dechaff {
namespace {

constexpr std::string_view kBegin = "{\"document\":\"";

std::string to_json(const Removed& removed) {
  std::string out =
      fmt::format(R"({{"begin":{},"end":{},"line":{})", removed.begin, removed.end, removed.line);
  if (removed.rule.empty()) {
    out += fmt::format(R"(,"category":{},"p":{:.3f})", json_string(removed.category), removed.p);
  } else {
    out +=
        fmt::format(R"(,"rule":{},"category":{})", json_string(removed.rule), json_string(removed.category));
  }
  return out + fmt::format(R"(,"text":{}}})", json_string(removed.text));
}

template <class Number>
bool read_number(std::string_view value, Number& number) {
  auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  return error == std::errc() && end == value.data() + value.size();
}

bool read_removed(std::string_view object, Removed& removed) {
  if (!object.starts_with('{')) return false;
  removed = {};
  int numbers = 0;
  for (const JsonField& field : fields_of(object)) {
    bool good = true;
    if (field.key == "begin") good = read_number(field.value, removed.begin), ++numbers;
    if (field.key == "end") good = read_number(field.value, removed.end), ++numbers;
    if (field.key == "line") good = read_number(field.value, removed.line), ++numbers;
    if (field.key == "p") good = read_number(field.value, removed.p);
    for (auto [key, text] :
         {std::pair("rule", &removed.rule), {"category", &removed.category}, {"text", &removed.text}}) {
      if (field.key == key && (good = field.is_string())) *text = text_of_json_string(field.value);
    }
    if (!good) return false;
  }
  return numbers == 3 && removed.begin <= removed.end;
}

}  // namespace

std::string to_json(const LedgerRow& row) {
  std::string out = fmt::format("{{\"document\":{}", json_string(row.document));
  if (!row.output.empty()) out += fmt::format(",\"output\":{}", json_string(row.output));
  out += fmt::format(R"(,"input_hash":{},"output_hash":{})", json_string(row.input_hash),
                     json_string(row.output_hash));
  if (!row.replaces.empty()) out += fmt::format(R"(,"replaces":{})", json_string(row.replaces));
  out += fmt::format(R"(,"version":{},"rules":{},"options":{},"removed":[)", json_string(row.version),
                     json_string(row.rules), row.options);
  for (const Removed& removed : row.removed) {
    if (out.back() == '}') out += ',';
    out += to_json(removed);
  }
  return out + "]}";
}

std::string forgotten_row(std::string_view document) {
  return fmt::format("{{\"document\":{}}}", json_string(document));
}

bool is_forgotten_row(std::string_view line) {
  auto document = document_of_row(line);
  return document && line == forgotten_row(*document);
}

std::variant<LedgerRow, std::string> parse_ledger_row(std::string_view line) {
  auto checked = json_fields(line);
  if (std::string* error = std::get_if<std::string>(&checked)) return std::move(*error);
  LedgerRow row;
  for (const JsonField& field : std::get<std::vector<JsonField>>(checked)) {
    for (auto [key, text] : {std::pair("document", &row.document),
                             {"output", &row.output},
                             {"input_hash", &row.input_hash},
                             {"output_hash", &row.output_hash},
                             {"replaces", &row.replaces},
                             {"version", &row.version},
                             {"rules", &row.rules}}) {
      if (field.key != key) continue;
      if (!field.is_string()) return fmt::format("`{}` is {}, not a string", key, field.kind());
      *text = text_of_json_string(field.value);
    }
    if (field.key == "options") row.options = field.value;
    if (field.key != "removed") continue;
    if (!field.value.starts_with('[')) return fmt::format("`removed` is {}, not a list", field.kind());
    for (std::string_view item : items_of(field.value)) {
      if (!read_removed(item, row.removed.emplace_back()))
        return fmt::format("item {} of `removed` is not one of dechaff's", row.removed.size());
    }
  }
  if (row.document.empty()) return "no `document`";
  return row;
}

std::optional<std::string> document_of_row(std::string_view line) {
  if (!line.starts_with(kBegin) || !line.ends_with('}')) return std::nullopt;
  size_t begin = kBegin.size() - 1, end = begin + 1;
  for (; end < line.size() && line[end] != '"'; ++end) end += line[end] == '\\';
  if (end >= line.size() || end == begin + 1) return std::nullopt;
  return text_of_json_string(line.substr(begin, end + 1 - begin));
}

}  // namespace dechaff
