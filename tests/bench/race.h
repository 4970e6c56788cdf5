// What the programs that race matchers share: the lines of a text, the patterns of a file, a clock, and what
// a matcher found, so that what two of them found can be compared.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/lines.h"

namespace dechaff {

// A whole file; ends the program when it cannot be read.
std::string read_whole(const char* path);

// The lines of a file without their ends.
std::vector<std::string> read_patterns(const char* path);

// The lines of the text that are not blank.
std::vector<Line> lines_with_text(std::string_view text);

// User and system time that the process has taken, in seconds.
double cpu_seconds();

// A line, as its number in the text, and a pattern that was found in it.
struct Found {
  uint32_t line;
  uint32_t pattern;
  bool operator==(const Found&) const = default;
  auto operator<=>(const Found&) const = default;
};

// What a matcher took and found.
struct Lap {
  std::string name;
  double compile_seconds = 0;
  double seconds = 0;
  uint64_t found = 0;
  uint64_t hash = 0;  // of all that was found, whatever the order

  void count(const std::vector<Found>& more);
};

// The laps as one object of JSON on standard output, by name.
void print_laps(const std::vector<Lap>& laps, size_t bytes);

}  // namespace dechaff
