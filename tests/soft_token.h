// A SoftHSM token with keys that it made itself, for the tests of one process.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "run_program.h"

namespace chancery::tests {

inline constexpr const char* kSoftHsm = "/usr/lib/softhsm/libsofthsm2.so";

class SoftToken {
 public:
  static constexpr const char* kPin = "correct 123456";

  /// The process and the programs that it starts see this token, and others made in the same
  /// folder.
  explicit SoftToken(const std::string& label = "Divisions") : label_(label) {
    std::filesystem::create_directory(folder_ / "tokens");
    write_text(folder_ / "softhsm2.conf",
               "directories.tokendir = " + (folder_ / "tokens").string() +
                   "\nobjectstore.backend = file\nlog.level = ERROR\n");
    ::setenv("SOFTHSM2_CONF", (folder_ / "softhsm2.conf").c_str(), 1);
    add_token(label);
  }

  std::filesystem::path path(const std::string& name) const { return folder_ / name; }

  void add_token(const std::string& label) const {
    must({"softhsm2-util", "--init-token", "--free", "--label", label, "--pin", kPin, "--so-pin",
          "87654321"});
  }

  std::string tool(std::vector<std::string> arguments) const {
    std::vector<std::string> command{"pkcs11-tool", "--module", kSoftHsm, "--token-label",
                                     label_,        "--login",  "--pin",  kPin};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return must(command).out;
  }

  /// Makes a key pair, `kind` as pkcs11-tool names it, and `label`.pub with its public half.
  void make_key(const std::string& kind, const std::string& label, const std::string& id,
                const std::vector<std::string>& more = {}) const {
    std::vector<std::string> command{"--keypairgen", "--key-type", kind, "--label",
                                     label,          "--id",       id};
    command.insert(command.end(), more.begin(), more.end());
    const std::string said = tool(command);
    const std::string file = path(label + ".pub").string();
    // pkcs11-tool does not write all of these as others read them (RFC 8410, 4; RFC 5480, 2): it
    // shows the point, in an octet string.
    struct Shown {
      std::string kind, mark, before;
      std::size_t digits;
    };
    const std::vector<Shown> curves{
        {"EC:prime256v1", "0441", "3059301306072a8648ce3d020106082a8648ce3d030107034200", 130},
        {"EC:secp384r1", "0461", "3076301006072a8648ce3d020106052b81040022036200", 194},
        {"EC:secp521r1", "048185", "30819b301006072a8648ce3d020106052b8104002303818600", 266},
        {"EC:edwards25519", "0420", "302a300506032b6570032100", 64}};
    const auto curve = std::ranges::find(curves, kind, &Shown::kind);
    if (curve == curves.end()) {
      tool({"--read-object", "--type", "pubkey", "--id", id, "-o", file});
      return;
    }
    const std::string mark = "EC_POINT:   " + curve->mark;
    const std::size_t at_point = said.find(mark);
    if (at_point == std::string::npos) throw std::runtime_error("no point in: " + said);
    const std::string hex = curve->before + said.substr(at_point + mark.size(), curve->digits);
    std::string der;
    for (std::size_t at = 0; at < hex.size(); at += 2) {
      der += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
    }
    write_text(file, der);
  }

  void put_certificate(const std::filesystem::path& pem, const std::string& label,
                       const std::string& id) const {
    must({"openssl", "x509", "-in", pem.string(), "-outform", "DER", "-out",
          path("certificate.der").string()});
    tool({"--write-object", path("certificate.der").string(), "--type", "cert", "--label", label,
          "--id", id});
  }

  std::string uri(const std::string& object) const {
    return "pkcs11:token=" + label_ + ";object=" + object;
  }

 private:
  Ran must(const std::vector<std::string>& command) const {
    Ran ran = run(command);
    if (ran.status != 0) throw std::runtime_error(command[0] + ": " + ran.out + ran.err);
    return ran;
  }

  TemporaryFolder folder_;
  std::string label_;
};

}  // namespace chancery::tests
