#include "clean/layout.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "clean/story_words.h"
#include "clean/surroundings.h"

namespace dechaff {
namespace {

// Prose is at least this long, East Asian wide characters counting two.
constexpr int kProseChars = 60;
constexpr int kQuestionChars = 120;  // where it is a single question or exclamation
// A line this long with so many sentences is prose however it ends, for scrapers cut stories short.
constexpr int kPassageChars = 400;
constexpr int kPassageSentences = 2;
// A teaser is at most this long and has at most this many sentences; a longer line under a heading is story.
constexpr int kTeaserChars = 320;
constexpr int kTeaserSentences = 3;
// A line belongs to the story when it shares kSharedPercent and this many words with it.
constexpr int kSharedWords = 2;
constexpr int kCrossheadPercent = 50;
// With less prose above a heading than this, what the story is about is not known yet.
constexpr int kKnownProse = 2;

// A single question or exclamation, as headlines are.
bool asks_or_calls(const MeasuredLine& line) {
  auto ends_in = [&](std::string_view mark) { return line.line.trimmed.ends_with(mark); };
  return line.measures[Measure::sentences] <= 1 &&
         (ends_in("?") || ends_in("!") || ends_in("？") || ends_in("！") || ends_in("؟"));
}

bool is_statement(const Measures& m) {
  return m[Measure::sentence] || m[Measure::ending] == kColon;
}

bool is_passage(const Measures& m) {
  return m[Measure::chars] >= kPassageChars && m[Measure::sentences] >= kPassageSentences;
}

class Finder {
 public:
  Finder(std::vector<MeasuredLine>& lines, const Hits& hits, const RuleSet& rules)
      : lines_(lines), hits_(hits), rules_(rules) {}

  Layout find() {
    find_prose();
    find_zones();
    first_heading_ = first_heading();
    if (first_heading_ < lines_.size()) {
      first_prose_ = layout_.prose;
      find_blocks();
      find_zones();
      find_rest();
    }
    find_taken();
    return std::move(layout_);
  }

 private:
  // The first line that may be the heading of a block or of the rest; the number of lines if none is.
  size_t first_heading() const {
    for (size_t i = 0; i < lines_.size(); ++i) {
      for (RuleIndex r : hits_[i]) {
        Action action = rules_.rules()[r].action;
        if (action == Action::block || action == Action::rest) return i;
      }
    }
    return lines_.size();
  }

  bool begins_rest(size_t i) const {
    std::span<const RuleIndex> hits = hits_[i];
    return std::any_of(hits.begin(), hits.end(), [&](RuleIndex r) {
      const Rule& rule = rules_.rules()[r];
      return rule.action == Action::rest && in_zone(rule, Zone::tail) &&
             !is_kept(rules_, hits, Zone::tail, rule.category);
    });
  }

  // Whether some rule takes the line wherever it stands.
  bool taken_anywhere(size_t i) const {
    std::span<const RuleIndex> hits = hits_[i];
    return std::any_of(hits.begin(), hits.end(), [&](RuleIndex r) {
      const Rule& rule = rules_.rules()[r];
      bool removes = rule.action == Action::line || rule.action == Action::block;
      return removes && rule.zones == kAllZones && !is_kept(rules_, hits, Zone::body, rule.category);
    });
  }

  void find_prose() {
    layout_.prose.resize(lines_.size());
    for (size_t i = 0; i < lines_.size(); ++i) {
      const Measures& m = lines_[i].measures;
      int least = asks_or_calls(lines_[i]) ? kQuestionChars : kProseChars;
      bool is_prose = is_passage(m) || (is_statement(m) && m[Measure::chars] >= least);
      layout_.prose[i] = is_prose && !taken_anywhere(i);
    }
  }

  void find_zones() {
    auto first = std::find(layout_.prose.begin(), layout_.prose.end(), true) - layout_.prose.begin();
    auto last = layout_.prose.rend() - std::find(layout_.prose.rbegin(), layout_.prose.rend(), true);
    layout_.has_prose = last > 0;
    layout_.zones.assign(lines_.size(), Zone::body);
    if (!layout_.has_prose) return;
    std::fill(layout_.zones.begin(), layout_.zones.begin() + first, Zone::head);
    std::fill(layout_.zones.begin() + last, layout_.zones.end(), Zone::tail);
  }

  void find_blocks() {
    prose_above_ = 0;
    for (size_t i = 0; i < lines_.size(); ++i) {
      prose_above_ += layout_.prose[i];
      for (RuleIndex r : hits_[i]) {
        const Rule& rule = rules_.rules()[r];
        if (rule.action != Action::block || !in_zone(rule, layout_.zones[i])) continue;
        if (is_kept(rules_, hits_[i], layout_.zones[i], rule.category)) continue;
        Block block{i, block_end(i, rule), r};
        std::fill(layout_.prose.begin() + i, layout_.prose.begin() + block.end, false);
        layout_.blocks.push_back(block);
        i = block.end - 1;
        break;
      }
    }
  }

