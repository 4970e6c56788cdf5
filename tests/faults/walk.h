// Runs of every kind, in which every call on files fails in its turn.
#pragma once

#include "fault_place.h"

// `dechaff clean` with what follows its rules. When `has_earlier`, outputs of an earlier run with other rules
// stand there. `always` are faults that each run has.
Scenario clean_scenario(const FaultPlace& place, std::string name, const std::vector<std::string>& more,
                        bool has_earlier, std::string always = "");

Scenario restore_scenario(const FaultPlace& place, std::string name, std::string always = "");

// As clean_scenario, where something of the user's own stands in the place of an output.
Scenario own_file_scenario(const FaultPlace& place);

// Each call in turn fails once, and from then on, and all has to hold that Scenario asks. When not everything
// is measured, the turns share the errors.
void walk(const FaultPlace& place, const Scenario& scenario);
