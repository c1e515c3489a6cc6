#include "app/file_watch.h"

#include <sys/inotify.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/diagnostic.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

/// A file is saved when whoever wrote it closes it, or when another takes its name.
constexpr std::uint32_t kSaved = IN_CLOSE_WRITE | IN_MOVED_TO;
/// In a folder that counts as a whole, what goes is a change too. A file that goes is not: editors
/// move the old one away before they write the new one.
constexpr std::uint32_t kGone = IN_DELETE | IN_MOVED_FROM;
constexpr std::uint32_t kFolderGone = IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT;
constexpr std::uint32_t kAsked =
    kSaved | kGone | IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

[[noreturn]] void cannot_watch(const std::string& what, int error) {
  throw Failure(FailureKind::kSystem, "cannot-watch",
                "cannot watch " + what + ": " + std::strerror(error),
                error == ENOSPC || error == EMFILE
                    ? "close other programs that watch files, or raise fs.inotify.max_user_watches"
                    : "set the letter again by hand, without --watch");
}

/// What editors write beside a file while it is open: .name.swp, #name#, name~.
bool is_editors_own(std::string_view name) {
  return name.starts_with('.') || name.starts_with('#') || name.ends_with('~');
}

}  // namespace

FileWatch::FileWatch() : inotify_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
  if (inotify_.get() < 0) cannot_watch("files", errno);
}

void FileWatch::add(const fs::path& folder, bool everything, const std::string& name,
                    std::map<int, Folder>& folders) {
  const int number = ::inotify_add_watch(inotify_.get(), folder.c_str(), kAsked);
  if (number < 0) {
    if (errno != ENOENT && errno != ENOTDIR && errno != EACCES) {
      cannot_watch(folder.string(), errno);
    }
    incomplete_ = true;
    return;
  }
  Folder& entry = folders[number];
  entry.everything = entry.everything || everything;
  if (!name.empty()) entry.names.insert(name);
}

void FileWatch::add_below(const fs::path& folder, std::map<int, Folder>& folders) {
  add(folder, true, {}, folders);
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->is_directory(error)) add(entry->path(), true, {}, folders);
  }
}

bool FileWatch::watch(const std::vector<fs::path>& paths) {
  std::map<int, Folder> folders;
  incomplete_ = false;
  for (const fs::path& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      add_below(path, folders);
      continue;
    }
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    add(folder, false, path.filename().string(), folders);
    // What a symbolic link leads to is saved in its own folder.
    const fs::path target = fs::weakly_canonical(path, error);
    if (!error && target.has_parent_path()) {
      add(target.parent_path(), false, target.filename().string(), folders);
    }
  }
  bool is_new = false;
  for (const auto& entry : folders) is_new = is_new || !folders_.contains(entry.first);
  for (const auto& entry : folders_) {
    if (!folders.contains(entry.first)) ::inotify_rm_watch(inotify_.get(), entry.first);
  }
  folders_ = std::move(folders);
  return is_new;
}

bool FileWatch::changed() {
  bool changed = false;
  constexpr std::size_t kBufferBytes = std::size_t{64} * 1024;
  alignas(inotify_event) std::array<char, kBufferBytes> buffer{};
  while (true) {
    const ssize_t got = ::read(inotify_.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return changed;
    const char* const end = buffer.data() + got;
    for (const char* at = buffer.data(); at < end;) {
      const auto* const event = reinterpret_cast<const inotify_event*>(at);
      at += sizeof(inotify_event) + event->len;
      if ((event->mask & IN_Q_OVERFLOW) != 0) changed = true;
      const auto folder = folders_.find(event->wd);
      if (folder == folders_.end()) continue;
      if ((event->mask & kFolderGone) != 0) {
        if ((event->mask & IN_MOVE_SELF) != 0) ::inotify_rm_watch(inotify_.get(), event->wd);
        folders_.erase(folder);
        incomplete_ = true;
        continue;
      }
      const std::string_view name = event->len == 0 ? std::string_view() : event->name;
      const bool is_folder = (event->mask & IN_ISDIR) != 0;
      if (folder->second.everything && !is_editors_own(name)) {
        changed = changed || is_folder || (event->mask & (kSaved | kGone)) != 0;
      }
      // A folder that comes back has to be watched anew.
      if (is_folder) incomplete_ = true;
      if ((event->mask & kSaved) != 0 && folder->second.names.contains(std::string(name))) {
        changed = true;
      }
    }
  }
}

}  // namespace chancery::app
