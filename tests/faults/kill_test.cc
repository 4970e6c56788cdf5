// A run over many documents is killed at random moments and goes on each time, now and then with other rules.
//
// The moments come from a seed. DECHAFF_KILLS, DECHAFF_KILL_DOCUMENTS and DECHAFF_KILL_SEED give other
// numbers.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <random>
#include <stdexcept>

#include "fault_place.h"

namespace {

using Microseconds = std::chrono::microseconds;

Microseconds time_of(const std::function<void()>& work) {
  auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration_cast<Microseconds>(std::chrono::steady_clock::now() - begin);
}

// What undisturbed runs with either rules give, without ledgers.
struct Expected {
  Tree own, outputs[2];
};

// Compares file by file, so that a large tree is in memory once more and no more.
std::vector<std::string> look(const FaultPlace& place, const Expected& expected, int rules_of_end) {
  std::vector<std::string> found;
  size_t own = 0, done = 0;
  for (const auto& [name, file] : without_ledgers(read_tree(place.work()))) {
    auto is_in = [&, path = name, now = file](const Tree& tree) {
      auto at = tree.find(path);
      return at != tree.end() && at->second == now;
    };
    if (expected.own.contains(name)) {
      ++own;
      if (!is_in(expected.own)) found.push_back(name + " was changed");
    } else if (rules_of_end >= 0) {
      ++done;
      if (!is_in(expected.outputs[rules_of_end])) found.push_back(name + " is not as undisturbed");
    } else if (!is_in(expected.outputs[0]) && !is_in(expected.outputs[1])) {
      found.push_back(name + " is stray or half");
    }
  }
  if (own != expected.own.size()) found.push_back("originals are missing");
  if (rules_of_end >= 0 && done != expected.outputs[rules_of_end].size())
    found.push_back("outputs are missing");
  return found;
}

Expected lay_out(const FaultPlace& place, size_t documents, const std::vector<std::string> (&runs)[2]) {
  Expected expected{originals(documents), {}};
  for (int i : {0, 1}) {
    write_tree(place.work(), expected.own);
    if (place.run_with_faults(runs[i], "").status != 0) throw std::runtime_error("the undisturbed run fails");
    expected.outputs[i] = without_ledgers(read_tree(place.work()));
    std::erase_if(expected.outputs[i], [&](auto& entry) { return expected.own.contains(entry.first); });
  }
  return expected;
}

std::vector<std::string> run_with(std::string_view rules) {
  return clean_with(rules, {"in", "-j2", "--update"});
}

}  // namespace

TEST_CASE("killed at any moment, a run leaves nothing half, and the next one goes on") {
  FaultPlace place;
  size_t kills = number_of("DECHAFF_KILLS", 40, 200);
  size_t documents = number_of("DECHAFF_KILL_DOCUMENTS", 400, 10'000);
  size_t seed = number_of("DECHAFF_KILL_SEED", 20261122, 20261122);
  std::mt19937 random(static_cast<unsigned>(seed));
  const std::vector<std::string> runs[2] = {run_with(kRunRules), run_with(kEarlierRules)};
  Expected expected = lay_out(place, documents, runs);
  write_tree(place.work(), expected.own);
  Microseconds whole = time_of([&] { place.run_with_faults(runs[0], ""); });
  write_tree(place.work(), expected.own);
  int rules = 0;
  size_t killed = 0;
  for (size_t i = 0; i < kills; ++i) {
    if (random() % 4 == 0) rules = 1 - rules;
    // A run that goes on is shorter than a whole one, so that is where most moments have to be.
    double share = std::uniform_real_distribution<>(0, 1)(random);
    Microseconds after(static_cast<long>(share * share * 1.1 * static_cast<double>(whole.count())));
    ProgramResult result = place.run_with_faults(runs[rules], "", {.signal = {{SIGKILL, after}}});
    killed += result.status == 128 + SIGKILL;
    std::vector<std::string> found = look(place, expected, -1);
    if (result.status != 128 + SIGKILL && result.status != 0)
      found.push_back("status " + std::to_string(result.status));
    count_try("a run over many documents", "SIGKILL at random", found.size());
    INFO("seed " << seed << ", kill " << i << " after " << after.count()
                 << " µs: " << (found.empty() ? "" : found[0]) << "\n"
                 << result.err);
    REQUIRE(found.empty());
    // Finished, it begins anew, or else only the first kills would find something to do.
    if (result.status == 0 && look(place, expected, rules).empty()) rules = 1 - rules;
  }
  CHECK(killed >= kills / 4);
  for (int end : {rules, 1 - rules}) {
    ProgramResult result = place.run_with_faults(runs[end], "");
    INFO("seed " << seed << "\n" << result.err);
    CHECK(result.status == 0);
    std::vector<std::string> found = look(place, expected, end);
    CHECK(found == std::vector<std::string>{});
    CHECK(ledger_faults(read_tree(place.work())) == "");
  }
}

TEST_CASE("asked to stop at any moment, a run ends in order, and what it counts is done") {
  FaultPlace place;
  size_t stops = number_of("DECHAFF_STOPS", 12, 100);
  size_t documents = number_of("DECHAFF_STOP_DOCUMENTS", 300, 2'000);
  size_t seed = number_of("DECHAFF_KILL_SEED", 20261122, 20261122);
  std::mt19937 random(static_cast<unsigned>(seed));
  const std::vector<std::string> runs[2] = {run_with(kRunRules), run_with(kEarlierRules)};
  Expected expected = lay_out(place, documents, runs);
  write_tree(place.work(), expected.own);
  Microseconds whole = time_of([&] { place.run_with_faults(runs[0], ""); });
  for (size_t i = 0; i < stops; ++i) {
    write_tree(place.work(), expected.own);
    int number = i % 2 ? SIGINT : SIGTERM;
    Microseconds after(static_cast<long>(std::uniform_real_distribution<>(0, 1)(random) *
                                         static_cast<double>(whole.count())));
    ProgramResult result = place.run_with_faults(runs[0], "", {.signal = {{number, after}}});
    std::vector<std::string> found = look(place, expected, -1);
    Tree tree = read_tree(place.work());
    if (std::string faults = ledger_faults(tree); !faults.empty()) found.push_back(faults);
    std::string ledger = rows_of(tree);
    size_t rows = static_cast<size_t>(std::count(ledger.begin(), ledger.end(), '\n'));
    size_t outputs = without_ledgers(tree).size() - expected.own.size();
    // Before it listens to signals it has done nothing and counts nothing.
    size_t counted = result.err.empty() ? 0 : std::stoul(result.err);
    if (rows != outputs || rows != counted)
      found.push_back("it counts " + std::to_string(counted) + ", of which " + std::to_string(outputs) +
                      " are there, with " + std::to_string(rows) + " rows");
    bool came_late = result.status == 0 && outputs == documents;
    if (result.status != 128 + number && !came_late)
      found.push_back("status " + std::to_string(result.status));
    ProgramResult next = place.run_with_faults(runs[0], "");
    if (next.status != 0) found.push_back("going on: " + next.err);
    for (std::string& more : look(place, expected, 0)) found.push_back("after going on: " + more);
    count_try("a run over many documents", number == SIGINT ? "SIGINT at random" : "SIGTERM at random",
              found.size());
    INFO("seed " << seed << ", stop " << i << " after " << after.count()
                 << " µs: " << (found.empty() ? "" : found[0]) << "\n"
                 << result.err);
    REQUIRE(found.empty());
  }
}
