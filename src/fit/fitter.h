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
    {"strict", 0.001, 0.025}, {"balanced", 0.003, 0.05}, {"thorough", 0.01, 0.40}};

// The most that evidence may lose of the stories of pages at balanced, beside what rules take of them. All
// labels count here, for those of pages come from markup: it takes much for story that a reader would not.
inline constexpr double kPageStoryLost = 0.008;

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
  int64_t page_caution = 0;  // what the base of pages was lowered by
};

// Articles and pages have a model each; one without examples stays as it is. Penalties and thresholds are
// chosen by cross-validation: the sites are dealt into five parts, each is predicted by what was fitted to
// the others, and of these predictions the sure ones count; for the penalty of pages all do, for few of them
// are sure. A threshold is the lowest with which evidence, after what the rules take, keeps the level's aim
// over articles and pages together; levels without an aim stay as they are. Where balanced would then lose
// too much of pages, the base of their model is lowered.
//
// The order of the documents makes no difference beyond the last bits of a sum.
Fit fit_weights(std::span<const LabelledDocument* const> documents, const RuleSet& rules);

// The weights of `recurs`, with all others given: `documents` were labelled with a learned table. They are
// fitted to the lines that balanced leaves without them, for these they are to decide; among lines that go
// anyway, one wrong label in fifty would say that recurring is next to nothing. They stay as they are where
// no line recurs.
void fit_recurrence(std::span<const LabelledDocument> documents, const RuleSet& rules, Fit& fit);

// Which of `parts` parts a site is dealt into, from 0. Of two different `deal`s none tells about the other.
size_t part_of_site(std::string_view site, size_t parts, std::string_view deal);

}  // namespace dechaff
