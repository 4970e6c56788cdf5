// match_hyperscan PATTERNS TEXT: Hyperscan (or Vectorscan, which has the same interface) finds the patterns
// of a file in the lines of a text. What it finds can be compared by number and hash with what match_race
// prints.
//
// It has the classes of ASCII and Unicode's letters without case, as RE2 has, and is asked for one match a
// pattern, without its place: that is how it is fastest.
#include <hs/hs.h>

#include <cstdio>
#include <cstdlib>

#include "race.h"

namespace dechaff {
namespace {

struct Searched {
  uint32_t line;
  std::vector<Found>* found;
};

int note(unsigned pattern, unsigned long long, unsigned long long, unsigned, void* context) {
  auto* searched = static_cast<Searched*>(context);
  searched->found->push_back({searched->line, pattern});
  return 0;
}

void check(hs_error_t error, const char* what) {
  if (error == HS_SUCCESS) return;
  std::fprintf(stderr, "%s fails: error %d\n", what, error);
  std::exit(2);
}

hs_database_t* compiled(const std::vector<std::string>& patterns) {
  std::vector<const char*> texts;
  std::vector<unsigned> flags, numbers;
  for (unsigned i = 0; i < patterns.size(); ++i) {
    texts.push_back(patterns[i].c_str());
    flags.push_back(HS_FLAG_CASELESS | HS_FLAG_UTF8 | HS_FLAG_SINGLEMATCH | HS_FLAG_ALLOWEMPTY);
    numbers.push_back(i);
  }
  hs_database_t* database = nullptr;
  hs_compile_error_t* fault = nullptr;
  if (hs_compile_multi(texts.data(), flags.data(), numbers.data(), static_cast<unsigned>(texts.size()),
                       HS_MODE_BLOCK, nullptr, &database, &fault) != HS_SUCCESS) {
    std::fprintf(stderr, "pattern %d: %s\n", fault->expression, fault->message);
    std::exit(2);
  }
  return database;
}

void race(const std::vector<std::string>& patterns, const std::string& text) {
  std::vector<Line> lines = lines_with_text(text);
  Lap lap{"hyperscan"};
  double start = cpu_seconds();
  hs_database_t* database = compiled(patterns);
  hs_scratch_t* scratch = nullptr;
  check(hs_alloc_scratch(database, &scratch), "hs_alloc_scratch");
  lap.compile_seconds = cpu_seconds() - start;

  std::vector<Found> found;
  start = cpu_seconds();
  for (uint32_t i = 0; i < lines.size(); ++i) {
    Searched searched{i, &found};
    std::string_view line = lines[i].trimmed;
    check(hs_scan(database, line.data(), static_cast<unsigned>(line.size()), 0, scratch, note, &searched),
          "hs_scan");
  }
  lap.seconds = cpu_seconds() - start;
  lap.count(found);
  print_laps({lap}, text.size());
  hs_free_scratch(scratch);
  hs_free_database(database);
}

}  // namespace
}  // namespace dechaff

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: match_hyperscan PATTERNS TEXT\n");
    return 2;
  }
  dechaff::race(dechaff::read_patterns(argv[1]), dechaff::read_whole(argv[2]));
}
