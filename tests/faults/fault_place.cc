#include "fault_place.h"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>

#include "io/path.h"

namespace fs = std::filesystem;

namespace {

// Prints itself at the end of the program.
class Table {
 public:
  ~Table() {
    if (!measures_all() || rows_.empty()) return;
    std::printf("\n%-44s %-20s %9s %10s\n", "where", "fault", "tries", "violations");
    size_t tries = 0, violations = 0;
    for (const auto& [key, row] : rows_) {
      std::printf("%-44s %-20s %9zu %10zu\n", key.first.c_str(), key.second.c_str(), row.first, row.second);
      tries += row.first;
      violations += row.second;
    }
    std::printf("%-65s %9zu %10zu\n", "all", tries, violations);
  }

  void count(const std::string& where, const std::string& fault, size_t violations) {
    auto& row = rows_[{where, fault}];
    ++row.first;
    row.second += violations > 0;
  }

 private:
  std::map<std::pair<std::string, std::string>, std::pair<size_t, size_t>> rows_;
};

Table g_table;

std::string zap_rules(std::string_view word) {
  return "[[rule]]\nid = \"" + std::string(word) + ".line\"\nstarts = [\"" + std::string(word) +
         "\"]\naction = \"line\"\n";
}

// The document whose output is at a path of the tree.
std::string input_of(const std::string& output) {
  if (output.starts_with("out/")) return "in/" + output.substr(4);
  return dechaff::uncleaned_path(output);
}

// Whether a message tells that something is wrong with the document: by its name, that of its output, or a
// folder's that they are in.
bool is_named(const std::string& messages, const std::string& input, const std::string& output) {
  for (std::string path : {input, output}) {
    for (; path != "."; path = dechaff::folder_of(path)) {
      if (contains(messages, path + ": ")) return true;
    }
  }
  return false;
}

// The name of an output that is being written.
bool is_temporary(std::string_view path) {
  return dechaff::name_of(path).starts_with(".dechaff-") && path.ends_with(".tmp");
}

}  // namespace

bool measures_all() {
  return std::getenv("DECHAFF_MEASURE") != nullptr;
}

size_t number_of(const char* variable, size_t few, size_t all) {
  if (const char* text = std::getenv(variable)) return std::stoul(text);
  return measures_all() ? all : few;
}

void count_try(const std::string& where, const std::string& fault, size_t violations) {
  g_table.count(where, fault, violations);
}

FaultPlace::FaultPlace() {
  write(kEarlierRules, zap_rules("zip"));
  write(kRunRules, zap_rules("zap"));
  write(kLaterRules, zap_rules("zap") + zap_rules("zip"));
  fs::create_directory(work());
}

ProgramResult FaultPlace::run(const std::vector<std::string>& arguments, ProgramInput input) const {
  input.arguments = arguments;
  input.folder = work();
  return run_program(input);
}

ProgramResult FaultPlace::run_with_faults(const std::vector<std::string>& arguments,
                                          const std::string& faults, ProgramInput input,
                                          const std::string& below) const {
  fs::remove(*this / "report");
  input.prepare = [&, before = std::move(input.prepare)] {
    setenv("LD_PRELOAD", DECHAFF_FAULT_SHIM, 1);
    setenv("DECHAFF_FAULTS", faults.c_str(), 1);
    setenv("DECHAFF_FAULTS_BELOW", (*this / below).c_str(), 1);
    setenv("DECHAFF_FAULTS_REPORT", (*this / "report").c_str(), 1);
    if (before) before();
  };
  return run(arguments, std::move(input));
}

std::map<std::string, std::pair<size_t, size_t>> FaultPlace::calls() const {
  std::map<std::string, std::pair<size_t, size_t>> calls;
  std::istringstream lines(read("report"));
  std::string name;
  size_t made, failed;
  while (lines >> name >> made >> failed) calls[name] = {made, failed};
  return calls;
}

std::vector<std::string> clean_with(std::string_view rules, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"clean", "--no-builtin", "--rules", "../" + std::string(rules)});
  return arguments;
}

Tree originals(size_t documents) {
  Tree tree;
  for (size_t i = 0; i < documents; ++i) {
    std::string n = std::to_string(i);
    std::string text = "The bell of Pelworth rang " + n + " times.\nzap: follow us " + n +
                       "\nzip: read more " + n + "\nThe harbour stays open.\n";
    // One is long, one has nothing to be removed.
    if (i % 7 == 1) text += std::string(i < 7 ? 70'000 : 9'000, 'x') + "\nzap: the last line\n";
    if (i % 7 == 2) text = "The council met on day " + n + ".\n";
    std::string folder = i % 3 == 2 ? "in/sub" + std::to_string(i % 9 / 3) + "/" : "in/";
    tree[folder + "d" + n + ".txt"] = {text, i % 4 == 3 ? 0640u : 0644u};
  }
  tree["in/notes.md"] = {"zap: my own notes\n"};
  tree["in/kept.clean.txt"] = {"zap: mine\n"};
  return tree;
}

