// Rows read on a thread of their own, some batches ahead of those who take them.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "io/row_reader.h"

namespace dechaff {

class RowsAhead {
 public:
  // The reader must outlive this object, and is used by nobody else meanwhile.
  explicit RowsAhead(RowReader& reader);

  // Waits until the batch that is being read is there.
  ~RowsAhead();

  // As RowReader::next().
  std::optional<RowBatch> next();

 private:
  void read();

  RowReader& reader_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::deque<RowBatch> batches_;
  bool ended_ = false;
  bool wanted_ = true;
  std::thread thread_;
};

}  // namespace dechaff
