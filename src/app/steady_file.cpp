#include "app/steady_file.h"

#include <sys/stat.h>

#include "app/files.h"

namespace chancery::app {
namespace {

/// From here on reading costs more than mapping, and memory that a child shares with its parent is
/// worth having.
constexpr off_t kMappedFrom = off_t{16} << 20U;

bool same_time(const timespec& one, const timespec& other) {
  return one.tv_sec == other.tv_sec && one.tv_nsec == other.tv_nsec;
}

}  // namespace

struct SteadyFile::Inside {
  std::filesystem::path path;
  struct stat status {};
  Bytes read;
  std::shared_ptr<const MappedFile> mapped;
};

SteadyFile::SteadyFile(const std::filesystem::path& path) : inside_(std::make_unique<Inside>()) {
  inside_->path = path;
  const bool is_large = ::stat(path.c_str(), &inside_->status) == 0 &&
                        S_ISREG(inside_->status.st_mode) && inside_->status.st_size >= kMappedFrom;
  if (is_large) inside_->mapped = MappedFile::open(path);
  if (!inside_->mapped) inside_->read = read_file(path);
}

SteadyFile::~SteadyFile() = default;

ByteView SteadyFile::bytes() const {
  return inside_->mapped ? inside_->mapped->bytes() : ByteView(inside_->read);
}

bool SteadyFile::is_unchanged() const {
  if (!inside_->mapped) return true;
  struct stat now {};
  const struct stat& then = inside_->status;
  return ::stat(inside_->path.c_str(), &now) == 0 && now.st_ino == then.st_ino &&
         now.st_dev == then.st_dev && now.st_size == then.st_size &&
         same_time(now.st_mtim, then.st_mtim) && same_time(now.st_ctim, then.st_ctim);
}

}  // namespace chancery::app
