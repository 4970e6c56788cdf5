#include "race.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>

namespace dechaff {

std::string read_whole(const char* path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (in) return bytes;
  std::fprintf(stderr, "cannot read %s\n", path);
  std::exit(2);
}

std::vector<std::string> read_patterns(const char* path) {
  std::string text = read_whole(path);
  std::vector<std::string> patterns;
  // Not trimmed: a pattern may end in a space.
  for (const Line& line : split_lines(text))
    patterns.push_back(text.substr(line.begin, line.end - line.begin));
  return patterns;
}

std::vector<Line> lines_with_text(std::string_view text) {
  std::vector<Line> lines = split_lines(text);
  std::erase_if(lines, [](const Line& line) { return line.blank(); });
  return lines;
}

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

void Lap::count(const std::vector<Found>& more) {
  found += more.size();
  for (const Found& f : more) {
    uint64_t bits = (uint64_t{f.line} << 32 | f.pattern) * 0x9E3779B97F4A7C15;
    hash += bits ^ bits >> 29;
  }
}

void print_laps(const std::vector<Lap>& laps, size_t bytes) {
  std::string out;
  for (const Lap& lap : laps) {
    out += fmt::format(
        R"({}"{}": {{"cpu": {:.6f}, "megabytes": {:.6f}, "compile": {:.6f}, "found": {}, "hash": "{:016x}"}})",
        out.empty() ? "{" : ", ", lap.name, lap.seconds, static_cast<double>(bytes) / 1e6,
        lap.compile_seconds, lap.found, lap.hash);
  }
  std::puts((out + "}").c_str());
}

}  // namespace dechaff
