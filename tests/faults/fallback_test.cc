// The same where the file system or a missing /proc does not let a file without a name be linked.
#include <catch2/catch.hpp>

#include "walk.h"

TEST_CASE("whatever call fails, it holds where files need a name while they are written") {
  FaultPlace place;
  std::vector<std::string> reasons{"tmpfile:EOPNOTSUPP", "linkat:ENOENT"};
  if (measures_all()) reasons.push_back("linkat:EXDEV");
  for (const std::string& reason : reasons) {
    if (measures_all() || reason != reasons[0])
      walk(place, clean_scenario(place, "first run, " + reason, {"in", "-j1"}, false, reason + ":1:0"));
    walk(place, clean_scenario(place, "replacing, " + reason, {"in", "-j1"}, true, reason + ":1:0"));
  }
  if (measures_all())
    walk(place, restore_scenario(place, "restore, tmpfile:EOPNOTSUPP", "tmpfile:EOPNOTSUPP:1:0"));
}
