// Documents with their expected outcome in a form that a person writes and reads:
//
//     === a crosshead stays
//       The council voted on Monday to keep the ferry running until spring.
//     - Also read: Three schools close early
//     -
//       A line with a {-cut-} in it.
//
// Two spaces before a line that stays, "- " before one that goes, {- -} around a part that goes. A blank line
// stays as an empty line and goes as a lone "-".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dechaff {

struct GoldenCase {
  std::string name;
  std::vector<std::string> marked;  // the lines with their marks

  // The document and what should be left of it, with `terminator` behind every line.
  std::string input(std::string_view terminator = "\n") const;
  std::string output(std::string_view terminator = "\n") const;
};

std::vector<GoldenCase> read_golden(std::string_view text);

// A document and what was left of it in the same form, so that a difference can be read.
std::string to_marked(std::string_view input, std::string_view output);

std::string read_text(const std::string& path);

}  // namespace dechaff
