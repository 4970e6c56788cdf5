// Regular expressions. The only user of RE2 is pattern.cc.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff {

// A part of a line, as byte offsets into the text that was searched.
struct Range {
  size_t begin;
  size_t end;
};

// One pattern: case-insensitive UTF-8, unanchored, compiled when it is first asked. Safe to share between
// threads. Bytes that are not UTF-8 match nothing. A pattern that does not compile finds nothing; see
// pattern_error.
class Pattern {
 public:
  explicit Pattern(std::string text);
  ~Pattern();

  bool found_in(std::string_view line) const;

  // All matches from left to right, without overlap and without empty ones; of each, the group named `cut` if
  // there is one.
  std::vector<Range> find_all(std::string_view line) const;

 private:
  struct Compiled;
  const Compiled& compiled() const;

  std::string text_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<Compiled> compiled_;
};

// Many patterns at once. A pattern is tried only where one of the literals stands that it requires (see
// required.h). Finds exactly what each Pattern alone would.
class PatternSet {
 public:
  PatternSet();
  ~PatternSet();

  // The pattern gets the next index, from 0. It must have no pattern_error.
  void add(const std::string& text);

  // Appends the indices of the patterns found in the line, of those for which wanted(index) is true.
  void find(std::string_view line, const std::function<bool(size_t)>& wanted,
            std::vector<size_t>& found) const;

 private:
  struct Filter;
  std::unique_ptr<Filter> filter_;
};

// A pattern may have this many bytes, lists filled in.
constexpr size_t kMostPatternBytes = 16 << 10;

// What is wrong with a pattern, and which part of its text (empty if RE2 does not say).
struct PatternError {
  std::string message;
  std::string part;
  std::string advice;  // may be empty
};
std::optional<PatternError> pattern_error(const std::string& text);

// Facts for advice to authors.
struct PatternFacts {
  int program_size = 0;       // RE2 instructions
  bool is_selective = false;  // few lines meet what it requires, see required.h
};
PatternFacts pattern_facts(const std::string& text);

}  // namespace dechaff
