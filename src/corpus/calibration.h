// Whether the probabilities of evidence are true: of the lines that it gave .7 to .8, about three quarters
// should be chaff.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "corpus/outcome.h"

namespace dechaff {

class Calibration {
 public:
  // The lines whose probability is at least `from` and below `to`.
  struct Bin {
    double from, to;
    int64_t lines = 0, chaff = 0;
    double sum = 0;  // of the probabilities given

    double chaff_share() const { return static_cast<double>(chaff) / static_cast<double>(lines); }
    double mean_given() const { return sum / static_cast<double>(lines); }
  };

  // Tenths, and the last of them in four parts.
  Calibration();

  // Counts the scored lines that evidence decided.
  void add(const GoldDocument& document, std::span<const LineOutcome> outcomes);

  const std::vector<Bin>& bins() const { return bins_; }

  // A table for people.
  std::string text() const;

 private:
  std::vector<Bin> bins_;
};

}  // namespace dechaff
