#include "cli/signals.h"

#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>

namespace dechaff {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

// A signal handler knows nothing but globals.
std::atomic<int> g_received = 0;
int g_descriptor = -1;

void note(int signal) {
  int saved = errno;
  g_received = signal;
  uint64_t one = 1;
  [[maybe_unused]] ssize_t written = write(g_descriptor, &one, sizeof one);
  errno = saved;
}

}  // namespace

StopSignals::StopSignals() {
  g_descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  for (int signal : kSignals) {
    struct sigaction before;
    sigaction(signal, nullptr, &before);
    if (before.sa_handler == SIG_IGN) continue;  // as under nohup
    struct sigaction action = {};
    action.sa_handler = note;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(signal, &action, nullptr);
  }
}

StopSignals::~StopSignals() {
  for (int signal : kSignals) {
    struct sigaction now;
    sigaction(signal, nullptr, &now);
    if (now.sa_handler == note) ::signal(signal, SIG_DFL);
  }
  close(g_descriptor);
}

int StopSignals::received() const {
  return g_received;
}

int StopSignals::descriptor() const {
  return g_descriptor;
}

}  // namespace dechaff
