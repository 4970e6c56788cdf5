#include "corpus/figures.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace dechaff {
namespace {

double percent(int64_t part, int64_t whole) {
  if (whole == 0) return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>(100 * part) / static_cast<double>(whole);
}

double kept_percent(const Tally& tally) {
  return percent(tally.kept, tally.all());
}

constexpr Figure kFigures[] = {
    {"precision", "precision", "the share of the removed lines that is chaff", 3,
     [](const Score& s) { return s.counts.precision(); }},
    {"recall", "recall", "the share of the lines of chaff that is removed", 3,
     [](const Score& s) { return s.counts.recall(); }, &Intervals::recall},
    {"f1", "F1", "the harmonic mean of precision and recall", 3, [](const Score& s) { return s.counts.f1(); },
     &Intervals::f1},
    {"story_lost_percent", "story lost %", "characters of story that go", 2,
     [](const Score& s) { return 100 * s.counts.story_lost(); }, &Intervals::story_lost_percent},
    {"chaff_left_percent", "chaff left %", "characters of chaff that stay", 1,
     [](const Score& s) { return s.counts.chaff_left_percent(); }},
    {"chaff_in_output_percent", "chaff in the output %", "characters of chaff among those that stay", 1,
     [](const Score& s) { return s.counts.chaff_in_output_percent(); }},
    {"intact_percent", "documents intact %", "documents that lose no line of story", 1,
     [](const Score& s) { return 100 * s.means.intact.value(); }},
    {"perfect_percent", "documents perfect %", "documents with every line treated as labelled", 1,
     [](const Score& s) { return 100 * s.means.perfect.value(); }},
    {"long_line_lost_percent", "lost a long line %",
     "documents that lose a line of story of 80 characters or more", 1,
     [](const Score& s) { return percent(s.lost_long, s.documents); }},
    {"short_story_kept_percent", "short lines kept %", "lines of story of up to 40 characters that stay", 1,
     [](const Score& s) { return kept_percent(s.short_story); }},
    {"headlines_kept_percent", "headlines kept %", "lines of the kind title that stay", 1,
     [](const Score& s) { return kept_percent(s.titles); }},
    {"repeats_removed_percent", "repeats removed %",
     "repeated leads, lines of the kind dup of 80 characters or more, that go", 1,
     [](const Score& s) { return percent(s.repeats.removed, s.repeats.all()); }},
    {"story_kept", "", "the share of the lines of story that stays", 4,
     [](const Score& s) { return s.counts.story_kept_share(); }},
    {"mean_precision", "", "precision, as a mean over documents", 3,
     [](const Score& s) { return s.means.precision.value(); }},
    {"mean_recall", "", "recall, as a mean over documents", 3,
     [](const Score& s) { return s.means.recall.value(); }},
    {"mean_f1", "", "F1, as a mean over documents", 3, [](const Score& s) { return s.means.f1.value(); }},
    {"mean_story_kept", "", "the share of the lines of story that stays, as a mean over documents", 4,
     [](const Score& s) { return s.means.story_kept.value(); }},
    {"mean_story_lost_percent", "", "characters of story that go, as a mean over documents", 2,
     [](const Score& s) { return 100 * s.means.story_lost.value(); }},
};

}  // namespace

std::span<const Figure> figure_table() {
  return kFigures;
}

std::string shown_figure(double value, int decimals) {
  return std::isnan(value) ? "-" : fmt::format("{:.{}f}", value, decimals);
}

}  // namespace dechaff
