// Fits weights to labelled documents, and chooses the thresholds of the levels.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "fit/example.h"
#include "fit/features.h"

namespace dechaff {

// What a level promises of sites that it has not seen: the most that is lost, as shares from 0 to 1.
struct LevelAim {
  std::string_view level;
  double story_lost;  // of the code points of all stories
  double touched;     // of the documents: those that lose a line of story
};
inline constexpr LevelAim kLevelAims[] = {
    {"strict", 0.001, 0.03}, {"balanced", 0.003, 0.05}, {"thorough", 0.01, 0.40}};

// What a line counts in the fit: 1 where labels are sure, elsewhere half, and less in a document so long that
// its lines would count more than kMostUnsureLines at half: of a page's two hundred links one is like
// another.
constexpr double kUnsureWeight = 0.5;
constexpr size_t kMostUnsureLines = 60;
double line_weight(const LabelledDocument& document);

struct Fit {
  Weights weights;
  // By kind, see logistic.h; 0 where there was nothing to fit to.
  std::array<double, std::size(kTextKinds)> penalties{};
};

// Articles and pages have a model each; one without examples stays as it is. Penalties and thresholds are
// chosen by cross-validation: the sites are dealt into five parts, each is predicted by what was fitted to
// the others, and of these predictions the sure ones count. A threshold is the lowest with which evidence,
// after what the rules take, keeps the level's aim over articles and pages together; levels without an aim
// stay as they are.
//
// The order of the documents makes no difference beyond the last bits of a sum.
Fit fit_weights(std::span<const LabelledDocument* const> documents, const RuleSet& rules);

// The weights of `recurs`, with all others given: `documents` were labelled with a learned table. They stay
// as they are where no line recurs.
void fit_recurrence(std::span<const LabelledDocument> documents, const RuleSet& rules, Weights& weights);

// Which of `parts` parts a site is dealt into, from 0. Of two different `deal`s none tells about the other.
size_t part_of_site(std::string_view site, size_t parts, std::string_view deal);

}  // namespace dechaff
