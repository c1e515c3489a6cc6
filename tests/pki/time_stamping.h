// A time-stamping unit played by the openssl program.
#pragma once

#include <string>

#include "openssl_keys.h"

namespace chancery::tests {

class TimeStamping {
 public:
  explicit TimeStamping(const Keys& keys) : keys_(keys) {
    keys_.make("tsa", "issuing",
               {.subject = "/O=Test Office/CN=Test Time-Stamping",
                .extensions = {"extendedKeyUsage=critical,timeStamping"}});
    write_text(keys_.path("tsa.cnf"),
               "[tsa]\ndefault_tsa=t\n[t]\nserial=tsa.serial\nsigner_digest=sha256\n"
               "default_policy=1.2.3.4.1\ndigests=sha256,sha512\ness_cert_id_alg=sha256\n");
    write_text(keys_.path("tsa.serial"), "01\n");
  }

  /// A token (RFC 3161, 2.4.2) over the bytes.
  Bytes stamp(ByteView bytes) const {
    write_text(keys_.path("stamped"), to_text(bytes));
    keys_.must({"ts", "-query", "-data", "stamped", "-sha256", "-cert", "-out", "query"});
    keys_.must({"ts", "-reply", "-queryfile", "query", "-signer", "tsa.pem", "-inkey", "tsa.key",
                "-config", "tsa.cnf", "-token_out", "-out", "token"});
    return to_bytes(keys_.text("token"));
  }

 private:
  const Keys& keys_;
};

}  // namespace chancery::tests
