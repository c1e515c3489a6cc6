// Whom the verifier believes, and what evidence it has: read from the files that options name.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/bytes.h"
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
/// The files that these name, as they are.
struct TrustFiles {
  struct File {
    std::filesystem::path path;
    Bytes bytes;
  };
  std::vector<File> anchors, certificates, revocation_lists, ocsp_responses;

  bool has_trusted_list() const;
};
/// Throws Failure(kInput, "no-certificate") for a folder without any, and those of reading files.
TrustFiles read_trust_files(const TrustOptions& options);

/// Throws Failure(kInput): "no-certificate", "no-revocation-list", "no-ocsp-response",
/// "bad-trusted-list"; Failure(kUsage): "bad-policy". A trusted list loads a module.
verification::Trust trust_of(const TrustFiles& files, const TrustOptions& options,
                             pki::UnixTime at);

struct RequiredDivisions {
  std::optional<std::filesystem::path> list;  ///< as certs/divisions.yaml; keys may be left out
  std::vector<std::string> divisions;         ///< these must have signed
  bool every_place = false;                   ///< of the letter
};
/// Throws Failure(kInput) for a list that is not in order; Failure(kUsage, "no-such-division") for
/// a division that the list does not have.
verification::DivisionPolicy read_division_policy(const RequiredDivisions& options);

}  // namespace chancery::app
