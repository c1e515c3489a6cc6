#include "app/secrets.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "app/files.h"
#include "base/diagnostic.h"

namespace chancery::app {
namespace {

/// Puts the terminal's echo back whatever happens.
class Silence {
 public:
  explicit Silence(int terminal) : terminal_(terminal) {
    if (::tcgetattr(terminal_, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = ::tcsetattr(terminal_, TCSAFLUSH, &silent) == 0;
  }
  ~Silence() {
    if (changed_) ::tcsetattr(terminal_, TCSAFLUSH, &before_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  int terminal_;
  termios before_{};
  bool changed_ = false;
};

void put(int terminal, const std::string& text) {
  if (::write(terminal, text.data(), text.size()) < 0) return;  // the answer is still read
}

std::string prompt(const std::string& what) {
  const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
  if (terminal < 0) {
    throw Failure(FailureKind::kInput, "no-passphrase",
                  "there is no passphrase for " + what + " and no terminal to ask at",
                  "give --passphrase-file FILE or --passphrase-env NAME");
  }
  put(terminal, "Passphrase for " + what + ": ");
  std::string text;
  {
    const Silence silence(terminal);
    char c = 0;
    while (::read(terminal, &c, 1) == 1 && c != '\n') text += c;
  }
  put(terminal, "\n");
  ::close(terminal);
  return text;
}

}  // namespace

void Secret::wipe() {
  ::explicit_bzero(text_.data(), text_.size());
}

Secret::~Secret() {
  wipe();
}

Secret read_secret(const SecretSource& source) {
  if (source.file) {
    Bytes bytes = read_file(*source.file);
    std::string text(text_of(bytes));
    ::explicit_bzero(bytes.data(), bytes.size());
    text.resize(std::min(text.find_first_of("\r\n"), text.size()));
    return Secret(std::move(text));
  }
  if (!source.environment_variable.empty()) {
    const char* value = std::getenv(source.environment_variable.c_str());  // NOLINT: before threads
    if (value == nullptr) {
      throw Failure(FailureKind::kInput, "no-passphrase",
                    "the environment variable " + source.environment_variable + " is not set",
                    "set it, or give --passphrase-file FILE");
    }
    return Secret(value);
  }
  return Secret(prompt(source.what));
}

}  // namespace chancery::app
