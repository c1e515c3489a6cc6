#include "base/helper.h"

#include <thread>

namespace chancery {

Helper::Helper() : thread_([this] { serve(); }, SideThread::Later::kStaysThere) {}

void Helper::await_readiness() const {
  // Who sleeps here is woken on the helper's processor, and shares it from then on.
  while (!waits_) std::this_thread::yield();
}

Helper::~Helper() {
  wait();
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Helper::begin(std::function<void()> work) {
  wait();
  {
    const std::lock_guard lock(mutex_);
    work_ = std::move(work);
  }
  changed_.notify_all();
}

void Helper::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !work_; });
}

void Helper::serve() {
  std::unique_lock lock(mutex_);
  waits_ = true;
  while (true) {
    changed_.wait(lock, [this] { return work_ || ends_; });
    if (!work_) return;
    lock.unlock();
    work_();
    lock.lock();
    work_ = nullptr;
    changed_.notify_all();
  }
}

}  // namespace chancery
