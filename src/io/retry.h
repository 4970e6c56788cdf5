// System calls, as they have to be made.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace dechaff {

// Calls again what a signal interrupted.
template <class Call>
auto retried(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

// Closes and returns an errno value: some file systems only tell here that the data did not fit. After EINTR
// it is closed, too. Nothing is done for a descriptor of -1, which it is then.
inline int close_fully(int& fd) {
  if (fd < 0) return 0;
  return ::close(std::exchange(fd, -1)) == 0 || errno == EINTR ? 0 : errno;
}

}  // namespace dechaff
