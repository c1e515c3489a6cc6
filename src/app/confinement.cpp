#include "app/confinement.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <fstream>
#include <memory>

#include "app/descriptor.h"

namespace chancery::app {
namespace {

/// What computing on memory and answering through a pipe needs, and nothing else. Opening a file,
/// a socket or a process is not among it.
constexpr std::array kAllowed = {
    SCMP_SYS(exit),         SCMP_SYS(exit_group),
    SCMP_SYS(brk),          SCMP_SYS(munmap),
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

/// Or less, where the system allows less.
bool limit(decltype(RLIMIT_AS) resource, rlim_t value) {
  rlimit now{};
  if (::getrlimit(resource, &now) != 0) return false;
  const rlim_t most = std::min(value, now.rlim_max);
  const rlimit both{most, most};
  return ::setrlimit(resource, &both) == 0;
}

/// Where it may grow without end, a recursion takes all the memory before it is found out.
bool limit_stack() {
  constexpr rlim_t kStackBytes = rlim_t{8} << 20U;
  rlimit now{};
  if (::getrlimit(RLIMIT_STACK, &now) != 0) return false;
  return now.rlim_cur <= kStackBytes || limit(RLIMIT_STACK, kStackBytes);
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

/// What a child that may read files needs besides: looking at files and folders, and threads.
constexpr std::array kAllowedForReading = {
    SCMP_SYS(read),
    SCMP_SYS(pread64),
    SCMP_SYS(lseek),
    SCMP_SYS(fstat),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),
    SCMP_SYS(getcwd),
    SCMP_SYS(fcntl),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sched_setaffinity),
    SCMP_SYS(getcpu),
};

struct FreesFilter {
  void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, FreesFilter>;

bool allow(const Filter& filter, int call) {
  return seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0) == 0;
}
bool allow(const Filter& filter, int call, scmp_arg_cmp when) {
  return seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, call, 1, &when) == 0;
}

/// Opening only to read, and threads of this process; a thread's flags cannot be seen in clone3, so
/// that it has to be made with clone.
bool allow_reading(const Filter& filter) {
  constexpr scmp_datum_t kWrites = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
  bool ok = true;
  for (const int call : kAllowedForReading) ok = ok && allow(filter, call);
  return ok && allow(filter, SCMP_SYS(openat), {2, SCMP_CMP_MASKED_EQ, kWrites, 0}) &&
         allow(filter, SCMP_SYS(open), {1, SCMP_CMP_MASKED_EQ, kWrites, 0}) &&
         allow(filter, SCMP_SYS(clone), {0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD}) &&
         seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
}

bool filter_calls(bool reads_files, const std::function<void()>& await_threads) {
  const bool fails_softly = sanitized() || reads_files;
  const Filter filter(seccomp_init(fails_softly ? SCMP_ACT_ERRNO(EPERM) : SCMP_ACT_KILL_PROCESS));
  if (!filter) return false;
  bool ok = true;
  for (const int call : kAllowed) ok = ok && allow(filter, call);
  if (sanitized()) ok = ok && allow(filter, SCMP_SYS(pipe)) && allow(filter, SCMP_SYS(pipe2));
  if (reads_files) ok = ok && allow_reading(filter);
  // Its answer goes out by the pipe, which is its standard input: terminals are not for strangers.
  ok = ok && (sanitized() ? allow(filter, SCMP_SYS(write))
                          : allow(filter, SCMP_SYS(write), {0, SCMP_CMP_EQ, STDIN_FILENO, 0}));
  // Memory may be readable and writable, never executable: argument 2 without PROT_EXEC.
  for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
    ok = ok && allow(filter, call, {2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0});
  }
  // Threads that were begun before are filtered with this one.
  ok = ok && seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1) == 0;
  if (await_threads) await_threads();
  return ok && seccomp_load(filter.get()) == 0;
}

/// Nothing of the file system but what is listed (Landlock, landlock(7)): to read, not to write.
bool allow_only(const std::vector<std::filesystem::path>& readable) {
  constexpr std::uint64_t kReading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
  landlock_ruleset_attr rules{};
  // All that the first version knows: reading, writing, making, removing, executing.
  rules.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1;
  const Descriptor ruleset(
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0)));
  if (ruleset.get() < 0) return false;
  for (const std::filesystem::path& path : readable) {
    const Descriptor place(::open(path.c_str(), O_PATH | O_CLOEXEC));
    if (place.get() < 0) continue;  // what is not there needs no leave
    std::error_code error;
    landlock_path_beneath_attr rule{};
    rule.parent_fd = place.get();
    rule.allowed_access = std::filesystem::is_directory(path, error)
                              ? kReading
                              : std::uint64_t{LANDLOCK_ACCESS_FS_READ_FILE};
    if (::syscall(SYS_landlock_add_rule, ruleset.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0) !=
        0) {
      return false;
    }
  }
  return ::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) == 0;
}

}  // namespace

bool confine(const ChildLimits& limits) {
  if (!limit(RLIMIT_CPU, limits.cpu_seconds) || !limit(RLIMIT_CORE, 0)) return false;
  if (!limit_stack()) return false;
  if (!sanitized() && !limit(RLIMIT_AS, mapped_now() + limits.memory_bytes)) return false;
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  const bool reads_files = !limits.readable.empty();
  if (reads_files && limits.begin_threads) return false;
  return (!reads_files || allow_only(limits.readable)) &&
         filter_calls(reads_files, limits.await_threads);
}

}  // namespace chancery::app
