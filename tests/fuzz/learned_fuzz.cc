// Bytes as a table of learned lines: a table is written again as it was read, and what is none is told why,
// with a place in the text.
#include "io/learned_table.h"
#include "promises.h"

namespace dechaff {
namespace {

void check(std::string_view bytes) {
  auto parsed = parse_learned_table(std::string(bytes), "table");
  if (auto* fault = std::get_if<Fault>(&parsed)) {
    must(!fault->message.empty(), "what is wrong is told");
    must(fault->at.line >= 1 && fault->at.column >= 1, "the place is in the text");
    must(to_text(*fault).starts_with("table:"), "the place is told");
    return;
  }
  must(to_text(std::get<LearnedLines>(parsed)) == bytes, "a table is written as it was read");
}

}  // namespace
}  // namespace dechaff

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  dechaff::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
