// Scores of a whole corpus and of its parts.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/score.h"

namespace dechaff {

class Scoreboard {
 public:
  // `by`: the fields of a document whose values get rows of their own.
  explicit Scoreboard(std::vector<std::string> by) : by_(std::move(by)), groups_(by_.size()) {}

  void add(const GoldDocument& document, std::span<const double> kept);

  const Score& total() const { return total_; }

  // The documents whose field has one value.
  struct Part {
    std::string_view field, value;
    const Score* score;
  };

  // Those of at least `min_documents`, by field, most documents first. They live as long as the board and end
  // with the next add().
  std::vector<Part> parts(int64_t min_documents) const;

  // Lines of chaff by what the labels call them, "-" for none, most lines first.
  using Kinds = std::vector<std::pair<std::string, Tally>>;
  Kinds kinds() const;

  // Tables for people: a row for all documents and for each part of at least `min_documents`, and one for
  // each kind.
  std::string text(int64_t min_documents) const;
  std::string kinds_text() const;

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
