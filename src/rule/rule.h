// The rule model: what rule files say, as plain data. Nothing is compiled here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rule/fault.h"
#include "text/measure.h"

namespace dechaff {

// What a hit does; see rules/README.md.
enum class Action : uint8_t { keep, rest, block, line, match, weigh };  // in order of who wins
std::string_view action_name(Action action);

// Parts of a document. Before the first line of prose, between, after the last.
enum class Zone : uint8_t { head = 1, body = 2, tail = 4 };
constexpr uint8_t kAllZones = 7;
std::string_view zone_name(Zone zone);

// A text of a rule file and where its string begins. Texts that another file added to a rule have that file
// as source.
struct Located {
  std::string text;
  Position at;
  SourcePtr source;

  // Where the text's byte `offset` stands in the file.
  Position place(size_t offset) const { return source->inside_string(at, offset); }
};

// A pattern as written, and as RE2 sees it: lists and names in braces filled in.
struct PatternText {
  Located written;
  std::string expanded;
};

// A limit of `when`.
struct Limit {
  Measure measure;
  bool is_max;
  int64_t bound;

  bool holds(const Measures& measures) const {
    return is_max ? measures[measure] <= bound : measures[measure] >= bound;
  }
};

struct Rule {
  std::string id;
  std::vector<std::string> was;
  std::string language;
  std::string category;
  std::string about;

  // Phrases, lists filled in, not folded.
  std::vector<Located> is, starts, ends, contains;
  std::vector<PatternText> patterns, unless;
  uint8_t zones = kAllZones;
  std::vector<Limit> when;
  std::vector<std::string> sites;

  Action action = Action::line;
  int max_lines = 20;  // of a block, below its heading
  std::vector<std::string> protects;
  int64_t weight = 0;  // log-odds in thousandths
  bool exact = false;  // a match goes without the space beside it

  std::vector<Located> removes, keeps, cases;

  SourcePtr source;
  Position at;                         // of the `[[rule]]`
  std::vector<SourcePtr> extended_by;  // files of higher layers that added to it
  bool faulty = false;  // faults were found while reading it; it is there for further checks only

  // Of a built-in rule that comes from the snapshot, without its texts; what other layers added is there.
  struct Compiled {
    int32_t number = -1;  // in the snapshot's table
    bool has_texts = false;
    std::string texts_hash;
  };
  Compiled compiled;

  // Whether it has phrases or patterns.
  bool has_texts() const {
    return compiled.has_texts ||
           !(is.empty() && starts.empty() && ends.empty() && contains.empty() && patterns.empty());
  }
};

// 16 hexadecimal digits that change when a phrase, pattern or `unless` does.
std::string texts_hash(const Rule& rule);

// "rules/en/share.toml:12"
std::string location(const Rule& rule);

}  // namespace dechaff
