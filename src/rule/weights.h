// Weights: what each measure and each `weigh` rule adds to the evidence that a line is chaff, and how much
// evidence a level asks for. There are two models, one for articles as scrapers write them and one for whole
// pages. All sums are in whole thousandths of log-odds, so they are the same on every machine.
#pragma once

#include <array>
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

// What evidence is added up from.
struct EvidenceModel {
  int64_t base = 0;
  std::vector<MeasureWeight> measures;
  std::map<std::string, int64_t, std::less<>> rules;
  int64_t guard_percent = 100;  // most of the prose, in percent of its characters, that evidence may take
};

enum class TextKind : uint8_t { article, page };
constexpr int64_t kNoPages = INT32_MAX;
constexpr TextKind kTextKinds[] = {TextKind::article, TextKind::page};

struct Weights {
  std::array<EvidenceModel, std::size(kTextKinds)> models;
  int64_t page_lines = kNoPages;                      // a text of which rules take so many lines is a page
  std::map<std::string, double, std::less<>> levels;  // name -> probability from which evidence removes

  EvidenceModel& operator[](TextKind kind) { return models[static_cast<size_t>(kind)]; }
  const EvidenceModel& operator[](TextKind kind) const { return models[static_cast<size_t>(kind)]; }
  // Any line of a text, if it is not blank, says what the text is.
  TextKind kind_of(const Measures& line) const {
    return line[Measure::taken] >= page_lines ? TextKind::page : TextKind::article;
  }
};

// Reads a weights.toml over `weights`: what the file says replaces what was there, entry by entry.
void read_weights(const SourcePtr& source, Weights& weights, std::vector<Fault>& faults);

// Log-odds in thousandths from a probability strictly between 0 and 1, and back.
int64_t log_odds(double probability);
double probability(int64_t log_odds_thousandths);

}  // namespace dechaff
