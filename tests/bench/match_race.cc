// match_race PATTERNS TEXT: this project's matcher and RE2::Set find the patterns of a file in the lines of a
// text, which both see for the first time. They take turns, some megabytes each, so that a busy machine slows
// both.
//
// RE2 has one set for patterns that begin with `^`, tried at a line's start only, and one for the others, and
// as much memory as it wants; that is how it is fastest. Status 1 when the two differ in any line.
#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <span>

#include "race.h"
#include "rule/matcher.h"

namespace dechaff {
namespace {

constexpr size_t kBytesATurn = 8 << 20;
constexpr int64_t kSetMemory = int64_t{4} << 30;

class OurMatcher {
 public:
  explicit OurMatcher(const std::vector<std::string>& patterns)
      : rules_(rules_of(patterns)), matcher_(rules_) {}

  void find(const Line& line, uint32_t number, std::vector<Found>& found) {
    measured_.line = line;
    for (RuleIndex rule : matcher_.hits_of_text(measured_)) found.push_back({number, rule});
  }

 private:
  // In the patterns' order.
  static std::vector<Rule> rules_of(const std::vector<std::string>& patterns) {
    std::vector<Rule> rules(patterns.size());
    for (size_t i = 0; i < patterns.size(); ++i) rules[i].patterns.push_back({{}, patterns[i]});
    return rules;
  }

  std::vector<Rule> rules_;
  Matcher matcher_;
  MeasuredLine measured_;  // without phrases and limits, only the line itself is asked for
};

class Re2Sets {
 public:
  explicit Re2Sets(const std::vector<std::string>& patterns)
      : anchored_(RE2::ANCHOR_START), unanchored_(RE2::UNANCHORED) {
    for (uint32_t i = 0; i < patterns.size(); ++i)
      (is_anchored(patterns[i]) ? anchored_ : unanchored_).add(patterns[i], i);
    anchored_.compile();
    unanchored_.compile();
  }

  void find(const Line& line, uint32_t number, std::vector<Found>& found) {
    anchored_.find(line.trimmed, number, found);
    unanchored_.find(line.trimmed, number, found);
  }

 private:
  // Whether the pattern begins with `^` that counts for all of it, not only for the first of its
  // alternatives.
  static bool is_anchored(const std::string& pattern) {
    if (pattern.empty() || pattern[0] != '^') return false;
    int depth = 0;
    bool in_class = false;
    for (size_t i = 1; i < pattern.size(); ++i) {
      char c = pattern[i];
      if (c == '\\') {
        ++i;
      } else if (in_class) {
        in_class = c != ']';
      } else if (c == '[') {
        in_class = true;
        if (pattern.compare(i + 1, 2, "^]") == 0) ++i;
        if (pattern.compare(i + 1, 1, "]") == 0) ++i;
      } else if (c == '|' && depth == 0) {
        return false;
      } else {
        depth += (c == '(') - (c == ')');
      }
    }
    return true;
  }

  class Set {
   public:
    explicit Set(RE2::Anchor anchor) : set_(options(), anchor) {}

    void add(const std::string& pattern, uint32_t number) {
      std::string error;
      if (set_.Add(pattern, &error) >= 0) return numbers_.push_back(number);
      std::fprintf(stderr, "RE2::Set does not take %s: %s\n", pattern.c_str(), error.c_str());
      std::exit(2);
    }

    void compile() {
      if (numbers_.empty() || set_.Compile()) return;
      std::fprintf(stderr, "RE2::Set does not compile\n");
      std::exit(2);
    }

    void find(std::string_view text, uint32_t line, std::vector<Found>& found) {
      if (numbers_.empty()) return;
      RE2::Set::ErrorInfo error;
      if (set_.Match({text.data(), text.size()}, &indices_, &error)) {
        for (int i : indices_) found.push_back({line, numbers_[i]});
      } else if (error.kind != RE2::Set::kNoError) {
        std::fprintf(stderr, "RE2::Set gives up: error %d\n", error.kind);
        std::exit(2);
      }
    }

   private:
    static RE2::Options options() {
      RE2::Options options;
      options.set_case_sensitive(false);
      options.set_max_mem(kSetMemory);
      return options;
    }

    RE2::Set set_;
    std::vector<uint32_t> numbers_;  // of the patterns in the file, by their number in the set
    std::vector<int> indices_;
  };

  Set anchored_, unanchored_;
};

// Adds to the lap what the matcher takes, and returns what it finds, in order.
template <class Engine>
std::vector<Found> turn(Engine& engine, Lap& lap, std::span<const Line> lines, uint32_t first) {
  std::vector<Found> found;
  double start = cpu_seconds();
  for (size_t i = 0; i < lines.size(); ++i) engine.find(lines[i], first + static_cast<uint32_t>(i), found);
  lap.seconds += cpu_seconds() - start;
  lap.count(found);
  std::sort(found.begin(), found.end());
  return found;
}

int race(const std::vector<std::string>& patterns, const std::string& text) {
  std::vector<Line> lines = lines_with_text(text);
  Lap ours{"match"}, theirs{"re2-set"};
  double start = cpu_seconds();
  OurMatcher matcher(patterns);
  ours.compile_seconds = cpu_seconds() - start;
  start = cpu_seconds();
  Re2Sets sets(patterns);
  theirs.compile_seconds = cpu_seconds() - start;

  for (size_t begin = 0, end; begin < lines.size(); begin = end) {
    for (end = begin; end < lines.size() && lines[end].begin - lines[begin].begin < kBytesATurn;) ++end;
    std::span<const Line> some(lines.data() + begin, end - begin);
    std::vector<Found> by_us = turn(matcher, ours, some, static_cast<uint32_t>(begin));
    std::vector<Found> by_them = turn(sets, theirs, some, static_cast<uint32_t>(begin));
    if (by_us == by_them) continue;
    auto [us, them] = std::mismatch(by_us.begin(), by_us.end(), by_them.begin(), by_them.end());
    bool we_miss = us == by_us.end() || (them != by_them.end() && *them < *us);
    Found first = we_miss ? *them : *us;
    std::string line(lines[first.line].trimmed);
    std::fprintf(stderr, "only %s finds %s in the line: %s\n", we_miss ? "RE2::Set" : "dechaff",
                 patterns[first.pattern].c_str(), line.c_str());
    return 1;
  }
  print_laps({ours, theirs}, text.size());
  return 0;
}

}  // namespace
}  // namespace dechaff

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: match_race PATTERNS TEXT\n");
    return 2;
  }
  return dechaff::race(dechaff::read_patterns(argv[1]), dechaff::read_whole(argv[2]));
}
