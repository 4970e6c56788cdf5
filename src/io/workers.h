// Jobs on several threads, with their results taken in order, so that what comes out does not depend on the
// threads.
#pragma once

#include <functional>
#include <memory>

namespace dechaff {

class Job {
 public:
  virtual ~Job() = default;

  // The work, on any thread, at the same time as that of other jobs. Must not throw.
  virtual void work() = 0;

  // Takes the result, on the thread that called run_jobs, in the order in which the jobs came. False stops
  // the run: no further job is begun, and the results of those that were are dropped.
  virtual bool finish() = 0;
};

// Gives the next job, or null when there is none left. Called on any thread, but never by two at once.
using JobSource = std::function<std::unique_ptr<Job>()>;

// What the calling thread does where a single thread is to work: that work itself, or finish jobs meanwhile.
enum class Caller { works, finishes };

// Returns when all jobs are finished. At most two jobs a thread are under way or wait for their turn to be
// finished.
void run_jobs(unsigned threads, const JobSource& next, Caller caller = Caller::works);

}  // namespace dechaff
