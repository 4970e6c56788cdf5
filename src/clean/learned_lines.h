// The table of learned lines: by site, the lines that its pages have shown, each with the stories that it was
// seen with.
//
// What counts is stories, not pages: of the lines that two pages of a site have in common, many are the story
// itself, told on both. Lines and stories are known by their keys (text/line_key), so a table holds no text.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dechaff {

// Of more stories, the smallest this many are kept. So a table is the same for any order in which its
// documents were seen, and tables can be merged.
constexpr size_t kMostStories = 8;

// The lines of one site, in ascending order.
class SiteLines {
 public:
  // `line` is larger than all before; `stories` ascend, from 1 to kMostStories of them.
  void add(uint64_t line, std::span<const uint64_t> stories);

  size_t size() const { return lines_.size(); }
  uint64_t line(size_t i) const { return lines_[i]; }
  std::span<const uint64_t> stories(size_t i) const;

  // How many stories have the line.
  size_t stories_with(uint64_t line) const;

 private:
  std::vector<uint64_t> lines_;
  std::vector<size_t> ends_;  // of each line's stories
  std::vector<uint64_t> stories_;
};

// Immutable, so that many threads may look lines up.
class LearnedLines {
 public:
  using Sites = std::map<std::string, SiteLines, std::less<>>;

  explicit LearnedLines(Sites sites);

  const Sites& sites() const { return sites_; }

  // Null when nothing was learned of the site.
  const SiteLines* find(std::string_view site) const;

  // Equal for equal tables: by it, `clean --update` sees that a table has changed.
  const std::string& hash() const { return hash_; }

 private:
  Sites sites_;
  std::string hash_;
};

}  // namespace dechaff
