// What a run did, counted: the summary at its end is made from it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "clean/cleaner.h"
#include "io/file_error.h"

namespace dechaff {

struct RemovedCount {
  size_t lines = 0;  // that have gone as a whole, blank ones not counted
  size_t bytes = 0;
};

// Removed lines and bytes by the category of the rule, or "evidence".
using RemovedByCategory = std::map<std::string, RemovedCount, std::less<>>;
RemovedByCategory count_removed(std::string_view text, const std::vector<Span>& spans, const RuleSet& rules);

// The first few of a number of names, and how many there are.
class Names {
 public:
  void add(std::string name);
  void merge(Names&& later);
  size_t count() const { return count_; }

  // "2 without prose:" with a line for each name; nothing when there are none.
  std::string listed_as(std::string_view what) const;

  // {"count":2,"first":["a.txt","b.txt"]}
  std::string to_json() const;

 private:
  std::vector<std::string> first_;
  size_t count_ = 0;
};

class Report {
 public:
  // Counts a document that was cleaned; returns what was removed from it in all.
  RemovedCount add(std::string_view name, std::string_view text, const Cleaned& cleaned,
                   const RuleSet& rules);
  void add_up_to_date() { ++up_to_date_; }
  void add_failure() { ++failed_; }

  // Adds the report of what came after.
  void merge(Report&& later);

  bool any_failed() const { return failed_ > 0; }
  size_t documents() const { return documents_ + up_to_date_ + failed_; }
  RemovedCount removed() const;

  // For people, as whole lines.
  std::string summary() const;

  // For programs: the fields of a JSON object, without its braces.
  std::string to_json() const;

 private:
  std::string table() const;

  size_t documents_ = 0, changed_ = 0, up_to_date_ = 0, failed_ = 0;
  RemovedByCategory removed_;
  Names guarded_, no_prose_, unsettled_;
};

// What a dry run says of a document: "x.txt: 3 lines, 214 bytes", as a line.
std::string removed_from(std::string_view name, const RemovedCount& removed);

// "1 line", "2 lines"
std::string counted(size_t n, std::string_view one);

// The line that names what could not be done: "dechaff: x.txt: Permission denied".
std::string failure(const FileError& error);

// Whether standard output is a terminal and the user wants colour: https://no-color.org/
bool uses_colour();

// A name as a message shows it: control characters, which could do anything to a terminal, as \x1b.
std::string shown(std::string_view name);

}  // namespace dechaff
