// Sightings are gathered in a list that is sorted whenever it is full: then what was seen twice, and stories
// beyond the most that a line may have, go. If it is still too long, its end goes, by whole lines.
//
// Why the order does not matter: with more sightings a line keeps as many stories or gets more, so a line's
// place in the sorted list only moves back. What is dropped early would be dropped at the end as well, and
// what is in the list at the end was in it all the time.
#include "corpus/learner.h"

#include <algorithm>

#include "text/hash.h"

namespace dechaff {
namespace {

constexpr size_t kLeastRoom = 1 << 16;

}  // namespace

// Room is doubled up to the most, so there is never more than that: while a list moves to one of twice the
// size, that is half empty.
Learner::Learner(size_t most_sightings)
    : most_(most_sightings), most_room_(most_sightings + most_sightings / 3 + 1), room_(most_room_) {
  while (room_ > kLeastRoom) room_ = room_ / 2 + 1;
}

void Learner::add(std::string_view site, const DocumentKeys& document) {
  if (!document.story || site.empty()) return;
  uint64_t id = short_hash_of(site);
  names_.try_emplace(id, site);
  for (uint64_t line : document.lines) add({line, id, *document.story});
}

void Learner::add(const LearnedLines& table) {
  for (const auto& [site, lines] : table.sites()) {
    uint64_t id = short_hash_of(site);
    names_.try_emplace(id, site);
    for (size_t i = 0; i < lines.size(); ++i) {
      for (uint64_t story : lines.stories(i)) add({lines.line(i), id, story});
    }
  }
}

void Learner::add(const Sighting& sighting) {
  if (has_dropped_ && sighting >= first_dropped_) return;
  if (sightings_.size() == room_) {
    tidy();
    if (sightings_.size() > room_ / 2) room_ = std::min(2 * room_, most_room_);
  }
  if (sightings_.capacity() < room_) sightings_.reserve(room_);
  sightings_.push_back(sighting);
}

void Learner::tidy() {
  std::sort(sightings_.begin(), sightings_.end());
  auto same_line = [](const Sighting& a, const Sighting& b) { return a.line == b.line && a.site == b.site; };
  size_t kept = 0, line_begin = 0;  // where the line under way begins among those that are kept
  for (size_t i = 0; i < sightings_.size(); ++i) {
    const Sighting sighting = sightings_[i];
    if (kept > 0 && sighting == sightings_[kept - 1]) continue;
    bool goes_on = kept > 0 && same_line(sighting, sightings_[kept - 1]);
    if (!goes_on) line_begin = kept;
    if (kept - line_begin == kMostStories) continue;
    if (kept == most_) {
      kept = line_begin;
      first_dropped_ = {sighting.line, sighting.site, 0};
      has_dropped_ = true;
      break;
    }
    sightings_[kept++] = sighting;
  }
  sightings_.resize(kept);
}

LearnedLines Learner::table(size_t least_stories) {
  tidy();
  LearnedLines::Sites sites;
  std::vector<uint64_t> stories;
  for (size_t i = 0; i < sightings_.size();) {
    const Sighting& first = sightings_[i];
    stories.clear();
    for (; i < sightings_.size() && sightings_[i].line == first.line && sightings_[i].site == first.site; ++i)
      stories.push_back(sightings_[i].story);
    if (stories.size() >= least_stories) sites[names_.at(first.site)].add(first.line, stories);
  }
  return LearnedLines(std::move(sites));
}

}  // namespace dechaff
