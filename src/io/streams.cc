#include "io/streams.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "io/retry.h"

namespace dechaff {
namespace {

constexpr size_t kChunkBytes = 256 << 10;

ssize_t read_some(int fd, char* to, size_t size) {
  return retried([&] { return read(fd, to, size); });
}

// Waits until a file that was opened without blocking (by whoever started the program) is ready again.
bool waited_for(int fd, short event) {
  if (errno != EAGAIN && errno != EWOULDBLOCK) return false;
  pollfd ready{fd, event, 0};
  return poll(&ready, 1, -1) > 0 || errno == EINTR;
}

}  // namespace

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
  // One byte more lets the read that finds the end do without more room.
  size_t used = text.size();
  text.resize(used + std::max<size_t>(expected_size + 1, 4096));
  for (;;) {
    if (used == text.size()) text.resize(used + used / 2);
    ssize_t n = read_some(fd, text.data() + used, text.size() - used);
    if (n < 0 && waited_for(fd, POLLIN)) continue;
    int error = n < 0 ? errno : 0;
    if (n > 0) used += static_cast<size_t>(n);
    if (n > 0) continue;
    text.resize(used);
    return error;
  }
}

std::optional<RowBatch> RowReader::next() {
  while (buffer_.size() < batch_bytes_ || whole_end_ == 0) {
    if (whole_end_ > 0 && !more_is_waiting()) break;
    if (!fill()) {
      if (!error_ && !stopped_) whole_end_ = buffer_.size();
      break;
    }
  }
  // The whole rows before an error, or before it was stopped, still count.
  if (whole_end_ == 0) return std::nullopt;
  std::string rest = buffer_.substr(whole_end_);
  buffer_.resize(whole_end_);
  RowBatch batch{std::move(buffer_), line_};
  for (size_t feed = batch.rows.find('\n'); feed != batch.rows.npos; feed = batch.rows.find('\n', feed + 1))
    ++line_;
  buffer_ = std::move(rest);
  whole_end_ = 0;
  return batch;
}

// Reads once; false at the end.
bool RowReader::fill() {
  if (error_ || stopped()) return false;
  chunk_.resize(kChunkBytes);
  ssize_t n;
  do {
    n = read_some(fd_, chunk_.data(), chunk_.size());
  } while (n < 0 && waited_for(fd_, POLLIN));
  if (n < 0) error_ = errno;
  if (n <= 0) return false;
  std::string_view got(chunk_.data(), static_cast<size_t>(n));
  size_t feed = got.rfind('\n');
  if (feed != got.npos) whole_end_ = buffer_.size() + feed + 1;
  buffer_ += got;
  return true;
}

// Waits until there is something to read, or reason to stop.
bool RowReader::stopped() {
  if (stop_fd_ < 0) return false;
  pollfd ready[] = {{fd_, POLLIN, 0}, {stop_fd_, POLLIN, 0}};
  retried([&] { return poll(ready, 2, -1); });
  stopped_ = ready[1].revents != 0;
  return stopped_;
}

bool RowReader::more_is_waiting() const {
  pollfd ready{fd_, POLLIN, 0};
  return poll(&ready, 1, 0) > 0;
}

}  // namespace dechaff
