#include "app/files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

#include "app/descriptor.h"
#include "base/diagnostic.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

/// A temporary file that goes away unless it was kept.
class Temporary {
 public:
  explicit Temporary(fs::path path) : path_(std::move(path)) {}
  ~Temporary() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  void keep() { path_.clear(); }

 private:
  fs::path path_;
};

[[noreturn]] void cannot_write(const fs::path& path, int error) {
  const std::string mend = error == ENOSPC || error == EDQUOT
                               ? "make room on the disk and try again; nothing was changed"
                           : error == EACCES || error == EROFS || error == EPERM
                               ? "choose a place you may write to with -o"
                           : error == ENOENT
                               ? "make the folder first, or choose another with -o"
                               : "nothing was changed; try again or choose another place with -o";
  throw Failure(FailureKind::kSystem, "cannot-write",
                "cannot write " + path.string() + ": " + std::strerror(error), mend);
}

[[noreturn]] void cannot_read(const fs::path& path, int error) {
  throw Failure(FailureKind::kInput, "cannot-read",
                "cannot read " + path.string() + ": " + std::strerror(error),
                error == ENOENT ? "check the name and the folder" : "check that you may read it");
}

int open_to_read(const fs::path& path) {
  return ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
}

/// A symbolic link stays a link; what it points to is replaced.
fs::path end_of_links(const fs::path& path) {
  struct stat itself {};
  if (::lstat(path.c_str(), &itself) != 0 || !S_ISLNK(itself.st_mode)) return path;
  std::error_code error;
  fs::path target = fs::canonical(path, error);
  if (error) cannot_write(path, error.value());
  return target;
}

struct NewFile {
  fs::path name;
  int descriptor;
};

/// A new file in the target's folder, with a name of its own: other threads may be writing there,
/// and a process that was killed may have left one behind under the same process number.
NewFile open_beside(const fs::path& folder, const fs::path& target) {
  static std::atomic<unsigned> count = 0;
  constexpr int kTries = 1000;
  for (int i = 0; i < kTries; ++i) {
    fs::path name = folder / (".chancery-part-" + std::to_string(::getpid()) + "-" +
                              std::to_string(count.fetch_add(1)));
    const int file = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file >= 0) return {std::move(name), file};
    if (errno != EEXIST) cannot_write(target, errno);
  }
  cannot_write(target, EEXIST);
}

void write_all(int descriptor, ByteView bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) cannot_write(path, errno);
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
}

}  // namespace

std::shared_ptr<const MappedFile> MappedFile::open(const fs::path& path) {
  // A pipe without a writer would never answer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  if (file.get() < 0 || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size == 0) return std::shared_ptr<const MappedFile>(new MappedFile({}));
  void* start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (start == MAP_FAILED) return {};
  return std::shared_ptr<const MappedFile>(
      new MappedFile({static_cast<const std::uint8_t*>(start), size}));
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<std::uint8_t*>(bytes_.data()), bytes_.size());
}

Bytes read_file(const fs::path& path) {
  const Descriptor file(open_to_read(path));
  struct stat status {};
  if (file.get() < 0 || ::fstat(file.get(), &status) != 0) cannot_read(path, errno);
  if (S_ISDIR(status.st_mode)) cannot_read(path, EISDIR);
  // A regular file in one piece, and one byte of room that shows its end.
  constexpr std::size_t kStep = 1U << 16U;
  Bytes bytes(S_ISREG(status.st_mode) ? static_cast<std::size_t>(status.st_size) + 1 : kStep);
  std::size_t size = 0;
  while (true) {
    if (size == bytes.size()) bytes.resize(size + kStep);
    const ssize_t got = ::read(file.get(), bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) cannot_read(path, errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  bytes.resize(size);
  return bytes;
}

std::optional<fs::path> path_inside(const fs::path& folder, const std::string& name) {
  // A zero byte would end the name for the system, not for the check.
  if (name.empty() || name.find('\0') != std::string::npos) return std::nullopt;
  std::error_code error;
  const fs::path root = fs::canonical(folder, error);
  if (error) return std::nullopt;
  // Follows every link, as opening the file would.
  fs::path path = fs::weakly_canonical(root / name, error);
  if (error) return std::nullopt;
  const fs::path relative = path.lexically_relative(root);
  if (relative.empty() || *relative.begin() == ".." || relative == ".") return std::nullopt;
  return path;
}

std::optional<Bytes> read_file_if_there(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    cannot_read(path, errno);
  }
  return read_file(path);
}

namespace {

enum class Sync { kYes, kNo };

void replace_file(const fs::path& path, ByteView bytes, Sync sync) {
  struct stat status {};
  const bool is_there = ::stat(path.c_str(), &status) == 0;
  if (is_there && S_ISDIR(status.st_mode)) cannot_write(path, EISDIR);
  if (is_there && !S_ISREG(status.st_mode)) {
    // A device or pipe has no "beside": write straight to it.
    Descriptor device(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (device.get() < 0) cannot_write(path, errno);
    write_all(device.get(), bytes, path);
    if (device.close() != 0) cannot_write(path, errno);
    return;
  }

  const fs::path target = end_of_links(path);
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  auto [name, number] = open_beside(folder, path);
  Descriptor file(number);
  Temporary temporary(name);
  // Given by fchmod, since open() takes the umask's bits away.
  if (is_there && ::fchmod(file.get(), status.st_mode & 0777U) != 0) cannot_write(path, errno);
  write_all(file.get(), bytes, path);
  if (sync == Sync::kYes && ::fsync(file.get()) != 0) cannot_write(path, errno);
  if (file.close() != 0) cannot_write(path, errno);
  if (::rename(name.c_str(), target.c_str()) != 0) cannot_write(path, errno);
  temporary.keep();
  if (sync == Sync::kNo) return;
  const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() >= 0) ::fsync(directory.get());
}

}  // namespace

void write_file(const fs::path& path, ByteView bytes) {
  replace_file(path, bytes, Sync::kYes);
}

void write_passing_file(const fs::path& path, ByteView bytes) {
  replace_file(path, bytes, Sync::kNo);
}

void write_to_cache(const fs::path& path, ByteView bytes) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  const fs::file_status there = fs::status(path, error);
  if (fs::exists(there) && !fs::is_regular_file(there)) return;
  try {
    replace_file(path, bytes, Sync::kNo);
  } catch (const Failure&) {
    // Slower the next time, nothing else.
  }
}

void make_folder(const fs::path& folder, const std::string& mend) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) return;
  throw Failure(FailureKind::kSystem, "cannot-write",
                "cannot make the folder " + folder.string() + ": " + error.message(), mend);
}

}  // namespace chancery::app
