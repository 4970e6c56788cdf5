// What a caller may ask of the cleaner beside its rules.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clean/learned_lines.h"

namespace dechaff {

struct CleanOptions {
  std::string level = "balanced";   // a name of `levels` in weights.toml
  std::optional<double> threshold;  // a probability in (0, 1) instead of the level's
  // Categories; "evidence" stands for removals that no rule made. A line that only rules of other categories
  // would take is kept, also against evidence.
  std::vector<std::string> only;                // if not empty, remove nothing else
  std::vector<std::string> skip;                // never remove these
  std::shared_ptr<const LearnedLines> learned;  // lines that recur, or null
};

constexpr std::string_view kEvidenceCategory = "evidence";

}  // namespace dechaff
