// Standard error while a run goes on: messages, and on a terminal a line that tells how far it is.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "cli/report.h"

namespace dechaff {

class Progress {
 public:
  Progress();
  ~Progress() { end(); }

  // Whether anybody sees the line.
  bool is_shown() const { return is_shown_; }

  // How many documents (or bytes, where the share is one of bytes) there will be; 0 while it is not known.
  // May be called on any thread.
  void expect(size_t total) { total_ = total; }

  // Tells about what was done, of what was expected; not more than ten times a second.
  void update(const Report& report, size_t done);

  // Whole lines, above the line.
  void message(std::string_view lines);

  // Writes to standard output, which may be the same terminal; returns an errno value.
  int output(std::string_view text);

  // Takes the line away.
  void end();

 private:
  using Clock = std::chrono::steady_clock;
  std::string line(const Report& report, size_t done, double seconds) const;

  bool is_shown_;
  std::atomic<size_t> total_ = 0;
  Clock::time_point begun_, shown_at_;
  bool stands_ = false;  // the line is on the screen
};

}  // namespace dechaff
