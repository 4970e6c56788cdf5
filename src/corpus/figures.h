// The figures of a score, each with its names and what it says: what is printed for people, JSON and help are
// made from this one table.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "corpus/intervals.h"
#include "corpus/score.h"

namespace dechaff {

struct Figure {
  std::string_view name;   // for programs: "story_lost_percent"
  std::string_view label;  // for people, who are shown only figures that have one
  std::string_view about;
  int decimals;                             // that people are shown
  double (*of)(const Score&);               // not a number where there is nothing to take it of
  Interval Intervals::*interval = nullptr;  // how far it would move with other sites, where that is known
};

std::span<const Figure> figure_table();

// "0.994", or "-" for what is not a number.
std::string shown_figure(double value, int decimals);

}  // namespace dechaff
