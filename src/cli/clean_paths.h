// Documents in files, cleaned to files: `dechaff clean PATH…`.
#pragma once

#include <functional>

#include "cli/run.h"
#include "io/documents.h"

namespace dechaff {

// How a document is cleaned.
struct CleanerFor {
  const Cleaner& cleaner;
  std::string site;  // or empty
};

// Called on any thread, but never by two at once.
using CleanerOf = std::function<CleanerFor(const Document&)>;

// Every document that the paths lead to is read, cleaned and written, whatever becomes of the others. Returns
// the exit status.
int clean_paths(const RunOptions& options, const std::vector<std::string>& paths,
                const CleanerOf& cleaner_of);

}  // namespace dechaff
