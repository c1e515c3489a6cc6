// A letter that a key elsewhere signs: the openssl program stands in for the service.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "pki/openssl_keys.h"
#include "program.h"

namespace chancery::tests {

/// A kind of key, and how the openssl program signs bytes with it.
struct ExternalKind {
  std::string name;
  std::vector<std::string> key;      ///< as `openssl req -newkey` takes it
  std::string choice;                ///< lines of the list of divisions
  std::vector<std::string> command;  ///< after "openssl", without files
  bool edwards = false;              ///< few other programs know it
};

inline std::vector<ExternalKind> external_kinds() {
  return {
      {"rsa", rsa("2048"), "", {"dgst", "-sha256", "-sign"}},
      {"pss",
       rsa("3072"),
       "    padding: pss\n    hash: SHA-384\n",
       {"dgst", "-sha384", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest",
        "-sign"}},
      {"p256", curve("P-256"), "", {"dgst", "-sha256", "-sign"}},
      {"p384", curve("P-384"), "", {"dgst", "-sha384", "-sign"}},
      {"p521", curve("P-521"), "", {"dgst", "-sha512", "-sign"}},
      {"ed25519", {"ed25519"}, "", {"pkeyutl", "-sign", "-rawin", "-inkey"}, true},
      {"ed448", {"ed448"}, "", {"pkeyutl", "-sign", "-rawin", "-inkey"}, true},
  };
}

inline const Keys& external_keys() {
  static const Keys kKeys;
  return kKeys;
}

/// One folder with a letter, a list of divisions and a certificate; the key stays elsewhere.
class ExternalSigning {
 public:
  explicit ExternalSigning(const ExternalKind& kind = external_kinds().at(2),
                           const Wanted& wanted = {})
      : kind_(kind) {
    Wanted own = wanted;
    own.key = kind.key;
    external_keys().make(kind.name, "issuing", own);
    write_text(path("chain.pem"),
               external_keys().text(kind.name + ".pem") + external_keys().text("issuing.pem"));
    write_text(path("root.pem"), external_keys().text("root.pem"));
    write_text(path("divisions.yaml"),
               "divisions:\n  - name: Asia Division\n    organisational-unit: Asia Division\n"
               "    key: pem:elsewhere.pem\n" +
                   kind.choice);
    const Ran set = chancery({"typeset", example("open-letter"), "-o", path("letter.pdf")});
    if (set.status != 0) throw std::runtime_error(set.err);
  }

  std::string path(const std::string& file) const { return (folder_ / file).string(); }
  const std::filesystem::path& folder() const { return folder_.path(); }
  bool is_there(const std::string& file) const { return std::filesystem::exists(path(file)); }
  std::string text(const std::string& file) const { return read_text(path(file)); }

  Ran prepare(const std::vector<std::string>& more = {}, const RunOptions& options = {}) const {
    std::vector<std::string> command{
        "sign",        path("letter.pdf"),     "--prepare",     "--division",     kAsia,
        "--divisions", path("divisions.yaml"), "--certificate", path("chain.pem")};
    if (std::ranges::find(more, "-o") == more.end()) {
      command.insert(command.end(), {"-o", path("signed.pdf")});
    }
    command.insert(command.end(), more.begin(), more.end());
    return chancery(command, options);
  }

  /// What the service does: signs the bytes of the session.
  Ran sign_elsewhere(const std::string& bytes = "signed.session.bytes",
                     const std::string& value = "value") const {
    return sign_with(kind_.name, kind_.command, bytes, value);
  }
  Ran sign_with(const std::string& key, const std::vector<std::string>& how,
                const std::string& bytes, const std::string& value) const {
    std::vector<std::string> command{"openssl"};
    command.insert(command.end(), how.begin(), how.end());
    command.push_back(external_keys().path(key + ".key").string());
    if (how.front() == "pkeyutl") command.push_back("-in");
    if (how.front() == "dgst") command.insert(command.end(), {"-out", path(value)});
    command.push_back(path(bytes));
    if (how.front() == "pkeyutl") command.insert(command.end(), {"-out", path(value)});
    return run(command);
  }

  /// What the session says in hexadecimal, as `digest` holds it for those who sign digests.
  void make_digest() const {
    const std::string digits = text("signed.session.digest");
    std::string bytes;
    for (std::size_t at = 0; at + 1 < digits.size(); at += 2) {
      bytes += static_cast<char>(std::stoi(digits.substr(at, 2), nullptr, 16));
    }
    write_text(path("digest"), bytes);
  }

  Ran complete(const std::vector<std::string>& more = {}, const RunOptions& options = {}) const {
    std::vector<std::string> command{"sign", "--complete", path("signed.session.json")};
    if (more.empty() || more[0] != "--cms") {
      command.insert(command.end(), {"--signature", path("value")});
    }
    command.insert(command.end(), more.begin(), more.end());
    return chancery(command, options);
  }

  Ran verified(const std::string& file = "signed.pdf") const {
    return chancery({"verify", path(file), "--trust", path("root.pem")});
  }

  const ExternalKind& kind() const { return kind_; }

 private:
  ExternalKind kind_;
  TemporaryFolder folder_;
};

}  // namespace chancery::tests
