#include "rule/toml.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cctype>

namespace dechaff {
namespace {

Position position(const toml::source_region& region) {
  return {static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

TomlValue convert(const toml::node& node) {
  TomlValue value;
  value.at = position(node.source());
  if (auto text = node.as_string()) {
    value.kind = TomlValue::Kind::text;
    value.text = text->get();
  } else if (auto number = node.as_integer()) {
    value.kind = TomlValue::Kind::number;
    value.number = number->get();
    value.real = static_cast<double>(value.number);
  } else if (auto real = node.as_floating_point()) {
    value.kind = TomlValue::Kind::real;
    value.real = real->get();
  } else if (auto truth = node.as_boolean()) {
    value.kind = TomlValue::Kind::boolean;
    value.truth = truth->get();
  } else if (auto list = node.as_array()) {
    value.kind = TomlValue::Kind::list;
    for (const toml::node& item : *list) value.items.push_back(convert(item));
  } else if (auto table = node.as_table()) {
    value.kind = TomlValue::Kind::table;
    for (auto&& [key, child] : *table) {
      value.entries.push_back({std::string(key.str()), position(key.source()), convert(child)});
    }
    std::sort(value.entries.begin(), value.entries.end(), [](const TomlEntry& a, const TomlEntry& b) {
      return std::pair(a.at.line, a.at.column) < std::pair(b.at.line, b.at.column);
    });
  }
  return value;
}

// The parser descends once for each part of a dotted key. The first line that would take it too deep, or 0.
int deep_line(std::string_view text) {
  constexpr int kMostParts = 200;
  int number = 1, parts = 0;
  for (unsigned char c : text) {
    if (c == '.' || c == '[' || c == '{') {
      if (++parts > kMostParts) return number;
    } else if (!std::isalnum(c) && c != '_' && c != '-' && c != ' ') {
      parts = 0;
    }
    number += c == '\n';
  }
  return 0;
}

}  // namespace

const TomlValue* TomlValue::find(std::string_view key) const {
  for (const TomlEntry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

std::string_view kind_name(TomlValue::Kind kind) {
  switch (kind) {
    case TomlValue::Kind::text:
      return "text";
    case TomlValue::Kind::number:
      return "a number";
    case TomlValue::Kind::real:
      return "a decimal number";
    case TomlValue::Kind::boolean:
      return "true or false";
    case TomlValue::Kind::list:
      return "a list";
    case TomlValue::Kind::table:
      return "a table";
    case TomlValue::Kind::other:
      break;
  }
  return "a date or time";
}

std::optional<TomlValue> parse_toml(const SourcePtr& source, std::vector<Fault>& faults) {
  if (int line = deep_line(source->text)) {
    faults.push_back(
        {source, {line, 1}, 1, "this is nested too deeply", "rule files need no more than a few levels"});
    return std::nullopt;
  }
  try {
    return convert(toml::parse(std::string_view(source->text)));
  } catch (const toml::parse_error& error) {
    faults.push_back({source, position(error.source()), 1, std::string(error.description()),
                      "this is not valid TOML; nothing behind it was read"});
    return std::nullopt;
  }
}

}  // namespace dechaff
