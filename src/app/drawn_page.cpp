#include "app/drawn_page.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>

#include "app/files.h"
#include "app/start_program.h"
#include "base/diagnostic.h"

namespace chancery::app {
namespace {

namespace fs = std::filesystem;

/// Maps and scans take seconds.
constexpr std::chrono::seconds kLongestDrawing{60};
constexpr std::chrono::milliseconds kPause{5};

class ScratchFolder {
 public:
  ScratchFolder() {
    std::error_code error;
    std::string pattern = (fs::temp_directory_path(error) / "chancery-XXXXXX").string();
    if (error || ::mkdtemp(pattern.data()) == nullptr) {
      throw Failure(FailureKind::kSystem, "cannot-write",
                    "cannot write to the folder for temporary files: " +
                        (error ? error.message() : std::string(std::strerror(errno))),
                    "make room there, or name another with TMPDIR");
    }
    path_ = pattern;
  }
  ~ScratchFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

[[noreturn]] void cannot_flatten(const std::string& why) {
  throw Failure(FailureKind::kInput, "cannot-flatten",
                "the page cannot be drawn as a picture: " + why,
                "export the file again as PDF/A, or as a picture");
}

/// Whether the child ended well, in time.
bool ends_well(pid_t child) {
  const auto latest = std::chrono::steady_clock::now() + kLongestDrawing;
  int status = 0;
  while (true) {
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (ended < 0 && errno != EINTR) return false;
    if (std::chrono::steady_clock::now() > latest) break;
    std::this_thread::sleep_for(kPause);
  }
  ::kill(child, SIGKILL);
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return false;
}

}  // namespace

Bytes draw_page(ByteView pdf, std::size_t page, Paper paper) {
  const ScratchFolder folder;
  const fs::path input = folder.path() / "page.pdf";
  write_file(input, pdf);
  const std::string number = std::to_string(page);
  std::vector<std::string> command = {"pdftocairo",
                                      "-q",
                                      "-png",
                                      "-cropbox",
                                      "-singlefile",
                                      "-r",
                                      std::to_string(kDrawnResolution),
                                      "-f",
                                      number,
                                      "-l",
                                      number};
  if (paper == Paper::kTransparent) command.emplace_back("-transp");
  command.push_back(input.string());
  command.push_back((folder.path() / "page").string());
  const Started started = start_program(command);
  if (started.error != 0) {
    throw Failure(FailureKind::kSystem, "no-pdftocairo",
                  "a page cannot be drawn as a picture: pdftocairo cannot be started: " +
                      std::string(std::strerror(started.error)),
                  "install the package poppler-utils");
  }
  if (!ends_well(started.child)) cannot_flatten("pdftocairo failed, or took too long");
  std::optional<Bytes> picture = read_file_if_there(folder.path() / "page.png");
  if (!picture) cannot_flatten("pdftocairo drew nothing");
  return std::move(*picture);
}

}  // namespace chancery::app
