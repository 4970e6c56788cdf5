#include "run_shell.h"

#include <sys/wait.h>

#include <cstdio>
#include <stdexcept>

ShellResult run_shell(const std::string& folder, const std::string& command) {
  FILE* pipe = popen(("exec 2>&1 </dev/null; cd '" + folder + "' || exit; " + command).c_str(), "r");
  if (!pipe) throw std::runtime_error("no shell");
  ShellResult result{};
  char buffer[4096];
  while (size_t n = fread(buffer, 1, sizeof buffer, pipe)) result.out.append(buffer, n);
  int status = pclose(pipe);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}
