// Being asked to stop: SIGINT, SIGTERM and SIGHUP, while there is something to end in order.
#pragma once

namespace dechaff {

// From its construction on, the first of these signals is noted and does nothing else; a second one ends the
// program as usual. There is one object at a time, made before any thread.
class StopSignals {
 public:
  StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  ~StopSignals();

  // The number of the signal that came, or 0.
  int received() const;

  // Can be read as soon as one came.
  int descriptor() const;
};

// The exit status of a program that a signal stopped.
constexpr int stopped_by(int signal) {
  return 128 + signal;
}

}  // namespace dechaff
