#include "cms_tools.h"

#include <algorithm>
#include <set>

namespace chancery::tests {

void make_once(const std::string& name, const Wanted& wanted) {
  static std::set<std::string> made;
  if (made.insert(name).second) keys().make(name, "issuing", wanted);
}

Bytes openssl_cms(ByteView content, const std::string& name,
                  const std::vector<std::string>& options) {
  write_text(keys().path("attacked"), to_text(content));
  std::vector<std::string> command{
      "cms",    "-sign",       "-binary",  "-in", "attacked", "-signer",     name + ".pem",
      "-inkey", name + ".key", "-outform", "DER", "-out",     "attacked.der"};
  command.insert(command.end(), options.begin(), options.end());
  keys().must(command);
  return to_bytes(keys().text("attacked.der"));
}

Bytes spoilt(Bytes bytes, ByteView what) {
  const auto found = std::ranges::search(bytes, what);
  if (found.empty()) throw std::invalid_argument("these bytes are not there");
  *(found.end() - 1) ^= 1U;
  return bytes;
}

}  // namespace chancery::tests
