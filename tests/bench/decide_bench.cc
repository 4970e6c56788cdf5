// The layout and the verdicts, evidence among them, of lines whose hits are known.
#include "stage.h"

namespace dechaff {
namespace {

void decide_documents(benchmark::State& state) {
  std::vector<Examination> examinations = examined_documents();
  const Cleaner& cleaner = builtin_cleaner();
  for (auto _ : state) {
    for (Examination& e : examinations) {
      Layout layout = find_layout(e.lines, e.hits, cleaner.rules());
      benchmark::DoNotOptimize(decide(e.lines, e.hits, layout, cleaner.evidence(), cleaner.options(), {}));
    }
  }
  set_bytes(state);
}
BENCHMARK(decide_documents)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dechaff
