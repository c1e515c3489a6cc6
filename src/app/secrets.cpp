#include "app/secrets.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string_view>

#include "app/console.h"
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

[[noreturn]] void no_passphrase(const SecretSource& source, const std::string& more) {
  throw Failure(FailureKind::kInput, "no-passphrase",
                "there is no " + source.kind + " for " + source.what + more,
                "give --passphrase-file FILE or --passphrase-env NAME");
}

/// Whoever can read the passphrase can sign with a copy of the key.
void warn_when_exposed(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return;
  if ((status.st_mode & S_IROTH) == 0) return;
  Diagnostic warning;
  warning.severity = Severity::kWarning;
  warning.where.file = file.string();
  warning.code = "passphrase-exposed";
  warning.what = "everyone on this machine may read this passphrase";
  warning.mend = "take the right away with 'chmod o-r'";
  show({&warning, 1}, Format::kText);
}

std::string prompt(const SecretSource& source) {
  const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
  if (terminal < 0) no_passphrase(source, " and no terminal to ask at");
  // Room enough not to grow: what a string outgrows is not wiped.
  constexpr std::size_t kUsualLength = 1024;
  std::string text;
  text.reserve(kUsualLength);
  {
    const Silence silence(terminal);
    // Only now: what is typed before, the change of the terminal throws away.
    put(terminal, (source.kind == "PIN" ? "PIN for " : "Passphrase for ") + source.what + ": ");
    char c = 0;
    while (::read(terminal, &c, 1) == 1 && c != '\n') text += c;
  }
  put(terminal, "\n");
  ::close(terminal);
  return text;
}

}  // namespace

void Secret::wipe() {
  // A string that was moved from, or cut, may keep its characters beyond its end.
  text_.resize(text_.capacity());
  ::explicit_bzero(text_.data(), text_.size());
  text_.clear();
}

Secret::~Secret() {
  wipe();
}

Secret read_secret(const SecretSource& source) {
  if (source.file) {
    warn_when_exposed(*source.file);
    Bytes bytes = read_file(*source.file);
    const std::string_view text = text_of(bytes);
    Secret secret{std::string(text.substr(0, text.find_first_of("\r\n")))};
    ::explicit_bzero(bytes.data(), bytes.size());
    return secret;
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
  if (!source.may_ask) no_passphrase(source, "");
  return Secret(prompt(source));
}

}  // namespace chancery::app
