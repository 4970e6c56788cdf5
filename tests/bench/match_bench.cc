// Finding the built-in rules that hit a line.
#include "stage.h"

namespace dechaff {
namespace {

void match_documents(benchmark::State& state) {
  std::vector<std::vector<MeasuredLine>> measured;
  for (const std::string& document : bench_documents()) {
    measured.push_back(measure_lines(split_lines(document)));
  }
  const Matcher& matcher = builtin_rules().matcher();
  for (auto _ : state) {
    for (const std::vector<MeasuredLine>& lines : measured) {
      for (const MeasuredLine& line : lines) {
        if (!line.line.blank()) benchmark::DoNotOptimize(matcher.hits(line));
      }
    }
  }
  set_bytes(state);
}
BENCHMARK(match_documents)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dechaff
