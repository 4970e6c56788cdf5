// Every worker fetches a job, puts it at the end of a short queue, works on it and marks it as done. The
// calling thread takes from the front of the queue what is done. A full queue makes the workers wait, so
// memory is bounded also when one job takes long.
#include "io/workers.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace dechaff {
namespace {

class Pool {
 public:
  Pool(unsigned threads, const JobSource& next) : next_(next), most_under_way_(2 * threads) {
    // Where the system has no more threads to give, those that it gave do the work.
    try {
      while (workers_.size() < threads) workers_.emplace_back([this] { serve(); });
    } catch (const std::system_error&) {
    }
  }

  bool has_workers() const { return !workers_.empty(); }

  void finish_all() {
    while (std::unique_ptr<Job> job = take_first()) {
      if (job->finish()) continue;
      std::lock_guard lock(mutex_);
      ended_ = true;
      room_.notify_all();
      break;
    }
    for (std::thread& worker : workers_) worker.join();
  }

 private:
  struct Entry {
    std::unique_ptr<Job> job;
    bool done = false;
  };

  void serve() {
    while (Entry* entry = fetch()) {
      entry->job->work();
      std::lock_guard lock(mutex_);
      entry->done = true;
      if (entry == &queue_.front()) first_done_.notify_one();
    }
  }

  // Entries keep their place in memory while others are added at the end and taken from the front.
  Entry* fetch() {
    std::lock_guard one_at_a_time(source_mutex_);
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return ended_ || queue_.size() < most_under_way_; });
    if (ended_) return nullptr;
    lock.unlock();
    std::unique_ptr<Job> job = next_();  // may wait for input, so the queue must not be locked
    lock.lock();
    if (!job || ended_) {
      ended_ = true;
      first_done_.notify_one();
      return nullptr;
    }
    return &queue_.emplace_back(Entry{std::move(job)});
  }

  // Waits for the first job of the queue to be done; null when there are no more.
  std::unique_ptr<Job> take_first() {
    std::unique_lock lock(mutex_);
    first_done_.wait(lock, [&] { return queue_.empty() ? ended_ : queue_.front().done; });
    if (queue_.empty()) return nullptr;
    std::unique_ptr<Job> job = std::move(queue_.front().job);
    queue_.pop_front();
    room_.notify_one();
    return job;
  }

  const JobSource& next_;
  const size_t most_under_way_;
  std::mutex source_mutex_;  // taken before mutex_
  std::mutex mutex_;         // guards what follows
  std::condition_variable room_, first_done_;
  std::deque<Entry> queue_;
  bool ended_ = false;  // no more jobs are fetched
  std::vector<std::thread> workers_;
};

}  // namespace

void run_jobs(unsigned threads, const JobSource& next, Caller caller) {
  if (threads > 1 || caller == Caller::finishes) {
    Pool pool(threads, next);
    if (pool.has_workers()) return pool.finish_all();
  }
  while (std::unique_ptr<Job> job = next()) {
    job->work();
    if (!job->finish()) return;
  }
}

}  // namespace dechaff
