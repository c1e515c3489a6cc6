#include "app/child.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <optional>
#include <utility>

#include "app/confinement.h"
#include "base/diagnostic.h"

namespace chancery::app {
namespace {

constexpr int kExitNotConfined = 90;
constexpr int kExitThrew = 91;

void write_all(int pipe, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(pipe, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) ::_exit(kExitThrew);
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
}

[[noreturn]] void be_the_child(const std::function<Bytes(std::size_t)>& work, std::size_t count,
                               const ChildLimits& limits, int pipe) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (pipe != STDIN_FILENO) ::dup2(pipe, STDIN_FILENO);
  ::close_range(STDERR_FILENO + 1, ~0U, 0);
  try {
    if (limits.begin_threads) limits.begin_threads();
    if (!confine(limits)) ::_exit(kExitNotConfined);
    for (std::size_t i = 0; i < count; ++i) {
      const Bytes answer = work(i);
      const std::uint64_t size = answer.size();
      std::array<std::uint8_t, sizeof size> header{};
      std::memcpy(header.data(), &size, sizeof size);
      write_all(STDIN_FILENO, header);
      write_all(STDIN_FILENO, answer);
    }
  } catch (...) {
    ::_exit(kExitThrew);
  }
  ::_exit(0);
}

[[noreturn]] void no_child(const char* step) {
  throw Failure(FailureKind::kSystem, "no-confined-reader",
                std::string("the confined reader cannot be started (") + step + ": " +
                    std::strerror(errno) + ")",
                "free memory or raise the limit on processes, and try again");
}

[[noreturn]] void no_confinement(bool reads_files) {
  throw Failure(FailureKind::kSystem, "no-confined-reader",
                "this system does not confine the reader of a stranger's file",
                reads_files ? "use Linux 5.13 or later with Landlock, or leave out --reproduce"
                            : "use a Linux that allows seccomp filters");
}

std::int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

int status_of(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

ChildEnd end_by(int signal) {
  switch (signal) {
    case SIGXCPU:
    case SIGKILL:
      return ChildEnd::kTooMuchTime;
    case SIGSYS:
      return ChildEnd::kForbidden;
    default:
      return ChildEnd::kCrashed;
  }
}

/// How many bytes the first answer has with the size that stands before it; nothing when they are
/// not all there.
std::optional<std::size_t> first_answer(ByteView received) {
  std::uint64_t size = 0;
  if (received.size() < sizeof size) return std::nullopt;
  std::memcpy(&size, received.data(), sizeof size);
  if (size > received.size() - sizeof size) return std::nullopt;
  return static_cast<std::size_t>(size) + sizeof size;
}

/// Children that have answered and are ending. Taking down a process takes as long as much
/// of its work did, so nobody waits for that.
class Ended {
 public:
  static void add(pid_t child) {
    const std::lock_guard lock(mutex());
    children().push_back(child);
  }
  static void collect() {
    const std::lock_guard lock(mutex());
    std::erase_if(children(), [](pid_t child) {
      int status = 0;
      return ::waitpid(child, &status, WNOHANG) != 0;
    });
  }

 private:
  static std::mutex& mutex() {
    static std::mutex guards;
    return guards;
  }
  static std::vector<pid_t>& children() {
    static std::vector<pid_t> ended;
    return ended;
  }
};

}  // namespace

RunningChild::RunningChild(const std::function<Bytes()>& work, const ChildLimits& limits)
    : RunningChild([&work](std::size_t) { return work(); }, 1, limits) {}

RunningChild::RunningChild(const std::function<Bytes(std::size_t)>& work, std::size_t count,
                           const ChildLimits& limits)
    : limits_(limits), left_(count) {
  Ended::collect();
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) no_child("pipe");
  // What is waiting to be written must not be written by both.
  std::fflush(nullptr);
  child_ = ::fork();
  if (child_ < 0) {
    ::close(pipe[0]);
    ::close(pipe[1]);
    no_child("fork");
  }
  if (child_ == 0) be_the_child(work, count, limits, pipe[1]);
  ::close(pipe[1]);
  pipe_ = pipe[0];
  // One that has answers for later should not have to wait until they are heard.
  constexpr int kPipeBytes = 1 << 20;
  if (count > 1) ::fcntl(pipe_, F_SETPIPE_SZ, kPipeBytes);
  deadline_ms_ = now_ms() + std::int64_t{1000} * limits.wall_seconds;
}

RunningChild::RunningChild(RunningChild&& other) noexcept
    : limits_(std::move(other.limits_)),
      left_(other.left_),
      received_(std::move(other.received_)),
      deadline_ms_(other.deadline_ms_),
      child_(std::exchange(other.child_, -1)),
      pipe_(std::exchange(other.pipe_, -1)) {}

RunningChild::~RunningChild() {
  if (pipe_ >= 0) ::close(pipe_);
  if (child_ < 0) return;
  ::kill(child_, SIGKILL);
  status_of(child_);
}

RunningChild::Reading RunningChild::read_answer() {
  std::array<std::uint8_t, 1U << 16U> buffer;
  while (!first_answer(received_)) {
    const std::int64_t left_ms = deadline_ms_ - now_ms();
    pollfd waiting{pipe_, POLLIN, 0};
    const int ready = left_ms <= 0 ? 0 : ::poll(&waiting, 1, static_cast<int>(left_ms));
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0) return Reading::kTooLong;
    const ssize_t got = ::read(pipe_, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return Reading::kEnded;
    append(received_, ByteView(buffer).first(static_cast<std::size_t>(got)));
    if (received_.size() > limits_.answer_bytes) return Reading::kTooLarge;
  }
  return Reading::kWhole;
}

ChildAnswer RunningChild::answer() {
  // One that had to wait for others to be heard, with its pipe full, is no slow one.
  const std::int64_t grace_ms =
      std::min<std::int64_t>(10000, std::int64_t{1000} * limits_.wall_seconds);
  deadline_ms_ = std::max(deadline_ms_, now_ms() + grace_ms);
  ChildAnswer answer;
  const Reading reading = read_answer();
  if (reading == Reading::kWhole) {
    const auto end = received_.begin() + static_cast<std::ptrdiff_t>(*first_answer(received_));
    answer.end = ChildEnd::kAnswered;
    answer.bytes.assign(received_.begin() + sizeof(std::uint64_t), end);
    received_.erase(received_.begin(), end);
    if (--left_ == 0) {
      ::close(std::exchange(pipe_, -1));
      ::kill(child_, SIGKILL);  // it has nothing left to do
      Ended::add(std::exchange(child_, -1));
    }
    return answer;
  }
  if (reading != Reading::kEnded) ::kill(child_, SIGKILL);
  ::close(std::exchange(pipe_, -1));
  const int status = status_of(std::exchange(child_, -1));
  if (reading != Reading::kEnded) {
    answer.end = reading == Reading::kTooLarge ? ChildEnd::kAnswerTooLarge : ChildEnd::kTooMuchTime;
  } else if (WIFSIGNALED(status)) {
    answer.end = end_by(WTERMSIG(status));
  } else if (WEXITSTATUS(status) == kExitNotConfined) {
    no_confinement(!limits_.readable.empty());
  }
  return answer;
}

ChildAnswer run_confined(const std::function<Bytes()>& work, const ChildLimits& limits) {
  return RunningChild(work, limits).answer();
}

}  // namespace chancery::app
