// What a person at a terminal sees while a run goes on, and what becomes of a run that is interrupted.
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "clean_place.h"

namespace {

const std::string kRow = "{\"text\":\"Prose\\nzap: a\"}\n", kCleaned = "{\"text\":\"Prose\\n\"}\n";

// dechaff cleaning rows, with a terminal for its standard error.
class OnTerminal {
 public:
  explicit OnTerminal(const Place& place) {
    int in[2], output[2];
    REQUIRE(pipe2(in, O_CLOEXEC) == 0);
    REQUIRE(pipe2(output, O_CLOEXEC) == 0);
    pid_ = forkpty(&terminal_, nullptr, nullptr, nullptr);
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) {
      dup2(in[0], STDIN_FILENO);
      dup2(output[1], STDOUT_FILENO);
      if (chdir(place.path().c_str()) == 0)
        execl(DECHAFF_PROGRAM, "dechaff", "clean", "--no-builtin", "--rules", "rules", "-", "--format",
              "jsonl", nullptr);
      _exit(127);
    }
    close(in[0]);
    close(output[1]);
    in_ = in[1];
    out_ = output[0];
  }
  ~OnTerminal() {
    for (int fd : {in_, out_, terminal_}) close(fd);
  }

  void send_rows(size_t n) {
    std::string rows;
    while (n-- > 0) rows += kRow;
    REQUIRE(write(in_, rows.data(), rows.size()) == static_cast<ssize_t>(rows.size()));
  }
  void send_half_row() { REQUIRE(write(in_, kRow.data(), kRow.size() / 2) > 0); }
  void end_input() {
    close(in_);
    in_ = open("/dev/null", O_RDONLY | O_CLOEXEC);
  }
  void signal(int number) { kill(pid_, number); }

  // Reads what there is to be read within a twentieth of a second.
  void read_on() {
    pollfd ends[] = {{out_, POLLIN, 0}, {terminal_, POLLIN, 0}};
    poll(ends, 2, 50);
    take(ends[0], out);
    take(ends[1], screen);
  }

  int wait_for_end() {
    int status = 0;
    while (waitpid(pid_, &status, WNOHANG) == 0) read_on();
    for (std::string before = "-"; before != out + screen;) {
      before = out + screen;
      read_on();
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  std::string out, screen;

 private:
  static void take(const pollfd& end, std::string& text) {
    if (!(end.revents & POLLIN)) return;
    char buffer[65536];
    ssize_t n = read(end.fd, buffer, sizeof buffer);
    if (n > 0) text.append(buffer, static_cast<size_t>(n));
  }

  pid_t pid_;
  int in_, out_, terminal_;
};

}  // namespace

TEST_CASE("on a terminal a line tells how far the run is, and goes when it ends") {
  Place place;
  OnTerminal run(place);
  while (!contains(run.screen, "lines removed")) {
    run.send_rows(10);
    run.read_on();
  }
  CHECK(contains(run.screen, "\r\x1b[K"));
  CHECK(contains(run.screen, " documents, "));
  run.end_input();
  CHECK(run.wait_for_end() == 0);
  std::string end = run.screen.substr(run.screen.rfind("\x1b[K") + 3);
  CHECK(contains(end, " changed\r\n"));
  CHECK_FALSE(contains(end, "/s"));
}

TEST_CASE("a stream that is interrupted ends behind a whole row and says so") {
  for (auto [signal, status] : {std::pair(SIGINT, 130), {SIGTERM, 143}, {SIGHUP, 129}}) {
    Place place;
    OnTerminal run(place);
    run.send_rows(3);
    while (run.out.empty()) run.read_on();
    run.signal(signal);
    CHECK(run.wait_for_end() == status);
    CHECK(run.out == kCleaned + kCleaned + kCleaned);
    CHECK(contains(run.screen, "stopped by a signal before the end\r\n"));
  }
}

TEST_CASE("half a row that waits for its end is not written when the run is interrupted") {
  Place place;
  OnTerminal run(place);
  run.send_rows(1);
  while (run.out.empty()) run.read_on();
  run.send_half_row();
  run.signal(SIGTERM);
  CHECK(run.wait_for_end() == 143);
  CHECK(run.out == kCleaned);
}
