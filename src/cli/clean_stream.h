// Standard input cleaned to standard output: `dechaff clean -`.
#pragma once

#include "clean/cleaner.h"
#include "io/jsonl.h"

namespace dechaff {

// Both return the exit status. With `dry_run`, what would change is named on standard output instead.

// One document. Says nothing on standard error unless something fails.
int clean_text_stream(const Cleaner& cleaner, bool dry_run);

// Rows of JSON, in order, with a summary on standard error at the end.
int clean_row_stream(const Cleaner& cleaner, const JsonNames& names, unsigned threads, bool dry_run);

}  // namespace dechaff
