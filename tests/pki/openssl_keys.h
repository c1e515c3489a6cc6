// Keys and certificates made by the openssl program while the tests run.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "pki/pki.h"
#include "run_program.h"

namespace chancery::tests {

inline Bytes to_bytes(const std::string& text) {
  return {text.begin(), text.end()};
}

inline std::string to_text(ByteView bytes) {
  return std::string(text_of(bytes));
}

/// A certificate to be made: `key` as `openssl req -newkey` takes it, in words.
struct Wanted {
  std::vector<std::string> key{"ec", "-pkeyopt", "ec_paramgen_curve:P-256"};
  std::string subject = "/O=Test Office/OU=Asia Division/CN=Asia Division";
  std::string usage = "critical,digitalSignature,nonRepudiation";
  std::vector<std::string> extensions = {};
  std::string days = "365";
};

inline std::vector<std::string> rsa(const std::string& bits) {
  return {"rsa:" + bits};
}
inline std::vector<std::string> curve(const std::string& name) {
  return {"ec", "-pkeyopt", "ec_paramgen_curve:" + name};
}

/// A root, an issuing authority below it, and whatever is asked for, as PEM files of one folder.
class Keys {
 public:
  static constexpr const char* kPassphrase = "correct horse";

  Keys() {
    make("root", "", {{}, "/O=Test Office/CN=Test Root"}, true);
    make("issuing", "root", {{}, "/O=Test Office/CN=Test Issuing Authority"}, true);
  }

  std::filesystem::path path(const std::string& file) const { return folder_ / file; }
  std::string text(const std::string& file) const { return read_text(path(file)); }

  Ran openssl(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "openssl");
    return run(arguments, {{}, folder_.path()});
  }
  void must(std::vector<std::string> arguments) const {
    const Ran ran = openssl(std::move(arguments));
    if (ran.status != 0) throw std::runtime_error(ran.err);
  }

  /// `name`.pem and `name`.key.
  void make(const std::string& name, const std::string& issuer, const Wanted& wanted,
            bool authority = false) const {
    std::vector<std::string> command{"req", "-x509", "-utf8", "-new", "-newkey"};
    const std::vector<std::string> key = wanted.key.empty() ? Wanted().key : wanted.key;
    command.insert(command.end(), key.begin(), key.end());
    const auto add = [&](std::initializer_list<std::string> words) {
      command.insert(command.end(), words);
    };
    add({"-noenc", "-keyout", name + ".key", "-out", name + ".pem", "-days", wanted.days, "-subj",
         wanted.subject});
    if (!issuer.empty()) add({"-CA", issuer + ".pem", "-CAkey", issuer + ".key"});
    add({"-addext", std::string("basicConstraints=critical,CA:") + (authority ? "TRUE" : "FALSE")});
    const std::string usage = authority ? "critical,keyCertSign,cRLSign" : wanted.usage;
    if (!usage.empty()) add({"-addext", "keyUsage=" + usage});
    for (const std::string& extension : wanted.extensions) add({"-addext", extension});
    must(command);
  }

  /// The bytes of a PKCS#12 file with the key, its certificate and those above.
  Bytes pkcs12(const std::string& name, const std::vector<std::string>& options = {}) const {
    write_text(path("above.pem"), text("issuing.pem") + text("root.pem"));
    std::vector<std::string> command{
        "pkcs12",      "-export",    "-inkey",    name + ".key", "-in",
        name + ".pem", "-certfile",  "above.pem", "-passout",    std::string("pass:") + kPassphrase,
        "-out",        name + ".p12"};
    command.insert(command.end(), options.begin(), options.end());
    must(command);
    return to_bytes(text(name + ".p12"));
  }

  pki::Credential credential(const std::string& name, const pki::SigningChoice& choice = {}) const {
    return pki::load_pkcs12(pkcs12(name), kPassphrase, name + ".p12", choice);
  }
  pki::Credential new_credential(const std::string& name, const Wanted& wanted,
                                 const pki::SigningChoice& choice = {}) const {
    make(name, "issuing", wanted);
    return credential(name, choice);
  }

  pki::Certificate certificate(const std::string& name) const {
    return pki::Certificate::from_pem(text(name + ".pem")).at(0);
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace chancery::tests
