// A thread that works beside its creator from the start.
#pragma once

#include <pthread.h>

#include <memory>
#include <optional>
#include <utility>

namespace chancery {

/// As std::thread, but it begins on another processor than its creator's where there is one, and
/// may then be moved as any other. A scheduler without balancing at the start of a thread (small
/// virtual machines have such) leaves it behind its creator until that one waits or has used up
/// its time, for milliseconds: longer than the whole work. Joins when it is destroyed. What leaves
/// the work as an exception ends the program.
class SideThread {
 public:
  enum class Later { kMayMove, kStaysThere };

  SideThread() = default;
  /// `later` is whether it may be moved to its creator's processor after the start; where it often
  /// waits and is woken, it would be. Throws std::system_error when the system has no thread to
  /// give.
  template <typename Work>
  explicit SideThread(Work work, Later later = Later::kMayMove) {
    auto job = std::make_unique<Job<Work>>(std::move(work));
    job->later = later;
    begin(std::move(job));
  }
  ~SideThread() { join(); }
  SideThread(SideThread&& other) noexcept : thread_(std::exchange(other.thread_, std::nullopt)) {}
  SideThread& operator=(SideThread&& other) noexcept {
    join();
    thread_ = std::exchange(other.thread_, std::nullopt);
    return *this;
  }
  SideThread(const SideThread&) = delete;
  SideThread& operator=(const SideThread&) = delete;

  /// Waits for its end; does nothing when there is no thread, or no longer.
  void join() noexcept;

 private:
  struct AnyJob {
    AnyJob() = default;
    virtual ~AnyJob() = default;
    AnyJob(const AnyJob&) = delete;
    AnyJob& operator=(const AnyJob&) = delete;
    virtual void run() = 0;
    Later later = Later::kMayMove;
  };
  template <typename Work>
  struct Job : AnyJob {
    explicit Job(Work given) : work(std::move(given)) {}
    void run() override { work(); }
    Work work;
  };

  static void* run(void* job) noexcept;
  void begin(std::unique_ptr<AnyJob> job);

  std::optional<pthread_t> thread_;
};

}  // namespace chancery
