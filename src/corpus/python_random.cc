// Python draws from the same Mersenne Twister as std::mt19937 and differs in how it is seeded, for which the
// standard lets a seed sequence set the engine's whole state, and in how two words become a double.
//
// Sources: init_by_array and genrand_res53 in mt19937ar.c (M. Matsumoto, T. Nishimura, "Mersenne Twister",
// ACM TOMACS 8, 1998; http://www.math.sci.hiroshima-u.ac.jp/m-mat/MT/emt.html), called as in CPython's
// Modules/_randommodule.c; choices() in CPython's Lib/random.py.
#include "corpus/python_random.h"

#include <cmath>

namespace dechaff {
namespace {

constexpr uint32_t kStateSize = std::mt19937::state_size;

// init_by_array with a key of one word.
class ArraySeed {
 public:
  using result_type = uint32_t;

  explicit ArraySeed(uint32_t key) : key_(key) {}

  // The engine asks for its state, kStateSize words.
  template <class Iterator>
  void generate(Iterator state, Iterator) const {
    state[0] = 19650218;
    for (uint32_t i = 1; i < kStateSize; ++i)
      state[i] = 1812433253u * (state[i - 1] ^ (state[i - 1] >> 30)) + i;
    uint32_t i = 1;
    auto mix = [&](uint32_t factor) {
      return static_cast<uint32_t>(state[i]) ^ mixed_from(state[i - 1], factor);
    };
    auto step = [&] {
      if (++i < kStateSize) return;
      state[0] = state[kStateSize - 1];
      i = 1;
    };
    for (uint32_t k = 0; k < kStateSize; ++k, step()) state[i] = mix(1664525u) + key_;
    for (uint32_t k = 1; k < kStateSize; ++k, step()) state[i] = mix(1566083941u) - i;
    state[0] = 0x80000000u;
  }

 private:
  static uint32_t mixed_from(uint32_t before, uint32_t factor) { return (before ^ (before >> 30)) * factor; }

  uint32_t key_;
};

std::mt19937 seeded(uint32_t seed) {
  ArraySeed sequence(seed);
  return std::mt19937(sequence);
}

}  // namespace

PythonRandom::PythonRandom(uint32_t seed) : engine_(seeded(seed)) {}

double PythonRandom::random() {
  uint32_t high = engine_() >> 5, low = engine_() >> 6;
  return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
}

std::vector<size_t> PythonRandom::choices(size_t n) {
  std::vector<size_t> chosen(n);
  for (size_t& choice : chosen) choice = static_cast<size_t>(std::floor(random() * static_cast<double>(n)));
  return chosen;
}

}  // namespace dechaff
