#include "app/page_pictures.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "app/start_program.h"
#include "base/diagnostic.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

/// The number in "BEGIN12.png"; nothing when the name is another.
std::optional<int> page_number(std::string_view name, std::string_view begin) {
  constexpr std::string_view kEnd = ".png";
  if (name.size() <= begin.size() + kEnd.size()) return std::nullopt;
  if (!name.starts_with(begin) || !name.ends_with(kEnd)) return std::nullopt;
  name.remove_prefix(begin.size());
  name.remove_suffix(kEnd.size());
  int number = 0;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), number);
  if (read.ec != std::errc() || read.ptr != name.data() + name.size()) return std::nullopt;
  return number;
}

/// The numbered files of a folder, by their numbers.
std::vector<std::pair<int, fs::path>> numbered(const fs::path& folder, std::string_view begin) {
  std::vector<std::pair<int, fs::path>> found;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (const auto number = page_number(name, begin)) found.emplace_back(*number, entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

[[noreturn]] void cannot_start(int error) {
  if (error == ENOENT) {
    throw Failure(FailureKind::kSystem, "no-pdftoppm",
                  "the pages cannot be drawn: pdftoppm is not installed",
                  "install the package poppler-utils; the PDF itself is written");
  }
  throw Failure(FailureKind::kSystem, "pdftoppm-failed",
                std::string("pdftoppm cannot be started: ") + std::strerror(error),
                "free memory or raise the limit on processes, and try again");
}

}  // namespace

void PagePictures::start(const fs::path& pdf, const fs::path& folder, int dpi) {
  stop();
  std::string pattern = (folder / ".pages-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw Failure(FailureKind::kSystem, "cannot-write",
                  "cannot write to " + folder.string() + ": " + std::strerror(errno),
                  "choose a folder you may write to with -o");
  }
  scratch_ = pattern;
  folder_ = folder;
  pictures_.clear();
  try {
    const Started started =
        start_program({"pdftoppm", "-q", "-png", "-r", std::to_string(dpi),
                       fs::absolute(pdf).string(), (fs::absolute(scratch_) / "p").string()});
    if (started.error != 0) cannot_start(started.error);
    child_ = started.child;
  } catch (const Failure&) {
    stop();
    throw;
  }
}

void PagePictures::stop() {
  if (child_ > 0) {
    ::kill(child_, SIGKILL);
    while (::waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
    }
    child_ = 0;
  }
  if (!scratch_.empty()) {
    std::error_code error;
    fs::remove_all(scratch_, error);
    scratch_.clear();
  }
}

bool PagePictures::is_done(bool wait) {
  int status = 0;
  pid_t ended = 0;
  do {
    ended = ::waitpid(child_, &status, wait ? 0 : WNOHANG);
  } while (ended < 0 && errno == EINTR);
  if (ended == 0) return false;
  child_ = 0;
  if (ended < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    stop();
    throw Failure(FailureKind::kSystem, "pdftoppm-failed", "pdftoppm did not draw the pages",
                  "look at what it says above; is there room on the disk?");
  }
  take_over();
  return true;
}

void PagePictures::take_over() {
  constexpr std::string_view kName = "page-";
  int last = 0;
  for (const auto& [number, file] : numbered(scratch_, "p-")) {
    fs::path picture = folder_ / (std::string(kName) + std::to_string(number) + ".png");
    std::error_code error;
    fs::rename(file, picture, error);
    if (error) {
      stop();
      throw Failure(FailureKind::kSystem, "cannot-write",
                    "cannot write " + picture.string() + ": " + error.message(),
                    "choose another folder with -o");
    }
    last = number;
    pictures_.push_back(std::move(picture));
  }
  for (const auto& [number, file] : numbered(folder_, kName)) {
    std::error_code error;
    if (number > last) fs::remove(file, error);
  }
  stop();
}

}  // namespace chancery::app
