// Bytes as rows of JSON Lines, with rules of its own.
//
// A row without a text stays as it came. A row with one becomes a row of JSON again, in which nothing but the
// value of the text's field (or of the field that takes the cleaned text) has changed; that value is the text
// that is kept, and cleaning the row again changes nothing.
#include "../own_rules.h"
#include "io/json_row.h"
#include "io/json_string.h"
#include "io/jsonl.h"
#include "promises.h"

namespace dechaff {
namespace {

constexpr std::string_view kRules = R"(
[[rule]]
id = "a.line"
starts = ["zap", "zapé"]
action = "line"

[[rule]]
id = "b.match"
pattern = '\[cut[^\[]*\]'
action = "match"

[[rule]]
id = "c.site"
starts = ["zip"]
sites = ["example.com"]
action = "block"
)";

using Fields = std::vector<JsonField>;

std::string_view without_bom(std::string_view row) {
  return row.substr(row.starts_with("\xEF\xBB\xBF") ? 3 : 0);
}

std::string text_of(const JsonField& field) {
  return UnescapedString(field.value.substr(1, field.value.size() - 2)).text();
}

// The last field of this name.
size_t find(const Fields& fields, std::string_view name) {
  for (size_t i = fields.size(); i-- > 0;) {
    if (UnescapedString(fields[i].key).text() == name) return i;
  }
  return fields.size();
}

void check_row(std::string_view row, const JsonNames& names, const Cleaner& cleaner) {
  std::string cleaned, again;
  JsonRow result = clean_row(row, names, cleaner, cleaned);
  RowText asked = text_of_row(row, names);
  must(result.has_text == asked.has_text && result.text == asked.text && result.error == asked.error,
       "text_of_row says what clean_row does");
  must(!result.has_text || result.error.empty(), "a row with a text has no error");
  if (!result.has_text) return must(cleaned == row, "a row without a text stays as it came");

  check_cleaned(result.text, result.cleaned, cleaner, asked.site);
  auto before = json_fields(without_bom(row)), after = json_fields(without_bom(cleaned));
  must(std::holds_alternative<Fields>(before), "a row with a text is JSON");
  must(std::holds_alternative<Fields>(after), "a cleaned row is JSON");
  const Fields &old_fields = std::get<Fields>(before), &new_fields = std::get<Fields>(after);

  const std::string& target = names.out.empty() ? names.text : names.out;
  size_t changed = find(new_fields, target);
  must(changed < new_fields.size() && new_fields[changed].is_string(), "the cleaned text is in its field");
  must(text_of(new_fields[changed]) == kept_text(result.text, result.cleaned.spans),
       "the cleaned text is what is kept");

  std::string_view now = cleaned, value = new_fields[changed].value;
  std::string_view head = now.substr(0, value.data() - now.data());
  std::string_view tail = now.substr(head.size() + value.size());
  size_t replaced = find(old_fields, target);
  if (replaced < old_fields.size()) {
    std::string_view old_value = old_fields[replaced].value;
    size_t at = old_value.data() - row.data();
    must(row.substr(0, at) == head && row.substr(at + old_value.size()) == tail,
         "nothing but one value has changed");
  } else {
    must(new_fields.size() == old_fields.size() + 1, "one field is new");
    must(row.ends_with(tail), "what stands behind the new field is unchanged");
    must(head.starts_with(row.substr(0, row.size() - tail.size())), "so is what stands before it");
  }
  clean_row(cleaned, names, cleaner, again);
  check_again(result.cleaned, again == cleaned);
}

void check(std::string_view rows) {
  static const OwnCleaner cleaner(kRules);
  while (!rows.empty()) {
    std::string_view row = rows.substr(0, std::min(rows.find('\n'), rows.size() - 1) + 1);
    rows.remove_prefix(row.size());
    check_row(row, {}, *cleaner);
    check_row(row, {.out = "story"}, *cleaner);
  }
}

}  // namespace
}  // namespace dechaff

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  dechaff::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
