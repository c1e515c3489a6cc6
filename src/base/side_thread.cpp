#include "base/side_thread.h"

#include <sched.h>
#include <unistd.h>

#include <system_error>

namespace chancery {
namespace {

/// The processors that this thread may run on, without the one that it runs on; empty when there is
/// no other.
std::optional<cpu_set_t> other_processors() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  const int here = ::sched_getcpu();
  if (here < 0 || here >= CPU_SETSIZE) return std::nullopt;
  if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return std::nullopt;
  CPU_CLR(here, &allowed);
  if (CPU_COUNT(&allowed) == 0) return std::nullopt;
  return allowed;
}

class Attributes {
 public:
  Attributes() : error_(::pthread_attr_init(&attributes_)) {}
  ~Attributes() {
    if (error_ == 0) ::pthread_attr_destroy(&attributes_);
  }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;

  /// Null for those that a thread has anyway.
  const pthread_attr_t* beginning_elsewhere() {
    const std::optional<cpu_set_t> others = other_processors();
    if (error_ != 0 || !others) return nullptr;
    const int set = ::pthread_attr_setaffinity_np(&attributes_, sizeof *others, &*others);
    return set == 0 ? &attributes_ : nullptr;
  }

 private:
  pthread_attr_t attributes_{};
  int error_;
};

/// From now on the thread may run where its creator may.
void allow_everywhere() {
  cpu_set_t all;
  CPU_ZERO(&all);
  if (::sched_getaffinity(::getpid(), sizeof all, &all) == 0) {
    ::sched_setaffinity(0, sizeof all, &all);
  }
}

}  // namespace

void* SideThread::run(void* job) noexcept {
  const std::unique_ptr<AnyJob> mine(static_cast<AnyJob*>(job));
  if (mine->later == Later::kMayMove) allow_everywhere();
  mine->run();
  return nullptr;
}

void SideThread::begin(std::unique_ptr<AnyJob> job) {
  Attributes attributes;
  const pthread_attr_t* elsewhere = attributes.beginning_elsewhere();
  pthread_t thread{};
  int error = ::pthread_create(&thread, elsewhere, run, job.get());
  // A processor may have been taken away in between, or the choice is not the process's.
  if (error != 0 && elsewhere != nullptr) {
    error = ::pthread_create(&thread, nullptr, run, job.get());
  }
  if (error != 0) throw std::system_error(error, std::generic_category(), "pthread_create");
  static_cast<void>(job.release());  // the thread has it
  thread_ = thread;
}

void SideThread::join() noexcept {
  if (thread_) ::pthread_join(*thread_, nullptr);
  thread_.reset();
}

}  // namespace chancery
