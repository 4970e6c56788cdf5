#include "fit/predictions.h"

#include <algorithm>
#include <cmath>

namespace dechaff {
namespace {

// A fifth: no level takes lines that are so much likelier story.
constexpr double kLeastLogOdds = -1.386;
// Beyond this a probability cannot be told from 1 in the places that it is written with.
constexpr double kMostLogOdds = 9;

}  // namespace

void Predictions::add(double log_odds, size_t document, const Example& example) {
  count(document);
  lines_.push_back({log_odds, document, &example});
}

double Predictions::lost_to_rules() const {
  double lost = 0, story = 0;
  for (size_t d = 0; d < documents_.size(); ++d) {
    if (!counted_[d]) continue;
    lost += documents_[d]->story_lost;
    story += static_cast<double>(documents_[d]->story_chars);
  }
  return story > 0 ? lost / story : 0;
}

double Predictions::threshold(double most_lost, double most_touched) const {
  double lost = 0, story = 0, documents = 0, touched_count = 0;
  std::vector<bool> touched(documents_.size());
  for (size_t d = 0; d < documents_.size(); ++d) {
    if (!counted_[d]) continue;
    const LabelledDocument& document = *documents_[d];
    ++documents;
    lost += document.story_lost;
    story += static_cast<double>(document.story_chars);
    touched[d] = document.lost_to_rules;
    touched_count += touched[d];
  }
  std::vector<Line> lines = lines_;
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line& a, const Line& b) { return a.log_odds > b.log_odds; });
  double last = INFINITY;
  for (const Line& line : lines) {
    if (!line.example->is_chaff) {
      lost += static_cast<double>(line.example->chars);
      touched_count += !touched[line.document];
      touched[line.document] = true;
      // Stops before the line of story that would be too much.
      if (lost > most_lost * story || touched_count > most_touched * documents)
        return std::clamp((line.log_odds + std::min(last, line.log_odds + 1)) / 2, kLeastLogOdds,
                          kMostLogOdds);
    }
    last = line.log_odds;
  }
  return kLeastLogOdds;
}

}  // namespace dechaff