  size_t block_end(size_t heading, const Rule& rule) {
    size_t end = heading + 1;
    int taken = 0;
    for (size_t i = end; i < lines_.size(); ++i) {
      if (lines_[i].line.blank()) continue;
      if (is_kept(rules_, hits_[i], layout_.zones[i], rule.category)) return end;
      bool story_returns = layout_.prose[i] && ends_block(i, heading);
      if (story_returns) return without_lead_in(heading, end);
      if (taken == rule.max_lines) return end;
      end = i + 1;
      ++taken;
    }
    return end;
  }

  // Whether a line of prose under the heading is the story going on.
  bool ends_block(size_t i, size_t heading) {
    Measures& m = lines_[i].measures;
    if (is_paragraph(m) || prose_above_ < kKnownProse) return true;
    if (m[Measure::sentences] >= 2 && !any_truncated(heading + 1, i)) return true;
    StoryWords::Sharing sharing = words().sharing(i, [&](size_t line) {
      return layout_.prose[line] && (line < heading || (line > i && is_paragraph(lines_[line].measures)));
    });
    m[Measure::shared] = sharing.percent;
    return sharing.percent >= kSharedPercent && sharing.words >= kSharedWords;
  }

  // Among teasers that break off, the one that does not may have several sentences; among headlines it is
  // story.
  bool any_truncated(size_t begin, size_t end) const {
    return std::any_of(lines_.begin() + begin, lines_.begin() + end,
                       [](const MeasuredLine& line) { return line.measures[Measure::truncated] != 0; });
  }

  static bool is_paragraph(const Measures& m) {
    return m[Measure::chars] > kTeaserChars || m[Measure::sentences] > kTeaserSentences;
  }

  // Where the story goes on below, some lines right above it are its own rather than teasers: whole
  // sentences, what ends in a colon, and a crosshead whose words the story below has.
  size_t without_lead_in(size_t heading, size_t end) {
    bool crosshead_seen = false;
    while (end > heading + 1) {
      size_t i = end - 1;
      if (!lines_[i].line.blank()) {
        if (taken_anywhere(i)) break;
        bool is_crosshead = !crosshead_seen && is_of_story_below(i);
        if (!is_statement(lines_[i].measures) && !is_crosshead) break;
        crosshead_seen |= is_crosshead;
      }
      --end;
    }
    return end;
  }

  bool is_of_story_below(size_t i) {
    if (lines_[i].measures[Measure::truncated]) return false;
    return words().sharing(i, [&](size_t line) { return line > i; }).percent >= kCrossheadPercent;
  }

  // The first `rest` heading below which nothing belongs to the story begins the tail.
  void find_rest() {
    prose_above_ = 0;
    for (size_t i = 0; i < lines_.size(); ++i) {
      prose_above_ += layout_.prose[i];
      if (layout_.zones[i] != Zone::body || !layout_.has_prose || !begins_rest(i)) continue;
      if (prose_above_ < kKnownProse) continue;
      size_t story = i + 1;
      while (story < lines_.size() && !(layout_.prose[story] && ends_block(story, i))) ++story;
      if (story < lines_.size()) {
        // A heading between here and there would find the same story below it.
        i = story - 1;
        continue;
      }
      std::fill(layout_.zones.begin() + i, layout_.zones.end(), Zone::tail);
      std::fill(layout_.prose.begin() + i, layout_.prose.end(), false);
      return;
    }
  }

  // What lines below a heading share with the prose that was there before blocks took some of it. Most
  // headings have nothing below that would ask for it.
  const StoryWords& words() {
    if (!words_) {
      std::vector<size_t> below(lines_.size() - first_heading_);
      std::iota(below.begin(), below.end(), first_heading_);
      words_.emplace(lines_, first_prose_, below);
    }
    return *words_;
  }

  void find_taken() {
    layout_.taken.resize(lines_.size());
    for (size_t i = 0; i < lines_.size(); ++i) {
      for (RuleIndex r : hits_[i]) {
        const Rule& rule = rules_.rules()[r];
        bool removes =
            rule.action == Action::line || rule.action == Action::rest || rule.action == Action::block;
        if (removes && in_zone(rule, layout_.zones[i])) layout_.taken[i] = true;
      }
    }
    for (const Block& block : layout_.blocks) {
      std::fill(layout_.taken.begin() + block.heading, layout_.taken.begin() + block.end, true);
    }
  }

  std::vector<MeasuredLine>& lines_;
  const Hits& hits_;
  const RuleSet& rules_;
  Layout layout_;
  size_t first_heading_ = 0;
  std::vector<bool> first_prose_;
  std::optional<StoryWords> words_;
  int prose_above_ = 0;  // lines of prose above the heading that is looked at
};

}  // namespace

bool is_kept(const RuleSet& rules, std::span<const RuleIndex> hits, Zone zone, std::string_view category) {
  return std::any_of(hits.begin(), hits.end(), [&](RuleIndex r) {
    const Rule& rule = rules.rules()[r];
    if (rule.action != Action::keep || !in_zone(rule, zone)) return false;
    return rule.protects.empty() ||
           std::find(rule.protects.begin(), rule.protects.end(), category) != rule.protects.end();
  });
}

Layout find_layout(std::vector<MeasuredLine>& lines, const Hits& hits, const RuleSet& rules) {
  Layout layout = Finder(lines, hits, rules).find();
  measure_surroundings(lines, layout);
  return layout;
}

}  // namespace dechaff
