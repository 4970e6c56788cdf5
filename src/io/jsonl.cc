// The text is cleaned unescaped, but cut as it is written: the offsets of its spans are carried over to the
// string's token, and what is kept of that is written between the parts of the row around it. A row that
// nothing is removed from is copied.
#include "io/jsonl.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "io/json_row.h"
#include "io/json_string.h"

namespace dechaff {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

// What stands between a string's quotes.
std::string_view token_of(const JsonField& field) {
  return field.value.substr(1, field.value.size() - 2);
}

// The last field of this name, or null.
const JsonField* find(const std::vector<JsonField>& fields, std::string_view name) {
  for (auto field = fields.rbegin(); field != fields.rend(); ++field) {
    if (field->key.size() < name.size()) continue;
    bool escaped = field->key.size() > name.size() && field->key.find('\\') != field->key.npos;
    if (escaped ? UnescapedString(field->key).text() == name : field->key == name) return &*field;
  }
  return nullptr;
}

// The fields that matter, as views of the row.
struct Parsed {
  std::optional<JsonField> text, out;
  std::string site;
  std::string error;
};

Parsed parse(std::string_view row, const JsonNames& names) {
  Parsed parsed;
  if (row.starts_with(kBom)) row.remove_prefix(kBom.size());
  if (row.find_first_not_of(" \t\r\n") == row.npos) return parsed;
  auto found = json_fields(row);
  if (std::string* error = std::get_if<std::string>(&found)) {
    parsed.error = std::move(*error);
    return parsed;
  }
  const auto& fields = std::get<std::vector<JsonField>>(found);
  const JsonField* text = find(fields, names.text);
  if (!text) {
    parsed.error = fmt::format("no field `{}`", names.text);
  } else if (text->is_string()) {
    parsed.text = *text;
  } else if (text->value != "null") {
    parsed.error = fmt::format("field `{}` is {}, not a string", names.text, text->kind());
  }
  if (const JsonField* out = find(fields, names.out); out && !names.out.empty()) parsed.out = *out;
  if (const JsonField* url = find(fields, names.url); url && url->is_string()) {
    std::string_view token = token_of(*url);
    parsed.site = site_of(token.find('\\') == token.npos ? token : UnescapedString(token).text());
  }
  return parsed;
}

// Appends the kept parts of the text as they are written. Where a cut would bring the escapes of two lone
// surrogates together, which then were a pair and another text, the first becomes that of U+FFFD, its text.
void append_kept(std::string_view token, const UnescapedString& text, const std::vector<Span>& spans,
                 std::string& out) {
  constexpr std::string_view kReplacement = "\\ufffd";
  bool ends_in_first = false;  // with the escape of a first surrogate alone
  for (const Span& span : spans) {
    if (span.removed) continue;
    size_t begin = text.token_offset(span.begin), end = text.token_offset(span.end);
    if (begin == end) continue;
    if (ends_in_first && is_second_surrogate(surrogate_at(token, begin)))
      out.replace(out.size() - kReplacement.size(), kReplacement.size(), kReplacement);
    out.append(token, begin, end - begin);
    size_t last = text.token_offset(span.end - 1);
    ends_in_first = end - last == kReplacement.size() && is_first_surrogate(surrogate_at(token, last));
  }
}

}  // namespace

RowText text_of_row(std::string_view row, const JsonNames& names) {
  Parsed parsed = parse(row, names);
  if (!parsed.text) return {false, "", std::move(parsed.site), std::move(parsed.error)};
  return {true, UnescapedString(token_of(*parsed.text)).take_text(), std::move(parsed.site), ""};
}

JsonRow clean_row(std::string_view row, const JsonNames& names, const Cleaner& cleaner, std::string& out) {
  JsonRow result;
  Parsed parsed = parse(row, names);
  result.error = std::move(parsed.error);
  if (!parsed.text) {
    out += row;
    return result;
  }
  const JsonField& field = *parsed.text;
  std::string_view token = token_of(field);
  UnescapedString text(token);
  result.has_text = true;
  result.cleaned = cleaner.clean(text.text(), parsed.site);
  const std::vector<Span>& spans = result.cleaned.spans;
  bool changes = std::any_of(spans.begin(), spans.end(), [](const Span& span) { return span.removed; });
  if (!changes && names.out.empty()) {
    out += row;
  } else {
    // What stands from `begin` to `end` gives way to the cleaned text.
    std::string_view old = !names.out.empty() && parsed.out ? parsed.out->value : field.value;
    size_t begin = static_cast<size_t>(old.data() - row.data()), end = begin + old.size();
    bool is_new = !names.out.empty() && !parsed.out;
    if (is_new) begin = end;
    out.append(row, 0, begin);
    // The new field is set as the text's is: `"text": …` gives `, "out": …`.
    if (is_new) {
      out += field.colon.ends_with(' ') ? ", " : ",";
      out.append(json_string(names.out)).append(field.colon);
    }
    out += '"';
    append_kept(token, text, spans, out);
    out += '"';
    out.append(row, end);
  }
  result.text = text.take_text();
  return result;
}

}  // namespace dechaff
