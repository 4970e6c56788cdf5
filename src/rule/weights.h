// Weights: what each measure and each `weigh` rule adds to the evidence that a line is chaff, and how much
// evidence a level asks for. All sums are in whole thousandths of log-odds, so they are the same on every
// machine.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "rule/fault.h"
#include "text/measure.h"

namespace dechaff {

// A measure's value falls in bucket k when it reaches bounds[k-1] but not bounds[k]; the bucket's weight is
// added.
struct MeasureWeight {
  Measure measure;
  std::vector<int64_t> bounds;   // ascending
  std::vector<int64_t> weights;  // one more than bounds

  size_t bucket(int64_t value) const;
  std::string bucket_name(size_t k) const;  // "chars 20-39"
};

// Weights beyond this mean nothing more, and sums of them must not overflow.
constexpr int64_t kMostWeight = 1000000;

struct Weights {
  int64_t base = 0;
  std::vector<MeasureWeight> measures;
  std::map<std::string, int64_t, std::less<>> rules;
  std::map<std::string, double, std::less<>> levels;  // name -> probability from which evidence removes
  int64_t guard_percent = 100;  // most of the prose, in percent of its characters, that evidence may take
};

// Reads a weights.toml over `weights`: what the file says replaces what was there, entry by entry.
void read_weights(const SourcePtr& source, Weights& weights, std::vector<Fault>& faults);

// Log-odds in thousandths from a probability strictly between 0 and 1, and back.
int64_t log_odds(double probability);
double probability(int64_t log_odds_thousandths);

}  // namespace dechaff
