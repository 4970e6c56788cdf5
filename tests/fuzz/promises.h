// What every fuzz target asks of the cleaner. A broken promise aborts, which is what libFuzzer takes for a
// finding.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "clean/cleaner.h"

namespace dechaff {

inline void must(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "not so: %s\n", promise);
  std::abort();
}

// Cleaning what is left changes nothing, but for what did not settle.
inline void check_again(const Cleaned& first, bool same) {
  must(same || first.flags.unsettled, "cleaning what is left changes nothing");
}

// The spans tile the text, each removed part has a reason, and cleaning what is left changes nothing.
inline void check_cleaned(std::string_view text, const Cleaned& cleaned, const Cleaner& cleaner,
                          std::string_view site = {}) {
  auto rule_count = static_cast<int32_t>(cleaner.rules().rules().size());
  int64_t limit = evidence_limit(cleaner.rules(), cleaner.options());
  size_t at = 0;
  for (const Span& span : cleaned.spans) {
    must(span.begin == at && span.begin < span.end, "each span begins where the last one ends");
    at = span.end;
    bool by_rule = span.rule >= 0 && span.rule < rule_count;
    bool by_evidence = span.rule == -1 && span.evidence >= limit;
    must(!span.removed || by_rule || by_evidence, "what is removed has a rule, or evidence that suffices");
  }
  must(at == text.size(), "the last span ends where the text ends");
  std::string left = kept_text(text, cleaned.spans);
  Cleaned again = cleaner.clean(left, site);
  check_again(cleaned, kept_text(left, again.spans) == left);
}

inline void check_clean(std::string_view text, const Cleaner& cleaner, std::string_view site = {}) {
  check_cleaned(text, cleaner.clean(text, site), cleaner, site);
}

}  // namespace dechaff
