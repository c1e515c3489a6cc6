// A stranger's file is read in a child process that may do next to nothing: no files, no network,
// little memory and time (seccomp allow-list and resource limits).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "base/bytes.h"

namespace chancery::app {

struct ChildLimits {
  std::size_t memory_bytes = std::size_t{1} << 30U;  ///< on top of what the parent has mapped
  unsigned cpu_seconds = 20;
  /// By the clock: a child that waits for ever takes no processor time.
  unsigned wall_seconds = 120;
  std::size_t answer_bytes = std::size_t{256} << 20U;
  /// Files and folders that the child may read, all below them, and nothing else; to write, it may
  /// nothing. For setting a stranger's letter, which needs fonts; none for reading a file. A system
  /// call off the list then fails instead of ending the child.
  std::vector<std::filesystem::path> readable;
  /// Run in the child before it is confined: the first begins threads, the second waits until they
  /// run. What they do is confined as the rest is. Not for a child that may read files, which
  /// Landlock confines thread by thread.
  std::function<void()> begin_threads = {}, await_threads = {};
};

enum class ChildEnd { kAnswered, kCrashed, kTooMuchTime, kForbidden, kAnswerTooLarge };

struct ChildAnswer {
  ChildEnd end = ChildEnd::kCrashed;
  Bytes bytes;
};

/// A child at work. Several may be at work at once, each with its own limits.
class RunningChild {
 public:
  /// `work` runs in the child. Open files are closed there but for the pipe; a system call off the
  /// allow-list ends it (kForbidden). Throws Failure(kSystem, "no-confined-reader") when no child
  /// can be started or confined: for one that may read files, Linux must have Landlock (5.13).
  RunningChild(const std::function<Bytes()>& work, const ChildLimits& limits);
  /// The same for several pieces of work, one after the other: `work` gets their numbers from 0.
  RunningChild(const std::function<Bytes(std::size_t)>& work, std::size_t count,
               const ChildLimits& limits);
  /// Ends it when nobody asked for its answer.
  ~RunningChild();
  RunningChild(RunningChild&&) noexcept;
  RunningChild& operator=(RunningChild&&) = delete;

  /// Waits for it and gives back what `work` returned. To be called once for each piece of work,
  /// and no more once one was not answered. Throws as above.
  ChildAnswer answer();

 private:
  enum class Reading { kWhole, kEnded, kTooLarge, kTooLong };
  Reading read_answer();

  ChildLimits limits_;
  std::size_t left_ = 0;  ///< answers that are to come
  Bytes received_;
  std::int64_t deadline_ms_ = 0;  ///< by the steady clock
  int child_ = -1;
  int pipe_ = -1;
};

/// One child from its start to its answer.
ChildAnswer run_confined(const std::function<Bytes()>& work, const ChildLimits& limits = {});

}  // namespace chancery::app
