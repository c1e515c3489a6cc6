// Loaded before everything else (LD_PRELOAD): counts the calls that write files or use the network,
// and at the one that $CHANCERY_END_AT names ends the program as kill -9 would, or, when
// $CHANCERY_END_HOW is "fault", lets that call fail. How many calls there were is written to
// $CHANCERY_CALLS_TO when the program comes to its end.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

std::atomic<long> calls{0};

/// Whether this call is to fail; does not return when the program is to end.
bool fails_here() {
  ++calls;
  const char* const at = std::getenv("CHANCERY_END_AT");
  if (at == nullptr || calls != std::strtol(at, nullptr, 10)) return false;
  const char* const how = std::getenv("CHANCERY_END_HOW");
  if (how == nullptr || std::strcmp(how, "fault") != 0) ::raise(SIGKILL);
  errno = EIO;
  return true;
}

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

struct Tell {
  ~Tell() {
    const char* const file = std::getenv("CHANCERY_CALLS_TO");
    if (file == nullptr) return;
    if (FILE* const out = std::fopen(file, "w")) {
      std::fprintf(out, "%ld", calls.load());
      std::fclose(out);
    }
  }
} tell;

}  // namespace

extern "C" {

ssize_t write(int file, const void* data, size_t size) {
  return fails_here() ? -1 : next<decltype(write)>("write")(file, data, size);
}
ssize_t writev(int file, const iovec* parts, int count) {
  return fails_here() ? -1 : next<decltype(writev)>("writev")(file, parts, count);
}
int fsync(int file) {
  return fails_here() ? -1 : next<decltype(fsync)>("fsync")(file);
}
int rename(const char* from, const char* to) noexcept {
  return fails_here() ? -1 : next<decltype(rename)>("rename")(from, to);
}
int connect(int socket, const sockaddr* address, socklen_t size) {
  return fails_here() ? -1 : next<decltype(connect)>("connect")(socket, address, size);
}
ssize_t send(int socket, const void* data, size_t size, int flags) {
  return fails_here() ? -1 : next<decltype(send)>("send")(socket, data, size, flags);
}
ssize_t sendto(int socket, const void* data, size_t size, int flags, const sockaddr* address,
               socklen_t address_size) {
  return fails_here()
             ? -1
             : next<decltype(sendto)>("sendto")(socket, data, size, flags, address, address_size);
}
ssize_t recv(int socket, void* data, size_t size, int flags) {
  return fails_here() ? -1 : next<decltype(recv)>("recv")(socket, data, size, flags);
}
int open(const char* path, int flags, ...) {
  mode_t mode = 0;
  if ((flags & (O_CREAT | O_TMPFILE)) != 0) {
    va_list more;
    va_start(more, flags);
    mode = va_arg(more, mode_t);
    va_end(more);
    if (fails_here()) return -1;
  }
  return next<int(const char*, int, ...)>("open")(path, flags, mode);
}
}
