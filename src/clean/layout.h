// The layout of a document: which lines are prose, which stand in blocks under a heading, and the zones.
//
// Prose is a line that ends a sentence (or in a colon, before a list or a quotation), is long, and that no
// rule takes; a single question or exclamation has to be longer, for many headlines are one, and a line of
// several sentences that is longer still may break off. A block is a heading that a `block` rule hits and the
// teasers under it. Zones: head is what comes before the first prose, tail what comes after the last; a line
// that a `rest` rule hits begins the tail, too, when no prose below it shares rare words with the story.
#pragma once

#include <cstdint>
#include <vector>

#include "clean/match_lines.h"
#include "rule/rule_set.h"

namespace dechaff {

// A sentence under a heading that shares this much of its words, by rarity, with the story above is story
// itself.
constexpr int kSharedPercent = 12;

constexpr int kColon = 3;  // of the measure `ending`

// A heading and the lines under it: [heading, end).
struct Block {
  size_t heading;
  size_t end;
  RuleIndex rule;
};

struct Layout {
  std::vector<bool> prose;
  std::vector<Zone> zones;
  std::vector<Block> blocks;  // in order, without overlap
  std::vector<bool> taken;    // lines that the rules take by themselves, blocks included
  bool has_prose = false;
};

// Also sets those measures of `lines` that depend on the layout, but for those of words (see surroundings.h).
Layout find_layout(std::vector<MeasuredLine>& lines, const Hits& hits, const RuleSet& rules);

// Whether the line's zone is one that the rule asks for.
inline bool in_zone(const Rule& rule, Zone zone) {
  return rule.zones & static_cast<uint8_t>(zone);
}

// Whether a `keep` rule among the hits of a line protects it from rules of the category.
bool is_kept(const RuleSet& rules, std::span<const RuleIndex> hits, Zone zone, std::string_view category);

}  // namespace dechaff
