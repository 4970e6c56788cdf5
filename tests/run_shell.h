// Runs a command line of sh for tests.
#pragma once

#include <string>

struct ShellResult {
  int status;
  std::string out;  // standard error too
};

ShellResult run_shell(const std::string& folder, const std::string& command);
