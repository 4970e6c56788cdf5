// Run by the build: writes the snapshot of the built-in rules to the file that it is given.
#include <fmt/format.h>

#include <fstream>

#include "rule/snapshot.h"

int main(int argc, char** argv) {
  using namespace dechaff;
  if (argc != 2) return 2;
  LoadedRules loaded = load_rules({});
  for (const Fault& fault : loaded.faults) fmt::print(stderr, "{}\n", to_text(fault));
  if (!loaded.faults.empty()) return 1;
  std::vector<uint64_t> blob = make_snapshot(loaded);
  std::ofstream out(argv[1], std::ios::binary);
  out.write(reinterpret_cast<const char*>(blob.data()),
            static_cast<std::streamsize>(blob.size() * sizeof blob[0]));
  return out.flush() ? 0 : 1;
}

namespace dechaff {

// There is none yet.
std::span<const uint64_t> builtin_snapshot() {
  return {};
}

}  // namespace dechaff
