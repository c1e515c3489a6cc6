// What a verifier needs to judge certificates long after: every certificate above them, and for
// each an OCSP response or a list that says it was not revoked (EN 319 142-1, 5.4.2 and 6.3, B-LT).
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pki/http.h"
#include "pki/pki.h"

namespace chancery::pki {

/// DER, each once, in the order in which they were needed.
struct Evidence {
  std::vector<Certificate> certificates;
  std::vector<Bytes> ocsp_responses, crls;
};

/// Where evidence comes from.
struct EvidenceSources {
  /// At hand; each is believed only as far as its signature goes.
  std::vector<Certificate> certificates;
  std::vector<Bytes> ocsp_responses, crls;
  /// Asks what is not at hand; empty: nobody is asked.
  std::function<HttpAnswer(const HttpRequest&)> ask;
  /// Keeps answers between one run and the next, by a name made of what was asked. What it gives is
  /// checked as if it came from the network, and asked for again when it is out of date.
  std::function<std::optional<Bytes>(const std::string& question)> take;
  std::function<void(const std::string& question, ByteView answer)> keep;
  UnixTime now = 0;
};

/// For these certificates, and those of every responder on the way. Throws Failure:
/// "certificate-revoked" (kInput), "chain-incomplete" (kInput; an issuer can be had nowhere),
/// "no-revocation-data" (kSystem; with what each place answered).
Evidence gather_evidence(std::span<const Certificate> certificates, const EvidenceSources& sources);

/// The certificate of a time-stamp token's signer, and of those within a CMS signature; with all
/// certificates that they carry.
struct SignersOf {
  std::vector<Certificate> signers;  ///< of the signature, then of its time-stamps
  std::vector<Certificate> carried;
};
SignersOf signers_of(ByteView cms);

}  // namespace chancery::pki
