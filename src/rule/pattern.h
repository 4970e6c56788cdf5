// Regular expressions. The only user of RE2 is pattern.cc.
#pragma once

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
  // `text_for_common` is for_common_text(text), see common_text.h, or the text itself. Both must outlive the
  // pattern.
  Pattern(std::string_view text, std::string_view text_for_common) : any_(text), common_(text_for_common) {}
  explicit Pattern(std::string_view text) : Pattern(text, text) {}

  // `is_common` may be true where is_common_text(line) is.
  bool found_in(std::string_view line, bool is_common = false) const;

  // All matches from left to right, without overlap and without empty ones; of each, the group named `cut` if
  // there is one.
  std::vector<Range> find_all(std::string_view line) const;

 private:
  struct Compiled;
  // A text, and what it is compiled to once it was asked for.
  struct Form {
    explicit Form(std::string_view t);
    ~Form();
    const Compiled& compiled() const;

    std::string_view text;
    mutable std::once_flag once;
    mutable std::unique_ptr<Compiled> program;
  };

  Form any_, common_;
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