void run_undisturbed(const FaultPlace& place, Scenario& scenario) {
  auto run = [&](const std::vector<std::string>& arguments) {
    ProgramResult result = place.run_with_faults(arguments, scenario.always);
    if (result.status != scenario.status)
      throw std::runtime_error(scenario.name + ": the undisturbed run fails: " + result.err);
    if (std::string faults = ledger_faults(read_tree(place.work())); !faults.empty())
      throw std::runtime_error(scenario.name + ": the undisturbed run: " + faults);
  };
  write_tree(place.work(), scenario.before);
  run(scenario.arguments);
  scenario.after = read_tree(place.work());
  for (Scenario::Way& way : scenario.ways) {
    write_tree(place.work(), scenario.after);
    for (const auto& arguments : way.runs) run(arguments);
    way.after = read_tree(place.work());
  }
}

std::vector<std::string> violations_after(const FaultPlace& place, const Scenario& scenario,
                                          const ProgramResult& result, int signal) {
  std::vector<std::string> found;
  Tree tree = read_tree(place.work());
  for (const auto& [name, file] : scenario.own) {
    auto now = tree.find(name);
    if (now == tree.end() || now->second != file) found.push_back(name + " was changed");
  }
  bool all_done = true;
  for (const auto& [name, file] : without_ledgers(scenario.after)) {
    if (scenario.own.contains(name)) continue;
    Tree::const_iterator now = tree.find(name), before = scenario.before.find(name);
    bool is_done = now != tree.end() && now->second == file;
    bool is_as_before =
        now == tree.end() || (before != scenario.before.end() && now->second == before->second);
    if (!is_done && !is_as_before) found.push_back(name + " is neither old nor new");
    all_done &= is_done;
    bool ran = contains(result.err, " changed") || contains(result.err, " put back in ");
    ran &= !contains(result.err, "0 documents");
    bool could_not_begin = !ran && contains(result.err, "dechaff: ");
    bool rules_are_bad = !ran && contains(result.err, ".toml: ");
    if (!is_done && !signal && !could_not_begin && !rules_are_bad &&
        !is_named(result.err, input_of(name), name))
      found.push_back(name + " was not made, and not named");
  }
  for (const auto& [name, file] : tree) {
    bool is_known = scenario.after.contains(name) || scenario.before.contains(name) ||
                    name.ends_with(".dechaff/ledger.jsonl") || name.ends_with(".dechaff/journal.jsonl") ||
                    (signal == SIGKILL && name.ends_with(".dechaff/ledger.jsonl.new"));
    // Where a file needs a name while it is written, a kill leaves that behind.
    bool is_left = signal == SIGKILL && !scenario.always.empty() && is_temporary(name);
    if (!is_known && !is_left) found.push_back(name + " is stray");
  }
  if (signal) {
    // What comes behind the last document stops nothing.
    bool came_late = all_done && result.status == scenario.status && signal != SIGKILL;
    if (result.status != 128 + signal && !came_late)
      found.push_back("status " + std::to_string(result.status));
    if (signal != SIGKILL) {
      if (std::string faults = ledger_faults(tree); !faults.empty()) found.push_back(faults);
    }
    return found;
  }
  if (result.status != 0 && result.status != 2) found.push_back("status " + std::to_string(result.status));
  if (result.status == 0) {
    if (!all_done) found.push_back("status 0, and not all was done");
    if (std::string faults = ledger_faults(tree); !faults.empty()) found.push_back("status 0: " + faults);
    if (rows_of(tree) != rows_of(scenario.after)) found.push_back("status 0, and rows are missing");
    if (scenario.status != 0) found.push_back("status 0, and not without faults");
  }
  return found;
}

std::vector<std::string> violations_at_end(const FaultPlace& place, const Scenario& scenario,
                                           const Scenario::Way& way) {
  std::vector<std::string> found;
  for (const auto& arguments : way.runs) {
    ProgramResult result = place.run_with_faults(arguments, scenario.always);
    if (result.status != scenario.status) {
      found.push_back("completing it, `" + arguments[0] + "` gives status " + std::to_string(result.status) +
                      ": " + result.err);
    }
  }
  Tree tree = read_tree(place.work());
  if (!scenario.always.empty()) std::erase_if(tree, [](auto& entry) { return is_temporary(entry.first); });
  if (without_ledgers(tree) != without_ledgers(way.after)) {
    found.push_back("completed, it is not as after an undisturbed run");
    for (const auto& [name, file] : without_ledgers(tree)) {
      auto expected = way.after.find(name);
      if (expected == way.after.end() || expected->second != file) found.push_back("  " + name);
    }
  }
  if (std::string faults = ledger_faults(tree); !faults.empty()) found.push_back("completed: " + faults);
  if (rows_of(tree) != rows_of(way.after)) found.push_back("completed, its ledger is another");
  return found;
}

std::vector<std::string> try_faults(const FaultPlace& place, const Scenario& scenario,
                                    const std::string& faults, size_t way, int signal) {
  write_tree(place.work(), scenario.before);
  ProgramResult result = place.run_with_faults(scenario.arguments, faults + ";" + scenario.always);
  std::vector<std::string> found = violations_after(place, scenario, result, signal);
  // What a signal interrupts is called again, and what does a part is called for the rest.
  bool does_nothing = contains(faults, ":EINTR:") || contains(faults, ":SHORT:");
  if (does_nothing && !contains(faults, ";") && result.status != scenario.status)
    found.push_back("it could have gone on");
  for (std::string& more : violations_at_end(place, scenario, scenario.ways[way % scenario.ways.size()]))
    found.push_back(std::move(more));
  if (!found.empty()) found.push_back("it said: " + result.err);
  return found;
}
