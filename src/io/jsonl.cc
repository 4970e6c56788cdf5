// The text is cleaned unescaped, but cut as it is written: the offsets of its spans are carried over to the
// string's token, and the token is spliced into the row. Nothing else of the row is written anew.
#include "io/jsonl.h"

#include <fmt/format.h>

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
    bool escaped = field->key.find('\\') != field->key.npos;
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
    parsed.site = site_of(UnescapedString(token_of(*url)).text());
  }
  return parsed;
}

// The kept parts of the text as they are written. Where a cut would bring the escapes of two lone surrogates
// together, which then were a pair and another text, the first becomes that of U+FFFD, its text.
std::string kept_token(std::string_view token, const UnescapedString& text, const std::vector<Span>& spans) {
  constexpr std::string_view kReplacement = "\\ufffd";
  std::string kept;
  bool ends_in_first = false;  // with the escape of a first surrogate alone
  for (const Span& span : spans) {
    size_t begin = text.token_offset(span.begin), end = text.token_offset(span.end);
    if (span.removed || begin == end) continue;
    if (ends_in_first && is_second_surrogate(surrogate_at(token, begin)))
      kept.replace(kept.size() - kReplacement.size(), kReplacement.size(), kReplacement);
    kept += token.substr(begin, end - begin);
    size_t last = text.token_offset(span.end - 1);
    ends_in_first = end - last == kReplacement.size() && is_first_surrogate(surrogate_at(token, last));
  }
  return kept;
}

// The row with `value` in place of the part of it that `old` views.
std::string replaced(std::string_view row, std::string_view old, std::string_view value) {
  size_t at = static_cast<size_t>(old.data() - row.data());
  return fmt::format("{}{}{}", row.substr(0, at), value, row.substr(at + old.size()));
}

}  // namespace

RowText text_of_row(std::string_view row, const JsonNames& names) {
  Parsed parsed = parse(row, names);
  if (!parsed.text) return {false, "", std::move(parsed.site), std::move(parsed.error)};
  return {true, UnescapedString(token_of(*parsed.text)).text(), std::move(parsed.site), ""};
}

JsonRow clean_row(std::string_view row, const JsonNames& names, const Cleaner& cleaner) {
  JsonRow result;
  Parsed parsed = parse(row, names);
  result.error = std::move(parsed.error);
  if (!parsed.text) {
    result.row = row;
    return result;
  }
  const JsonField& field = *parsed.text;
  std::string_view token = token_of(field);
  UnescapedString text(token);
  result.has_text = true;
  result.cleaned = cleaner.clean(text.text(), parsed.site);
  std::string value = fmt::format("\"{}\"", kept_token(token, text, result.cleaned.spans));
  if (names.out.empty()) {
    result.row = replaced(row, field.value, value);
  } else if (parsed.out) {
    result.row = replaced(row, parsed.out->value, value);
  } else {
    // The new field is set as the text's is: `"text": …` gives `, "out": …`.
    std::string_view comma = field.colon.ends_with(' ') ? ", " : ",";
    std::string both =
        fmt::format("{}{}{}{}{}", field.value, comma, json_string(names.out), field.colon, value);
    result.row = replaced(row, field.value, both);
  }
  result.text = text.text();
  return result;
}

}  // namespace dechaff
