// The measures that lines have before rules are matched.
#include "stage.h"

namespace dechaff {
namespace {

void measure_documents(benchmark::State& state) {
  std::vector<std::vector<Line>> split;
  for (const std::string& document : bench_documents()) split.push_back(split_lines(document));
  for (auto _ : state) {
    for (const std::vector<Line>& lines : split) benchmark::DoNotOptimize(measure_lines(lines));
  }
  set_bytes(state);
}
BENCHMARK(measure_documents)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dechaff
