// A folder in which dechaff runs while calls fail, what has to hold then, and the count of what was tried.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../clean_place.h"
#include "trees.h"

// With DECHAFF_MEASURE set in the environment, everything is tried, and a table printed at the end; else a
// part that takes no more than seconds.
bool measures_all();

// The number that a variable of the environment has, or else that for a few seconds, or for the measure.
size_t number_of(const char* variable, size_t few, size_t all);

// Counts tries in the table.
void count_try(const std::string& where, const std::string& fault, size_t violations);

// Rules of an earlier run, of the run in which something happens, and of a later one.
inline constexpr std::string_view kEarlierRules = "rules/earlier.toml", kRunRules = "rules/run.toml",
                                  kLaterRules = "rules/later.toml";

// A folder with `rules/` and, below `work/`, what runs work on. Its path is canonical.
class FaultPlace : public TemporaryFolder {
 public:
  FaultPlace();

  std::string work() const { return *this / "work"; }

  // The command with --no-builtin and these rules, run in the folder.
  ProgramResult run(const std::vector<std::string>& arguments, ProgramInput input = {}) const;

  // The same with calls failing, as fault_shim.cc reads it. Only those on files below `below` count, a path
  // from the folder.
  ProgramResult run_with_faults(const std::vector<std::string>& arguments, const std::string& faults,
                                ProgramInput input = {}, const std::string& below = "") const;

  // How often each function was called in the last run with faults, and how often it failed.
  std::map<std::string, std::pair<size_t, size_t>> calls() const;
};

// `dechaff clean` with rules of the tests' own.
std::vector<std::string> clean_with(std::string_view rules, std::vector<std::string> arguments);

// Invented documents below `in/`, the first so many of a sequence without end, with files of the user's own.
Tree originals(size_t documents);

// A run, and what it is like when nothing happens.
struct Scenario {
  std::string name;
  std::vector<std::string> arguments;
  Tree own;                 // what dechaff did not make and must never change
  Tree before, after = {};  // below work/
  int status = 0;
  std::string always = "";  // faults that each run has
  // Ways to complete it, each of some runs; where `status` was 0, theirs is 0, too.
  struct Way {
    std::vector<std::vector<std::string>> runs;
    Tree after = {};
  };
  std::vector<Way> ways = {};
};

// Lays out `before`, runs all undisturbed, and fills in what comes of it.
void run_undisturbed(const FaultPlace& place, Scenario& scenario);

// What is wrong after a run that was disturbed: what may not be changed was, an output is neither as before
// nor as it should be, a stray file, a wrong exit status, a document that was not done and not named.
// `signal` is the one that it got, or 0.
std::vector<std::string> violations_after(const FaultPlace& place, const Scenario& scenario,
                                          const ProgramResult& result, int signal = 0);

// Completes it in one of its ways, and tells what is wrong then.
std::vector<std::string> violations_at_end(const FaultPlace& place, const Scenario& scenario,
                                           const Scenario::Way& way);

// Lays out `before`, runs with the faults, looks, completes, looks again.
std::vector<std::string> try_faults(const FaultPlace& place, const Scenario& scenario,
                                    const std::string& faults, size_t way, int signal = 0);
