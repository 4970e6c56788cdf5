// All sums are made in the order of the documents and lines, and each formula is written in the order in
// which score.py evaluates it, so that both agree to the last bit and not only to the last digit.
#include "corpus/score.h"

#include <algorithm>
#include <limits>

#include "text/unicode.h"

namespace dechaff {
namespace {

constexpr size_t kShortLine = 40;
constexpr size_t kLongLine = 80;

double share(int64_t part, int64_t whole) {
  return static_cast<double>(part) / static_cast<double>(std::max<int64_t>(1, whole));
}

void count_line(Counts& counts, bool is_story, double kept, int64_t chars) {
  bool is_kept = counts_as_kept(kept);
  if (is_story) {
    ++(is_kept ? counts.story_kept : counts.story_removed);
    counts.story_chars += chars;
    counts.story_chars_kept += static_cast<double>(chars) * kept;
  } else {
    ++(is_kept ? counts.chaff_kept : counts.chaff_removed);
    counts.chaff_chars += chars;
    counts.chaff_chars_kept += static_cast<double>(chars) * kept;
  }
}

Tally& tally_of(std::vector<std::pair<std::string, Tally>>& kinds, const std::string& kind) {
  std::string_view name = kind.empty() ? std::string_view("-") : std::string_view(kind);
  auto it = std::find_if(kinds.begin(), kinds.end(), [&](auto& entry) { return entry.first == name; });
  return it == kinds.end() ? kinds.emplace_back(name, Tally{}).second : it->second;
}

}  // namespace

Counts& Counts::operator+=(const Counts& other) {
  chaff_removed += other.chaff_removed;
  chaff_kept += other.chaff_kept;
  story_removed += other.story_removed;
  story_kept += other.story_kept;
  chaff_chars += other.chaff_chars;
  story_chars += other.story_chars;
  chaff_chars_kept += other.chaff_chars_kept;
  story_chars_kept += other.story_chars_kept;
  return *this;
}

double Counts::precision() const {
  return share(chaff_removed, chaff_removed + story_removed);
}
double Counts::recall() const {
  return share(chaff_removed, chaff());
}
double Counts::f1() const {
  double p = precision(), r = recall();
  return 2 * p * r / std::max(1e-9, p + r);
}
double Counts::story_kept_share() const {
  return share(story_kept, story());
}
double Counts::story_lost() const {
  return 1 - story_chars_kept / static_cast<double>(std::max<int64_t>(1, story_chars));
}

double Counts::chaff_left_percent() const {
  return 100 * chaff_chars_kept / static_cast<double>(std::max<int64_t>(1, chaff_chars));
}
double Counts::chaff_in_output_percent() const {
  return 100 * chaff_chars_kept / std::max(1.0, chaff_chars_kept + story_chars_kept);
}

double Mean::value() const {
  return count_ ? sum_ / static_cast<double>(count_) : std::numeric_limits<double>::quiet_NaN();
}

void Score::add(const GoldDocument& document, std::span<const double> kept) {
  Counts c;
  bool lost_a_long_line = false;
  for (size_t i = 0; i < document.lines.size(); ++i) {
    const GoldLine& line = document.lines[i];
    bool is_kept = counts_as_kept(kept[i]), is_story = line.label == Label::story;
    size_t chars = count_code_points(line.text);
    if (is_story && chars <= kShortLine) short_story.add(is_kept);
    if (is_story && chars >= kLongLine && !is_kept) lost_a_long_line = true;
    if (line.kind == "title") titles.add(is_kept);
    if (line.kind == "dup" && chars >= kLongLine) repeats.add(is_kept);
    if (line.label == Label::unscored) continue;
    if (!is_story) tally_of(kinds, line.kind).add(is_kept);
    count_line(c, is_story, kept[i], static_cast<int64_t>(chars));
  }
  ++documents;
  lost_long += lost_a_long_line;
  counts += c;
  sites[std::string(document.field("site"))] += c;
  if (c.chaff_removed + c.story_removed) means.precision.add(c.precision());
  if (c.chaff()) {
    means.recall.add(c.recall());
    means.f1.add(share(2 * c.chaff_removed, 2 * c.chaff_removed + c.story_removed + c.chaff_kept));
  }
  if (c.story()) {
    means.story_kept.add(share(c.story_kept, c.story()));
    means.story_lost.add(c.story_lost());
  }
  means.perfect.add(c.story_removed == 0 && c.chaff_kept == 0);
  means.intact.add(c.story_removed == 0);
}

}  // namespace dechaff
