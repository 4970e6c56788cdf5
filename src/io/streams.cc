#include "io/streams.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "io/retry.h"

namespace dechaff {
namespace {

// Waits until a file that was opened without blocking (by whoever started the program) is ready again.
bool waited_for(int fd, short event) {
  if (errno != EAGAIN && errno != EWOULDBLOCK) return false;
  pollfd ready{fd, event, 0};
  return poll(&ready, 1, -1) > 0 || errno == EINTR;
}

}  // namespace

ssize_t read_some(int fd, char* to, size_t size) {
  ssize_t n;
  do {
    n = retried([&] { return read(fd, to, size); });
  } while (n < 0 && waited_for(fd, POLLIN));
  return n;
}

int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    ssize_t n = write(fd, text.data(), text.size());
    if (n > 0) {
      text.remove_prefix(static_cast<size_t>(n));
    } else if (n == 0) {
      return EIO;
    } else if (errno != EINTR && !waited_for(fd, POLLOUT)) {
      return errno;
    }
  }
  return 0;
}

int read_all(int fd, size_t expected_size, std::string& text) {
  // One byte more tells the end without another read, where the size is as expected.
  const size_t expected = text.size() + expected_size;
  size_t used = text.size();
  text.resize(used + std::max<size_t>(expected_size + 1, 4096));
  for (;;) {
    if (used == text.size()) text.resize(used + used / 2);
    ssize_t n = read_some(fd, text.data() + used, text.size() - used);
    int error = n < 0 ? errno : 0;
    if (n > 0) used += static_cast<size_t>(n);
    bool is_all = expected_size > 0 && used == expected && used < text.size();
    if (n > 0 && !is_all) continue;
    text.resize(used);
    return error;
  }
}

}  // namespace dechaff
