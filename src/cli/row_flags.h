// What commands that read rows take: --format, --field, --url-field.
#pragma once

#include "cli/command.h"
#include "io/jsonl.h"

namespace dechaff {

// Whether the format is jsonl. Throws UsageError for a format that is not known, and for flags of rows
// without it.
bool reads_rows(const Arguments& arguments);

JsonNames json_names(const Arguments& arguments);

}  // namespace dechaff
