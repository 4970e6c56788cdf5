// One loop feeds standard input and drains both outputs, so neither side waits for the other for ever.
#include "run_program.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <utility>

namespace {

struct Pipe {
  Pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    read_end = ends[0];
    write_end = ends[1];
  }
  ~Pipe() {
    close_end(read_end);
    close_end(write_end);
  }
  static void close_end(int& end) {
    if (end >= 0) close(std::exchange(end, -1));
  }
  int read_end, write_end;
};

// Reads once from a pipe that is ready, and closes it at its end.
void drain(int& end, std::string& text) {
  char buffer[65536];
  ssize_t n = read(end, buffer, sizeof buffer);
  if (n > 0) text.append(buffer, static_cast<size_t>(n));
  if (n <= 0) Pipe::close_end(end);
}

int poll_until(pollfd* ends, nfds_t count, std::optional<std::chrono::steady_clock::time_point> moment) {
  using namespace std::chrono;
  if (!moment) return poll(ends, count, -1);
  auto left = std::max(nanoseconds(0), duration_cast<nanoseconds>(*moment - steady_clock::now()));
  timespec time{duration_cast<seconds>(left).count(), (left % seconds(1)).count()};
  return ppoll(ends, count, &time, nullptr);
}

[[noreturn]] void become_program(const std::string& program, const ProgramInput& input, const Pipe& in,
                                 const Pipe& out, const Pipe& err) {
  std::signal(SIGPIPE, SIG_DFL);
  dup2(in.read_end, STDIN_FILENO);
  dup2(out.write_end, STDOUT_FILENO);
  dup2(err.write_end, STDERR_FILENO);
  if (!input.output.empty()) dup2(open(input.output.c_str(), O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
  std::vector<char*> words{const_cast<char*>(program.c_str())};
  for (const std::string& argument : input.arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  // Whoever started the test may have left more open, which counts where descriptors are few.
  close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
  if (input.prepare) input.prepare();
  if (input.folder.empty() || chdir(input.folder.c_str()) == 0) execv(program.c_str(), words.data());
  _exit(127);
}

}  // namespace

ProgramResult run_program(const ProgramInput& input) {
  std::string program = DECHAFF_PROGRAM;
  Pipe in, out, err;
  pid_t child = fork();
  if (child < 0) throw std::runtime_error("no process");
  if (child == 0) become_program(program, input, in, out, err);
  Pipe::close_end(in.read_end);
  Pipe::close_end(out.write_end);
  Pipe::close_end(err.write_end);
  // A program that ends without having read its input is no fault of the test.
  auto before = std::signal(SIGPIPE, SIG_IGN);
  fcntl(in.write_end, F_SETFL, O_NONBLOCK);
  ProgramResult result{};
  size_t written = 0;
  using Clock = std::chrono::steady_clock;
  std::optional<Clock::time_point> signal_at;
  if (input.signal) signal_at = Clock::now() + input.signal->after;
  if (input.reads == size_t{0}) Pipe::close_end(out.read_end);
  while (in.write_end >= 0 || out.read_end >= 0 || err.read_end >= 0) {
    if (written == input.text.size()) Pipe::close_end(in.write_end);
    pollfd ends[] = {{in.write_end, POLLOUT, 0}, {out.read_end, POLLIN, 0}, {err.read_end, POLLIN, 0}};
    if (signal_at && Clock::now() >= *signal_at) {
      kill(child, input.signal->number);
      signal_at.reset();
    }
    if (poll_until(ends, 3, signal_at) == 0) continue;
    if (ends[0].revents) {
      ssize_t n = write(in.write_end, input.text.data() + written, input.text.size() - written);
      if (n >= 0) written += static_cast<size_t>(n);
      if (n < 0) Pipe::close_end(in.write_end);
    }
    if (ends[1].revents) drain(out.read_end, result.out);
    if (input.reads && result.out.size() >= *input.reads) Pipe::close_end(out.read_end);
    if (ends[2].revents) drain(err.read_end, result.err);
  }
  std::signal(SIGPIPE, before);
  int status = 0;
  waitpid(child, &status, 0);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

ProgramResult run_program(std::vector<std::string> arguments, std::string folder) {
  return run_program({.arguments = std::move(arguments), .folder = std::move(folder)});
}
