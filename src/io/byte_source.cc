#include "io/byte_source.h"

#include <poll.h>

#include "io/file_error.h"
#include "io/retry.h"
#include "io/streams.h"

namespace dechaff {

size_t FileBytes::read(char* to, size_t size) {
  if (is_whole_ || !error_.empty() || is_stopped()) return 0;
  ssize_t n = read_some(fd_, to, size);
  if (n < 0) error_ = file_error("", errno).reason;
  is_whole_ = n == 0;
  if (n <= 0) return 0;
  bytes_used_ += static_cast<size_t>(n);
  return static_cast<size_t>(n);
}

bool FileBytes::is_ready() const {
  pollfd ready{fd_, POLLIN, 0};
  return poll(&ready, 1, 0) > 0;
}

// Waits until there is something to read, or reason to stop.
bool FileBytes::is_stopped() const {
  if (stop_fd_ < 0) return false;
  pollfd ready[] = {{fd_, POLLIN, 0}, {stop_fd_, POLLIN, 0}};
  retried([&] { return poll(ready, 2, -1); });
  return ready[1].revents != 0;
}

}  // namespace dechaff
