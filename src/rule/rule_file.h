// Reads one rule file: TOML into rules, with every fault in it found at once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rule/lists.h"
#include "rule/rule.h"

namespace dechaff {

// Additions to a rule of a lower layer, by id. Only the fields that are lists of texts are used.
struct Extension {
  Rule additions;
  Position id_at;
};

struct RuleFile {
  SourcePtr source;
  Lists lists;
  std::vector<Rule> rules;
  std::vector<Extension> extensions;
  std::vector<Located> off;
  std::vector<Located> more_files;  // `rules = [...]`, as written
};

// `path` is the file's place below its rules folder ("en/share.toml") or just its name; it gives language and
// category. `shared_lists` are those that the file may use beside its own. A rule without an id is left out.
RuleFile read_rule_file(const SourcePtr& source, std::string_view path, const Lists& shared_lists,
                        std::vector<Fault>& faults);

// Reads only `[lists]`, for files named lists.toml.
Lists read_lists_file(const SourcePtr& source, std::vector<Fault>& faults);

}  // namespace dechaff
