// A process that goes on while the test works, and waiting for what it does.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "run_program.h"

namespace chancery::tests {

/// Long: the machine may be busy with other things.
inline constexpr std::chrono::seconds kDeadline(30);

/// Whether `holds` comes true before the deadline.
inline bool comes_true(const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + kDeadline;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

class Running {
 public:
  Running(const std::vector<std::string>& command, const RunOptions& options) {
    child_ = ::fork();
    if (child_ < 0) throw std::runtime_error("fork failed");
    if (child_ > 0) return;
    const int null = ::open("/dev/null", O_RDONLY);
    const int out = ::open(this->out_file().c_str(), O_WRONLY | O_CREAT, 0600);
    const int err = ::open(this->err_file().c_str(), O_WRONLY | O_CREAT, 0600);
    if (::dup2(null, 0) < 0 || ::dup2(out, 1) < 0 || ::dup2(err, 2) < 0) ::_exit(126);
    for (const auto& [name, value] : options.environment) ::setenv(name.c_str(), value.c_str(), 1);
    if (!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) ::_exit(126);
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  ~Running() {
    if (child_ > 0) end(SIGKILL);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  std::string out() const { return said(out_file()); }
  std::string err() const { return said(err_file()); }

  /// Sends a signal; gives the exit status, or minus the signal that ended it.
  int end(int signal) {
    ::kill(child_, signal);
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
    }
    child_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

 private:
  static std::string said(const std::filesystem::path& file) {
    return std::filesystem::exists(file) ? read_text(file) : std::string();
  }
  std::filesystem::path out_file() const { return scratch_ / "out"; }
  std::filesystem::path err_file() const { return scratch_ / "err"; }

  TemporaryFolder scratch_;
  pid_t child_ = 0;
};

}  // namespace chancery::tests
