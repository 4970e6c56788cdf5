// Verdicts into spans, and spans into the text that is left.
#include "clean/cut.h"
#include "stage.h"

namespace dechaff {
namespace {

void cut_documents(benchmark::State& state) {
  const std::vector<Examination>& examinations = examined_documents();
  for (auto _ : state) {
    for (const Examination& e : examinations) {
      benchmark::DoNotOptimize(kept_text(e.text, cut(e.text, e.lines, e.verdicts)));
    }
  }
  set_bytes(state);
}
BENCHMARK(cut_documents)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dechaff
