// Standard input cleaned to standard output: `dechaff clean -`.
#pragma once

#include "clean/cleaner.h"
#include "cli/run.h"
#include "io/compression.h"
#include "io/jsonl.h"

namespace dechaff {

// Both return the exit status.

// One document. Says nothing on standard error unless something fails.
int clean_text_stream(const Cleaner& cleaner, const RunOptions& options);

// Rows of JSON, in order, with a summary on standard error at the end. Those that come compressed are read as
// they are; `compression` is that of the output.
int clean_row_stream(const Cleaner& cleaner, const JsonNames& names, const RunOptions& options,
                     Compression compression);

}  // namespace dechaff
