#include "walk.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>

namespace {

std::vector<std::string> updated(std::vector<std::string> arguments) {
  arguments.push_back("--update");
  return arguments;
}

size_t document_count() {
  return number_of("DECHAFF_FAULT_DOCUMENTS", 5, 12);
}

// Completed by the same command with --update, or, after the rules were changed once more, by that.
std::vector<Scenario::Way> ways_of(const std::vector<std::string>& more) {
  return {{{updated(clean_with(kRunRules, more))}}, {{updated(clean_with(kLaterRules, more))}}};
}

struct Kind {
  std::string call;
  std::vector<std::string> whats;
};

// What each call may do. Some of those that are not in the first lines are never interrupted by signals.
const Kind kKinds[] = {
    {"open", {"EIO", "ENOSPC", "EMFILE", "EACCES", "EINTR", "KILL", "TERM"}},
    {"tmpfile", {"EIO", "ENOSPC", "EMFILE", "EACCES", "EINTR", "KILL", "TERM"}},
    {"read", {"EIO", "ENOSPC", "EMFILE", "EACCES", "EINTR", "SHORT", "KILL", "TERM"}},
    {"pread", {"EIO", "ENOSPC", "EMFILE", "EACCES", "EINTR", "SHORT", "KILL", "TERM"}},
    {"write", {"EIO", "ENOSPC", "EMFILE", "EACCES", "EINTR", "SHORT", "KILL", "TERM"}},
    {"linkat", {"EIO", "ENOSPC", "EMFILE", "EACCES", "EINTR", "KILL", "TERM"}},
    {"unlink", {"EIO", "ENOSPC", "EMFILE", "EACCES", "EINTR", "KILL", "TERM"}},
    {"rename", {"EIO", "ENOSPC", "EMFILE", "EACCES", "EINTR", "KILL", "TERM"}},
    {"close", {"EIO", "ENOSPC", "EMFILE", "EACCES", "EINTR", "KILL", "INT"}},
    {"fsync", {"EIO", "ENOSPC", "EMFILE", "EACCES", "EINTR", "KILL", "TERM"}},
    {"opendir", {"EIO", "EMFILE", "EACCES", "EINTR"}},
    {"readdir", {"EIO"}},
    {"mkdir", {"EIO", "ENOSPC", "EACCES"}},
    {"flock", {"EINTR"}},
    {"fchmod", {"EIO", "EINTR"}},
    {"fstat", {"EIO"}},
    {"lstat", {"EIO", "EACCES"}},
    {"stat", {"EIO"}},
    {"stderr", {"EIO", "ENOSPC", "EINTR", "SHORT"}},
};

int signal_of(const std::string& what) {
  return what == "KILL" ? SIGKILL : what == "TERM" ? SIGTERM : what == "INT" ? SIGINT : 0;
}

}  // namespace

Scenario clean_scenario(const FaultPlace& place, std::string name, const std::vector<std::string>& more,
                        bool has_earlier, std::string always) {
  Scenario scenario{std::move(name), clean_with(kRunRules, more), originals(document_count()), {}};
  scenario.before = scenario.own;
  scenario.always = std::move(always);
  if (has_earlier) {
    write_tree(place.work(), scenario.own);
    place.run(clean_with(kEarlierRules, more));
    scenario.before = read_tree(place.work());
  }
  scenario.ways = ways_of(more);
  run_undisturbed(place, scenario);
  return scenario;
}

Scenario restore_scenario(const FaultPlace& place, std::string name, std::string always) {
  Scenario scenario{std::move(name), {"restore", "in"}, originals(document_count()), {}};
  scenario.always = std::move(always);
  write_tree(place.work(), scenario.own);
  place.run(clean_with(kRunRules, {"in"}));
  scenario.before = read_tree(place.work());
  scenario.ways = {{{clean_with(kRunRules, {"in", "--update"}), {"restore", "in"}}}};
  run_undisturbed(place, scenario);
  return scenario;
}

Scenario own_file_scenario(const FaultPlace& place) {
  Scenario scenario{"own file", clean_with(kRunRules, {"in", "-j1"}), originals(document_count()), {}};
  scenario.own["in/d0.clean.txt"] = {"zap: written by hand\n"};
  scenario.before = scenario.own;
  scenario.status = 2;
  scenario.ways = ways_of({"in"});
  run_undisturbed(place, scenario);
  return scenario;
}

void walk(const FaultPlace& place, const Scenario& scenario) {
  write_tree(place.work(), scenario.before);
  place.run_with_faults(scenario.arguments, scenario.always);
  size_t turn = 0, tried = 0, bad = 0;
  std::string report;
  auto try_one = [&](const std::string& call, const std::string& what, size_t n, bool once) {
    int signal = signal_of(what);
    if (signal && !once) return;
    std::string times = once ? "1" : what == "EINTR" ? "%" : "0";
    std::string fault = call + ":" + what + ":" + std::to_string(n) + ":" + times;
    std::vector<std::string> found = try_faults(place, scenario, fault, ++tried, signal);
    count_try(scenario.name, call + " " + what, found.size());
    if (found.empty() || ++bad > 5) return;
    report += "\n" + scenario.name + ", " + fault + "\n";
    for (const std::string& line : found) report += "  " + line + "\n";
  };
  for (const auto& [call, made] : place.calls()) {
    auto kind = std::find_if(std::begin(kKinds), std::end(kKinds),
                             [&, name = call](const Kind& k) { return k.call == name; });
    if (kind == std::end(kKinds)) continue;
    for (size_t n = 1; n <= made.first; ++n) {
      if (measures_all()) {
        for (const std::string& what : kind->whats) {
          try_one(call, what, n, true);
          try_one(call, what, n, false);
        }
        continue;
      }
      // One error, and where there is time, one of what is none.
      std::vector<std::string> errors, others;
      for (const std::string& what : kind->whats) {
        bool is_error = what.starts_with("E") && what != "EINTR";
        (is_error ? errors : others).push_back(what);
      }
      ++turn;
      if (!errors.empty()) try_one(call, errors[turn % errors.size()], n, turn / errors.size() % 3 != 0);
      bool has_time = scenario.always.empty() && contains(scenario.arguments.back(), "-j1");
      if (!others.empty() && (has_time || turn % 4 == 0))
        try_one(call, others[turn / 4 % others.size()], n, turn / 2 % 3 != 0);
    }
  }
  INFO(bad << " of " << tried << report);
  CHECK(tried > 50);
  CHECK(bad == 0);
}
