// A thread that waits for work.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>

#include "base/side_thread.h"

namespace chancery {

/// One thread, begun when it is made: what a process that may begin none later (a confined reader)
/// takes with it. To be used by one thread.
class Helper {
 public:
  /// Throws std::system_error when the system has no thread to give.
  Helper();
  /// Waits for work that was begun.
  ~Helper();
  /// Until it waits for work, and only then may lose the right to say on which processor it runs.
  void await_readiness() const;
  Helper(const Helper&) = delete;
  Helper& operator=(const Helper&) = delete;

  /// The work runs beside the caller, after what was begun before. What leaves it as an exception
  /// ends the program.
  void begin(std::function<void()> work);
  /// Until the work that was begun is done.
  void wait();

 private:
  void serve();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::function<void()> work_;  ///< empty: nothing to do
  bool ends_ = false;
  std::atomic<bool> waits_ = false;
  SideThread thread_;  ///< last: it uses the others
};

}  // namespace chancery
