// Documents in files, cleaned to files: `dechaff clean PATH…`.
#pragma once

#include <functional>

#include "cli/run.h"
#include "io/documents.h"

namespace dechaff {

// The cleaner for what is found under the named path with this index.
using CleanerOf = std::function<const Cleaner&(size_t operand)>;

// Every document that the paths lead to is read, cleaned and written, whatever becomes of the others. Returns
// the exit status.
int clean_paths(const RunOptions& options, const std::vector<std::string>& paths,
                const CleanerOf& cleaner_of);

}  // namespace dechaff
