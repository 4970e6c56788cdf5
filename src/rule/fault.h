// A fault in something that a person wrote: what is wrong, where, and what to do about it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff {

// From 1. Columns count code points.
struct Position {
  int line = 0;
  int column = 0;
};

// A file's name, as the user knows it, and its text. Faults and rules share it.
struct SourceFile {
  std::string name;
  std::string text;

  std::string_view line(int number) const;

  // Where the byte `offset` of a string's value stands, when the string (with its quotes) begins at `begin`:
  // looks through escapes and the newline after an opening triple quote.
  Position inside_string(Position begin, size_t offset) const;
};
using SourcePtr = std::shared_ptr<const SourceFile>;

struct Fault {
  SourcePtr source;  // null when there is no text to show
  Position at;
  int width = 1;  // how many code points to underline
  std::string message;
  std::string advice;  // what to do; may be empty
};

// When there are this many faults, nothing more is read.
constexpr size_t kMostFaults = 1000;

// The fault as the user reads it, without a final newline:
//     rules/en/share.toml:3:1: unknown key `acton`
//         acton = "line"
//         ^~~~~
//         did you mean `action`?
std::string to_text(const Fault& fault);

// The candidate that `word` most likely means, or empty when none is near.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

// Advice that names it: "did you mean `action`?", or empty.
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace dechaff
