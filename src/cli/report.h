// What a run did, counted: the summary at its end is made from it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "clean/cleaner.h"
#include "io/file_error.h"

namespace dechaff {

struct Removed {
  size_t lines = 0;  // that have gone as a whole, blank ones not counted
  size_t bytes = 0;
};

// Removed lines and bytes by the category of the rule, or "evidence".
using RemovedByCategory = std::map<std::string, Removed, std::less<>>;
RemovedByCategory count_removed(std::string_view text, const std::vector<Span>& spans, const RuleSet& rules);

// The first few of a number of names, and how many there are.
class Names {
 public:
  void add(std::string name);
  void merge(Names&& later);
  size_t count() const { return count_; }

  // "2 without prose:" with a line for each name; nothing when there are none.
  std::string listed_as(std::string_view what) const;

 private:
  std::vector<std::string> first_;
  size_t count_ = 0;
};

class Report {
 public:
  // Counts a document that was cleaned; returns what was removed from it in all.
  Removed add(std::string_view name, std::string_view text, const Cleaned& cleaned, const RuleSet& rules);
  void fail(const FileError& error);

  // Adds the report of what came after.
  void merge(Report&& later);

  bool any_failed() const { return failed_.count() > 0; }

  // Whole lines. The failures are the last part of the summary, and empty when there are none.
  std::string summary() const;
  std::string failures() const { return failed_.listed_as("failed"); }

 private:
  std::string table() const;

  size_t documents_ = 0, changed_ = 0;
  RemovedByCategory removed_;
  Names guarded_, no_prose_, unsettled_, failed_;
};

// What a dry run says of a document: "x.txt: 3 lines, 214 bytes", as a line.
std::string removed_from(std::string_view name, const Removed& removed);

// "1 line", "2 lines"
std::string counted(size_t n, std::string_view one);

// A name as a message shows it: control characters, which could do anything to a terminal, as \x1b.
std::string shown(std::string_view name);

}  // namespace dechaff
