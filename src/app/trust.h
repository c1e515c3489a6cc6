// Whom the verifier believes, and what evidence it has: read from the files that options name.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "verification/verification.h"

namespace chancery::app {

struct TrustOptions {
  /// Folders of anchors, files of them (PEM, DER), and trusted lists (XML, TS 119 612).
  std::vector<std::filesystem::path> anchors;
  std::vector<std::filesystem::path> certificates;      ///< of authorities between, not believed
  std::vector<std::filesystem::path> revocation_lists;  ///< DER, or any number in PEM
  std::vector<std::filesystem::path> ocsp_responses;    ///< DER
  std::vector<std::string> policies;                    ///< certificate policies, dotted
  bool require_revocation = false;
};
/// Throws Failure(kInput): "no-certificate", "no-revocation-list", "no-ocsp-response",
/// "bad-trusted-list"; Failure(kUsage): "bad-policy"; and those of reading files.
verification::Trust read_trust(const TrustOptions& options, pki::UnixTime at);

struct RequiredDivisions {
  std::optional<std::filesystem::path> list;  ///< as certs/divisions.yaml; keys may be left out
  std::vector<std::string> divisions;         ///< these must have signed
  bool every_place = false;                   ///< of the letter
};
/// Throws Failure(kInput) for a list that is not in order; Failure(kUsage, "no-such-division") for
/// a division that the list does not have.
verification::DivisionPolicy read_division_policy(const RequiredDivisions& options);

}  // namespace chancery::app
