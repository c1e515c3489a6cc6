// A stranger's file is read in a child process that may do next to nothing: no files, no network,
// little memory and time (seccomp allow-list and resource limits).
#pragma once

#include <functional>

#include "base/bytes.h"

namespace chancery::app {

struct ChildLimits {
  std::size_t memory_bytes = std::size_t{1} << 30U;  ///< on top of what the parent has mapped
  unsigned cpu_seconds = 20;
  std::size_t answer_bytes = std::size_t{256} << 20U;
};

enum class ChildEnd { kAnswered, kCrashed, kTooMuchTime, kForbidden, kAnswerTooLarge };

struct ChildAnswer {
  ChildEnd end = ChildEnd::kCrashed;
  Bytes bytes;
};

/// Runs `work` in a child and gives back what it returned. Open files are closed in the child but
/// for the pipe; a system call off the allow-list ends it (kForbidden).
/// Throws Failure(kSystem) when no child can be started or confined.
ChildAnswer run_confined(const std::function<Bytes()>& work, const ChildLimits& limits = {});

}  // namespace chancery::app
