#include "cli/row_flags.h"

#include <fmt/format.h>

#include "text/unicode.h"

namespace dechaff {
namespace {

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    CodePoint c = decode(text);
    if (!c.valid) return false;
    text.remove_prefix(c.size);
  }
  return true;
}

}  // namespace

bool reads_rows(const Arguments& arguments) {
  std::string format = arguments.value("format", "text");
  if (format != "text" && format != "jsonl")
    throw UsageError(fmt::format("--format: there is no format `{}`; text or jsonl", format));
  bool rows = format == "jsonl";
  for (std::string_view flag : {"field", "out-field", "url-field"}) {
    if (!arguments.has(flag)) continue;
    if (!rows) throw UsageError(fmt::format("--{} needs --format jsonl", flag));
    if (!is_utf8(arguments.value(flag))) throw UsageError(fmt::format("--{} takes UTF-8", flag));
  }
  return rows;
}

JsonNames json_names(const Arguments& arguments) {
  JsonNames names;
  names.text = arguments.value("field", names.text);
  names.out = arguments.value("out-field");
  names.url = arguments.value("url-field", names.url);
  return names;
}

}  // namespace dechaff
