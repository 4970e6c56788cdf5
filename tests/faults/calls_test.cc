// Every call on files fails in its turn, in every kind of run, and then all is put in order without faults.
#include <catch2/catch.hpp>

#include "walk.h"

TEST_CASE("whatever call fails, a first run leaves nothing half, and --update completes it") {
  FaultPlace place;
  walk(place, clean_scenario(place, "first run", {"in", "-j1"}, false));
  walk(place, clean_scenario(place, "first run, two threads", {"in", "-j2"}, false));
}

TEST_CASE("whatever call fails, outputs of an earlier run are replaced whole or not at all") {
  FaultPlace place;
  walk(place, clean_scenario(place, "replacing", {"in", "-j1"}, true));
  walk(place, clean_scenario(place, "replacing, two threads", {"in", "-j2"}, true));
}

TEST_CASE("whatever call fails, a tree of its own is made whole or not at all") {
  FaultPlace place;
  walk(place, clean_scenario(place, "-o, first run", {"in", "-j1", "-o", "out"}, false));
  walk(place, clean_scenario(place, "-o, replacing", {"in", "-j1", "-o", "out"}, true));
}

TEST_CASE("whatever call fails, what is put back is whole or as it was") {
  FaultPlace place;
  walk(place, restore_scenario(place, "restore"));
}

TEST_CASE("whatever call fails, a file of the user's own in the place of an output stays") {
  FaultPlace place;
  walk(place, own_file_scenario(place));
}

TEST_CASE("a row that was written half and cannot be taken away spoils no other") {
  FaultPlace place;
  for (bool has_earlier : {false, true}) {
    Scenario scenario = clean_scenario(place, "half row", {"in", "-j1"}, has_earlier);
    write_tree(place.work(), scenario.before);
    place.run_with_faults(scenario.arguments, "");
    size_t writes = place.calls()["write"].first;
    for (size_t first = 1; first <= writes; ++first) {
      for (size_t second = first + 3; second <= writes + 4; ++second) {
        std::string faults = "ftruncate:EIO:1:1";
        for (size_t n : {first, second}) {
          faults += ";write:SHORT:" + std::to_string(n) + ":1;write:ENOSPC:" + std::to_string(n + 1) + ":1";
        }
        std::vector<std::string> found = try_faults(place, scenario, faults, 1);
        count_try(scenario.name, "write ENOSPC twice, ftruncate EIO", found.size());
        INFO(faults << "\n" << (found.empty() ? "" : found[0] + "\n" + found.back()));
        CHECK(found.empty());
      }
    }
  }
}
