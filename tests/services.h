// The demonstration's services (scripts/demo-services.py) on a free port of this machine, with a
// PKI whose certificates name them, and faults to order.
#pragma once

#include <signal.h>
#include <sys/prctl.h>

#include <array>
#include <sstream>

#include "run_program.h"

namespace chancery::tests {

class Services {
 public:
  explicit Services(const std::vector<std::string>& options = {}) {
    std::filesystem::create_directory(orders());
    std::vector<std::string> command{"python3", source("demo-services.py"), pki().string(),
                                     "--orders", orders().string()};
    command.insert(command.end(), options.begin(), options.end());
    start(command);
    std::vector<std::string> make{source("make-demo-pki.sh"), pki().string(), "--services", url_};
    const Ran made = run(make);
    if (made.status != 0) throw std::runtime_error("no PKI: " + made.err);
  }
  ~Services() {
    ::kill(child_, SIGINT);
    int status = 0;
    ::waitpid(child_, &status, 0);
  }
  Services(const Services&) = delete;
  Services& operator=(const Services&) = delete;

  std::filesystem::path pki() const { return folder_ / "pki"; }
  std::filesystem::path path(const std::string& name) const { return folder_ / name; }
  std::string trust() const { return (pki() / "trust").string(); }
  const std::string& url() const { return url_; }
  std::string tsa() const { return url_ + "/tsa"; }

  /// The service has the fault from now on, or for so many requests.
  void order(const std::string& service, const std::string& fault, int times = 0) const {
    write_text(orders() / service, fault + (times > 0 ? " " + std::to_string(times) : ""));
  }
  /// Every service is well again, and the list of requests is empty.
  void recover() const {
    for (const auto& file : std::filesystem::directory_iterator(orders())) {
      std::filesystem::remove(file.path());
    }
  }
  /// How many requests of a service came in since then.
  int requests(const std::string& service) const {
    if (!std::filesystem::exists(orders() / "requests")) return 0;
    std::istringstream lines(read_text(orders() / "requests"));
    int count = 0;
    for (std::string line; std::getline(lines, line);) count += line.starts_with(service + " ");
    return count;
  }
  /// What the services themselves stumbled over.
  std::string errors() const {
    const std::filesystem::path file = orders() / "errors";
    return std::filesystem::exists(file) ? read_text(file) : "";
  }

  Ran authority(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"openssl", "ca", "-config", "authority/openssl.cnf"});
    return run(arguments, {{}, pki()});
  }

 private:
  std::filesystem::path orders() const { return folder_ / "orders"; }
  static std::string source(const std::string& name) {
    return std::string(CHANCERY_SOURCE_DIR) + "/scripts/" + name;
  }

  /// The server's first line is its address.
  void start(const std::vector<std::string>& command) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw std::runtime_error("pipe failed");
    child_ = ::fork();
    if (child_ < 0) throw std::runtime_error("fork failed");
    if (child_ == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGINT);
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      std::vector<char*> words;
      for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
      words.push_back(nullptr);
      ::execvp(words[0], words.data());
      ::_exit(127);
    }
    ::close(ends[1]);
    for (char c = 0; ::read(ends[0], &c, 1) == 1 && c != '\n';) url_ += c;
    ::close(ends[0]);
    if (!url_.starts_with("http")) throw std::runtime_error("the services did not start");
  }

  TemporaryFolder folder_;
  pid_t child_ = -1;
  std::string url_;
};

}  // namespace chancery::tests
