// What the stages' benchmarks share: a text, and what each stage makes of it with the built-in rules at the
// usual level.
#pragma once

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "clean/cleaner.h"

namespace dechaff {

// The documents of the bench text.
const std::vector<std::string>& bench_documents();

const RuleSet& builtin_rules();
const Cleaner& builtin_cleaner();

// The first pass over each document.
const std::vector<Examination>& examined_documents();

// Bytes a second: of all documents, each time round.
void set_bytes(benchmark::State& state);

}  // namespace dechaff
