#include "stage.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace dechaff {
namespace {

std::vector<std::string> read_documents() {
  std::ifstream in(DECHAFF_BENCH_TEXT, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  std::vector<std::string> documents;
  for (size_t begin = 0, end; (end = text.find("\n\n", begin)) != text.npos; begin = end + 2) {
    documents.push_back(text.substr(begin, end + 1 - begin));
  }
  if (!documents.empty()) return documents;
  std::fprintf(stderr, "no documents in %s\n", DECHAFF_BENCH_TEXT);
  std::exit(2);
}

std::vector<Examination> examine_documents() {
  std::vector<Examination> examinations;
  for (const std::string& document : bench_documents()) {
    examinations.push_back(std::move(builtin_cleaner().examine(document).passes.front()));
  }
  return examinations;
}

}  // namespace

const std::vector<std::string>& bench_documents() {
  static const std::vector<std::string> documents = read_documents();
  return documents;
}

const RuleSet& builtin_rules() {
  static const RuleSet rules(load_rules({}));
  return rules;
}

const Cleaner& builtin_cleaner() {
  static const Cleaner cleaner(builtin_rules(), {});
  return cleaner;
}

const std::vector<Examination>& examined_documents() {
  static const std::vector<Examination> examinations = examine_documents();
  return examinations;
}

void set_bytes(benchmark::State& state) {
  size_t bytes = 0;
  for (const std::string& document : bench_documents()) bytes += document.size();
  state.SetBytesProcessed(static_cast<int64_t>(bytes) * static_cast<int64_t>(state.iterations()));
}

}  // namespace dechaff

BENCHMARK_MAIN();
