// Keys that stay in their tokens: PKCS#11 by way of p11-kit, named by RFC 7512 URIs.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "pki/pki.h"

namespace chancery::pki {

/// Gives the PIN of the token with that label; called once a token, and before every signature of a
/// key that asks each time. What it returns is wiped. Empty for none.
using PinSource = std::function<std::string(const std::string& token)>;

/// What a URI says besides which key it is.
struct TokenUri {
  std::string shown;       ///< without its query: for messages
  std::string pin_source;  ///< its pin-source attribute, decoded; empty when there is none
};
/// Throws Failure(kInput): "bad-key" for what is no PKCS#11 URI, "pin-in-uri" for one with
/// pin-value (a list of divisions is no place for a PIN), "no-p11-kit" (kSystem) without p11-kit.
TokenUri read_token_uri(const std::string& uri);

/// The machine's tokens. p11-kit and its modules are loaded at the first use; a token that was
/// logged in to stays so, for all keys that are opened here and as long as one of them lives.
class Tokens {
 public:
  Tokens();
  ~Tokens();
  Tokens(Tokens&&) noexcept;
  Tokens& operator=(Tokens&&) noexcept;

  /// The one private key that `uri` names, with the certificate of the same CKA_ID in the token, or
  /// else the one of `beside` that belongs to it; other certificates of both give the chain.
  /// Throws Failure(kInput): "no-token" (names those that there are), "several-tokens",
  /// "token-not-ready", "wrong-pin", "token-locked", "no-key-in-token", "several-keys",
  /// "no-certificate", "key-not-for-certificate", and what signature_form throws; kSystem
  /// "token-failed" with the device's own code.
  Credential open(const std::string& uri, const PinSource& pin, std::span<const Certificate> beside,
                  const SigningChoice& choice);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace chancery::pki
