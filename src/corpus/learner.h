// Learns which lines recur within a site, from documents in any order and from other tables.
//
//     Learner learner;
//     learner.add("orrin.example", keys_of(text));  // for each document
//     LearnedLines table = learner.table(2);
//
// The memory is bounded. A gigabyte holds 30 million lines (measured: 918 MB; 24 bytes for each story that a
// line was seen with, and a third more to sort what comes). Of more lines those with the largest keys are
// dropped, which are as good as drawn at random: then only some of a site's lines are known, but these with
// all their stories, and still the same ones for any order. To learn from more, learn sites apart and merge
// the tables.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "clean/learned_lines.h"
#include "text/line_key.h"

namespace dechaff {

class Learner {
 public:
  static constexpr size_t kMostSightings = 30'000'000;

  explicit Learner(size_t most_sightings = kMostSightings);

  // A document without a signature or without a site teaches nothing.
  void add(std::string_view site, const DocumentKeys& document);
  void add(const LearnedLines& table);

  // The lines that at least so many stories have. Lines of one story are of no use to a cleaner, but have to
  // be in tables that are merged as if all was learned at once.
  LearnedLines table(size_t least_stories);

  // Whether lines had to be dropped.
  bool has_dropped() const { return has_dropped_; }

 private:
  // A line that was seen with a story.
  struct Sighting {
    uint64_t line, site, story;
    auto operator<=>(const Sighting&) const = default;
  };

  void add(const Sighting& sighting);
  void tidy();

  size_t most_, most_room_, room_;
  std::vector<Sighting> sightings_;
  std::map<uint64_t, std::string> names_;  // of the sites, by their hashes
  bool has_dropped_ = false;
  Sighting first_dropped_ = {};  // nothing at or behind it is taken any more
};

}  // namespace dechaff
