// Scores of a whole corpus and of its parts, as a table for people.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "corpus/score.h"

namespace dechaff {

class Scoreboard {
 public:
  // `by`: the fields of a document whose values get rows of their own.
  explicit Scoreboard(std::vector<std::string> by) : by_(std::move(by)), groups_(by_.size()) {}

  void add(const GoldDocument& document, std::span<const double> kept);

  const Score& total() const { return total_; }

  // The lines that score.py prints for the same outcome: the rows for all documents and for each part with at
  // least `min_documents`, what became of short lines, long lines, headlines and repeats, the intervals, and
  // recall by kind.
  std::string text(int64_t min_documents) const;

 private:
  struct Group {
    std::string value;
    Score score;
  };

  std::vector<std::string> by_;
  Score total_;
  std::vector<std::vector<Group>> groups_;  // by field; groups in the order in which they came up
};

}  // namespace dechaff
