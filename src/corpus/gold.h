// Labelled documents: lines of which people said whether they belong to the story. One JSON object a line:
//
//     {"id": "a/1", "source": "a", "lang": "en", "url": "https://…", "lines": [{"t": "Rain fell.", "y": 1}]}
//
// `y` is 1 for story, 0 for chaff, null for a line that is not scored; `k`, a coarse kind, may be missing.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rule/fault.h"

namespace dechaff {

enum class Label : uint8_t { chaff, story, unscored };

struct GoldLine {
  std::string text;
  Label label;
  std::string kind;  // or empty
};

struct GoldDocument {
  std::string id;
  std::string url;                                         // or empty
  std::map<std::string, std::string, std::less<>> fields;  // all but the lines, as Python's str() writes them
  std::vector<GoldLine> lines;

  // The field's text, or "None".
  std::string_view field(std::string_view name) const;
};

struct GoldFile {
  std::vector<GoldDocument> documents;
  std::vector<Fault> faults;  // each names the file and the line; the document of that line is left out
};

GoldFile read_gold(const std::string& path);

// The same of a text; `name` is what faults call it.
GoldFile parse_gold(std::string_view text, std::string_view name);

}  // namespace dechaff
