// The figures that say how well a cleaning agrees with the labels. Chaff that goes is what is looked for:
// precision and recall are those of removal.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "corpus/gold.h"

namespace dechaff {

// Scored lines and their code points. A line counts as kept when at least half of it is.
struct Counts {
  int64_t chaff_removed = 0, chaff_kept = 0, story_removed = 0, story_kept = 0;
  int64_t chaff_chars = 0, story_chars = 0;
  double chaff_chars_kept = 0, story_chars_kept = 0;

  Counts& operator+=(const Counts& other);
  int64_t chaff() const { return chaff_removed + chaff_kept; }
  int64_t story() const { return story_removed + story_kept; }
  // Shares from 0 to 1; of nothing, 0.
  double precision() const;
  double recall() const;
  double f1() const;
  double story_kept_share() const;  // of lines
  double story_lost() const;        // of code points
  double chaff_left_percent() const;
  double chaff_in_output_percent() const;  // of the code points that stay
};

// A yes or no about lines of one sort.
struct Tally {
  int64_t removed = 0, kept = 0;

  void add(bool is_kept) { ++(is_kept ? kept : removed); }
  int64_t all() const { return removed + kept; }
  bool operator==(const Tally&) const = default;
};

// The mean of a figure over the documents that have it, not a number when none does.
class Mean {
 public:
  void add(double value) { sum_ += value, ++count_; }
  double value() const;

 private:
  double sum_ = 0;
  int64_t count_ = 0;
};

struct Score {
  // `kept`: the share of each line of the document that stays.
  void add(const GoldDocument& document, std::span<const double> kept);

  int64_t documents = 0;
  Counts counts;
  std::map<std::string, Counts, std::less<>> sites;
  std::vector<std::pair<std::string, Tally>>
      kinds;  // of chaff, "-" for none, in the order in which they came up
  Tally short_story, titles,
      repeats;            // story lines of at most 40 code points; headlines; second copies of paragraphs
  int64_t lost_long = 0;  // documents that lost a story line of at least 80 code points
  struct {
    Mean precision, recall, f1, story_kept, story_lost, perfect, intact;
  } means;  // over documents
};

constexpr bool counts_as_kept(double share) {
  return share >= 0.5;
}

}  // namespace dechaff
