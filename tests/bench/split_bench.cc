// The lossless line split.
#include "stage.h"

namespace dechaff {
namespace {

void split_documents(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string& document : bench_documents()) benchmark::DoNotOptimize(split_lines(document));
  }
  set_bytes(state);
}
BENCHMARK(split_documents)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dechaff
