// Phrases: many fixed texts looked up in a folded line at once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rule/literals.h"
#include "rule/pattern.h"

namespace dechaff {

enum class PhraseKind : uint8_t { is, starts, ends, contains };

// A phrase as it is looked up: folded, without the bullets, quotes and brackets around it. Empty if nothing
// is left.
std::string fold_phrase(std::string_view phrase);

// Where a phrase stands in a folded line by the rules of its kind (see rules/README.md): all places for
// `contains`, at most one for the others. Byte offsets into the folded line.
std::vector<Range> find_phrase(PhraseKind kind, std::string_view phrase, std::string_view folded);

class PhraseIndex {
 public:
  // `phrase` must come from fold_phrase and not be empty.
  void add(PhraseKind kind, const std::string& phrase, size_t id);

  // Appends the id of each phrase found in the folded line; an id may come more than once.
  void find(std::string_view folded, std::vector<size_t>& ids) const;

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  // Phrases of one kind by their text, and the lengths that occur, so that a line is looked up once for each
  // length.
  struct Table {
    std::unordered_map<std::string, std::vector<size_t>, Hash, std::equal_to<>> ids;
    std::vector<size_t> lengths;
  };

  Table is_, starts_, ends_;
  // Phrases of the kind `contains` with their ids, found by the literals that have their indices; but some
  // are too short for these.
  std::vector<std::pair<std::string, size_t>> contains_;
  std::vector<size_t> short_contains_;
  Literals literals_;
};

}  // namespace dechaff
