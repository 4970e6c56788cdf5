// What was predicted of the lines of documents whose sites the model had not seen, and how far down these
// predictions a level may go.
#pragma once

#include <span>
#include <vector>

#include "fit/example.h"

namespace dechaff {

class Predictions {
 public:
  using Documents = std::span<const LabelledDocument* const>;
  explicit Predictions(Documents documents) : documents_(documents), counted_(documents.size()) {}

  // The document counts, by its index, whether it has lines to predict or not.
  void count(size_t document) { counted_[document] = true; }

  // A line of a document, which counts then. The example must outlive this.
  void add(double log_odds, size_t document, const Example& example);

  // The share of the stories' code points that the rules take, whatever is predicted.
  double lost_to_rules() const;

  // The lowest log-odds with which evidence, after what the rules take, loses no more than this share of the
  // stories' code points, and no line of story of more than this share of the documents.
  double threshold(double most_lost, double most_touched) const;

 private:
  struct Line {
    double log_odds;
    size_t document;
    const Example* example;
  };

  Documents documents_;
  std::vector<bool> counted_;  // by document
  std::vector<Line> lines_;
};

}  // namespace dechaff
