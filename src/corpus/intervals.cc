// Lines of one site resemble one another, so it is sites that are drawn and not lines or documents: intervals
// that took each line for independent would be far too narrow.
#include "corpus/intervals.h"

#include <algorithm>
#include <vector>

#include "corpus/python_random.h"

namespace dechaff {
namespace {

// These are score.py's: seed, number of draws, and the places of the bounds among the sorted results.
constexpr uint32_t kSeed = 7;
constexpr int kDraws = 300;
constexpr size_t kLow = 7, kHigh = 292;

double f1(const Counts& c) {
  int64_t below = 2 * c.chaff_removed + c.story_removed + c.chaff_kept;
  return static_cast<double>(2 * c.chaff_removed) / static_cast<double>(std::max<int64_t>(1, below));
}

Interval interval(std::vector<double>& values) {
  std::sort(values.begin(), values.end());
  return {values[kLow], values[kHigh]};
}

}  // namespace

Intervals intervals_by_site(const std::map<std::string, Counts, std::less<>>& sites) {
  std::vector<const Counts*> in_order;
  for (auto& [site, counts] : sites) in_order.push_back(&counts);
  PythonRandom random(kSeed);
  std::vector<double> recall, f1s, lost;
  for (int draw = 0; draw < kDraws; ++draw) {
    Counts sum;
    for (size_t site : random.choices(in_order.size())) sum += *in_order[site];
    recall.push_back(sum.recall());
    f1s.push_back(f1(sum));
    lost.push_back(100 * sum.story_lost());
  }
  return {interval(recall), interval(f1s), interval(lost)};
}

}  // namespace dechaff
