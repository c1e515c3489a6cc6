#include "app/child.h"

#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include "base/diagnostic.h"

namespace chancery::app {
namespace {

constexpr int kExitNotConfined = 90;
constexpr int kExitThrew = 91;

/// What computing on memory and answering through a pipe needs, and nothing else. Opening a file,
/// a socket or a process is not among it.
constexpr std::array kAllowed = {
    SCMP_SYS(write),        SCMP_SYS(exit),
    SCMP_SYS(exit_group),   SCMP_SYS(brk),
    SCMP_SYS(mmap),         SCMP_SYS(munmap),
    SCMP_SYS(mremap),       SCMP_SYS(madvise),
    SCMP_SYS(futex),        SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday), SCMP_SYS(getrandom),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigaction), SCMP_SYS(sigaltstack),
    SCMP_SYS(getpid),       SCMP_SYS(gettid),
    SCMP_SYS(tgkill),       SCMP_SYS(sched_yield),
    SCMP_SYS(close),        SCMP_SYS(restart_syscall),
    SCMP_SYS(rseq),         SCMP_SYS(set_robust_list),
};

bool limit(decltype(RLIMIT_AS) resource, rlim_t value) {
  const rlimit both{value, value};
  return ::setrlimit(resource, &both) == 0;
}

std::size_t mapped_now() {
  // The first number of /proc/self/statm is the size of the address space in pages.
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

/// The sanitizers reserve terabytes of address space, read files when they report, and ask through
/// a pipe of their own whether an object's memory is there at all.
constexpr bool sanitized() {
#if defined(__SANITIZE_ADDRESS__)
  return true;
#else
  return false;
#endif
}

bool confine(const ChildLimits& limits) {
  if (!limit(RLIMIT_CPU, limits.cpu_seconds) || !limit(RLIMIT_CORE, 0) ||
      !limit(RLIMIT_FSIZE, RLIM_INFINITY)) {
    return false;
  }
  if (!sanitized() && !limit(RLIMIT_AS, mapped_now() + limits.memory_bytes)) return false;
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  scmp_filter_ctx filter =
      seccomp_init(sanitized() ? SCMP_ACT_ERRNO(EPERM) : SCMP_ACT_KILL_PROCESS);
  if (filter == nullptr) return false;
  bool ok = true;
  for (const int call : kAllowed) ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
  if (sanitized()) {
    ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(pipe), 0) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(pipe2), 0) == 0;
  }
  // Memory may be made readable and writable, never executable: argument 2 without PROT_EXEC.
  const scmp_arg_cmp not_executable{2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0};
  ok = ok &&
       seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, &not_executable) == 0;
  ok = ok && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return ok;
}

void write_all(int pipe, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(pipe, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) ::_exit(kExitThrew);
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
}

[[noreturn]] void be_the_child(const std::function<Bytes()>& work, const ChildLimits& limits,
                               int pipe) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (pipe != STDIN_FILENO) ::dup2(pipe, STDIN_FILENO);
  ::close_range(STDERR_FILENO + 1, ~0U, 0);
  if (!confine(limits)) ::_exit(kExitNotConfined);
  try {
    const Bytes answer = work();
    const std::uint64_t size = answer.size();
    std::array<std::uint8_t, sizeof size> header{};
    std::memcpy(header.data(), &size, sizeof size);
    write_all(STDIN_FILENO, header);
    write_all(STDIN_FILENO, answer);
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

}  // namespace

ChildAnswer run_confined(const std::function<Bytes()>& work, const ChildLimits& limits) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) no_child("pipe");
  // What is waiting to be written must not be written by both.
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child < 0) {
    ::close(pipe[0]);
    ::close(pipe[1]);
    no_child("fork");
  }
  if (child == 0) be_the_child(work, limits, pipe[1]);
  ::close(pipe[1]);

  ChildAnswer answer;
  Bytes received;
  std::array<std::uint8_t, 1U << 16U> buffer{};
  bool too_large = false;
  while (true) {
    const ssize_t got = ::read(pipe[0], buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    append(received, ByteView(buffer).first(static_cast<std::size_t>(got)));
    if (received.size() > limits.answer_bytes) {
      too_large = true;
      ::kill(child, SIGKILL);
      break;
    }
  }
  ::close(pipe[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (too_large) {
    answer.end = ChildEnd::kAnswerTooLarge;
  } else if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    answer.end = signal == SIGXCPU || signal == SIGKILL ? ChildEnd::kTooMuchTime
                 : signal == SIGSYS                     ? ChildEnd::kForbidden
                                                        : ChildEnd::kCrashed;
  } else if (WEXITSTATUS(status) == kExitNotConfined) {
    errno = EPERM;
    no_child("seccomp");
  } else if (WEXITSTATUS(status) == 0 && received.size() >= sizeof(std::uint64_t)) {
    std::uint64_t size = 0;
    std::memcpy(&size, received.data(), sizeof size);
    received.erase(received.begin(), received.begin() + sizeof size);
    if (size == received.size()) {
      answer.end = ChildEnd::kAnswered;
      answer.bytes = std::move(received);
    }
  }
  return answer;
}

}  // namespace chancery::app
