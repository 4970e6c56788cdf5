// Python's random numbers, so that what is drawn here is what score.py draws.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace dechaff {

class PythonRandom {
 public:
  // random.Random(seed)
  explicit PythonRandom(uint32_t seed);

  // random.random(): at least 0, below 1.
  double random();

  // random.choices(range(n), k=n).
  std::vector<size_t> choices(size_t n);

 private:
  std::mt19937 engine_;
};

}  // namespace dechaff
