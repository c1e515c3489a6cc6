// Passphrases: from a file, an environment variable or a prompt; never from arguments, never
// logged.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace chancery::app {

/// A passphrase that is wiped from memory when it goes.
class Secret {
 public:
  explicit Secret(std::string text) : text_(std::move(text)) {}
  ~Secret();
  Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }
  Secret& operator=(Secret&&) = delete;
  const std::string& text() const { return text_; }

 private:
  void wipe();
  std::string text_;
};

/// Where a passphrase comes from; the first that is given counts, else the terminal is asked.
struct SecretSource {
  std::optional<std::filesystem::path> file;  ///< its first line
  std::string environment_variable;
  std::string kind = "passphrase";  ///< or "PIN"
  std::string what = "the key";     ///< "the key of Asia Division", for the prompt
  bool may_ask = true;              ///< at the terminal
};

/// Warns on stderr of a file that everyone on the machine may read. Throws Failure(kInput,
/// "no-passphrase") when there is no source and no terminal, or it may not be asked.
Secret read_secret(const SecretSource& source);

}  // namespace chancery::app
