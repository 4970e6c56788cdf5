#include "clean/learned_lines.h"

#include <algorithm>

#include "text/hash.h"

namespace dechaff {
namespace {

// All that is said of a site, as bytes that say nothing else.
std::string bytes_of(const SiteLines& lines) {
  std::string bytes;
  auto add = [&](uint64_t number) {
    for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(number >> shift & 0xFF);
  };
  for (size_t i = 0; i < lines.size(); ++i) {
    add(lines.line(i));
    add(lines.stories(i).size());
    for (uint64_t story : lines.stories(i)) add(story);
  }
  return bytes;
}

std::string hash_of_all(const LearnedLines::Sites& sites) {
  std::string hashes;
  for (const auto& [site, lines] : sites) {
    hashes += hash_of(site);
    hashes += hash_of(bytes_of(lines));
  }
  return hash_of(hashes);
}

}  // namespace

void SiteLines::add(uint64_t line, std::span<const uint64_t> stories) {
  lines_.push_back(line);
  stories_.insert(stories_.end(), stories.begin(), stories.end());
  ends_.push_back(stories_.size());
}

std::span<const uint64_t> SiteLines::stories(size_t i) const {
  size_t begin = i == 0 ? 0 : ends_[i - 1];
  return std::span(stories_).subspan(begin, ends_[i] - begin);
}

size_t SiteLines::stories_with(uint64_t line) const {
  auto found = std::lower_bound(lines_.begin(), lines_.end(), line);
  if (found == lines_.end() || *found != line) return 0;
  return stories(static_cast<size_t>(found - lines_.begin())).size();
}

LearnedLines::LearnedLines(Sites sites) : sites_(std::move(sites)), hash_(hash_of_all(sites_)) {}

const SiteLines* LearnedLines::find(std::string_view site) const {
  auto found = sites_.find(site);
  return found == sites_.end() ? nullptr : &found->second;
}

}  // namespace dechaff
