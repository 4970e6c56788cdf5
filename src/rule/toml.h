// TOML as plain values with positions. The only user of the TOML library is toml.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rule/fault.h"

namespace dechaff {

struct TomlEntry;

struct TomlValue {
  enum class Kind { text, number, real, boolean, list, table, other };

  Kind kind = Kind::other;
  Position at;
  std::string text;                // of a text
  int64_t number = 0;              // of a number
  bool truth = false;              // of true or false
  double real = 0;                 // of a real or a number
  std::vector<TomlValue> items;    // of a list
  std::vector<TomlEntry> entries;  // of a table, in order of the file

  const TomlValue* find(std::string_view key) const;
};

struct TomlEntry {
  std::string key;
  Position at;  // of the key
  TomlValue value;
};

// "text", "number", "list" and so on, for messages.
std::string_view kind_name(TomlValue::Kind kind);

// The file's top table; on a syntax error adds the fault and returns nothing.
std::optional<TomlValue> parse_toml(const SourcePtr& source, std::vector<Fault>& faults);

}  // namespace dechaff
