// costs_of OUT TIMES COMMAND…: runs a command that often, and writes a row of JSON to OUT for each run: user
// and system time of the command and all its children, time on the clock, and the most memory that one of
// them had.
//
// A small program does this, for a process counts the memory of the program that started it as its own.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

void run(char** command, std::FILE* out) {
  lseek(STDIN_FILENO, 0, SEEK_SET);  // of a file; a pipe is read on
  auto start = std::chrono::steady_clock::now();
  pid_t child = fork();
  if (child == 0) {
    execvp(command[0], command);
    std::fprintf(stderr, "cannot run %s: %s\n", command[0], std::strerror(errno));
    _exit(127);
  }
  int status = 0;
  rusage used{};
  while (wait4(child, &status, 0, &used) < 0 && errno == EINTR) {
  }
  std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  std::fprintf(out, R"({"cpu": %.6f, "wall": %.6f, "peak": %.3f, "status": %d})",
               seconds(used.ru_utime) + seconds(used.ru_stime), wall.count(),
               static_cast<double>(used.ru_maxrss) / 1e3,
               WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  std::fputc('\n', out);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: costs_of OUT TIMES COMMAND…\n");
    return 2;
  }
  std::FILE* out = std::fopen(argv[1], "we");
  if (!out) {
    std::fprintf(stderr, "cannot write %s\n", argv[1]);
    return 2;
  }
  for (int i = 0; i < std::atoi(argv[2]); ++i) run(argv + 3, out);
  std::fclose(out);
}
