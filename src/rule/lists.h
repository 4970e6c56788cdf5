// `{name}` in phrases and patterns: the words of a list, or one of the built-in pieces `{edge}` and `{word}`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rule/fault.h"
#include "rule/rule.h"

namespace dechaff {

using Lists = std::map<std::string, std::vector<std::string>, std::less<>>;

// A phrase, and a word of a list, may have this many bytes.
constexpr size_t kMostPhraseBytes = 1000;

// Every text that `phrase` stands for, one for each combination of list words. Unknown names are faults.
std::vector<Located> expand_phrase(const Located& phrase, const Lists& lists, std::vector<Fault>& faults);

// The pattern with each list as a group of alternatives. It ends early where it is longer than a pattern may
// be.
PatternText expand_pattern(const Located& pattern, const Lists& lists, std::vector<Fault>& faults);

}  // namespace dechaff
