#include "io/rows_ahead.h"

#include <system_error>
#include <utility>

namespace dechaff {
namespace {

constexpr size_t kMostAhead = 2;

}  // namespace

RowsAhead::RowsAhead(RowReader& reader) : reader_(reader) {
  // Where the system has no thread to give, rows are read when they are asked for.
  try {
    thread_ = std::thread([this] { read(); });
  } catch (const std::system_error&) {
  }
}

RowsAhead::~RowsAhead() {
  {
    std::lock_guard lock(mutex_);
    wanted_ = false;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

std::optional<RowBatch> RowsAhead::next() {
  if (!thread_.joinable()) return reader_.next();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return ended_ || !batches_.empty(); });
  if (batches_.empty()) return std::nullopt;
  RowBatch batch = std::move(batches_.front());
  batches_.pop_front();
  changed_.notify_all();
  return batch;
}

void RowsAhead::read() {
  for (;;) {
    std::optional<RowBatch> batch = reader_.next();
    std::unique_lock lock(mutex_);
    if (!batch) {
      ended_ = true;
      changed_.notify_all();
      return;
    }
    changed_.wait(lock, [&] { return !wanted_ || batches_.size() < kMostAhead; });
    if (!wanted_) return;
    batches_.push_back(std::move(*batch));
    changed_.notify_all();
  }
}

}  // namespace dechaff
