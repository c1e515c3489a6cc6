// What comes before a key signs, wherever the key is: the division, the PDF, the place, the policy
// and the services, each checked.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/services.h"
#include "pdf/read/read.h"
#include "pdf/write/write.h"
#include "signing/signing.h"

namespace chancery::app {

/// Throws Failure(kInput, "no-such-division").
const signing::Division& find_division(const std::vector<signing::Division>& divisions,
                                       const std::string& name, const std::filesystem::path& file);

/// letter.pdf becomes letter.signed.pdf; a second signature replaces that, and keeps the first
/// revision inside.
std::filesystem::path default_output(const std::filesystem::path& input);

/// The members are made in their order; each throws why nothing can be signed. Neither copied nor
/// moved: they refer to one another, and to the options, which must outlive it.
struct SignJob {
  explicit SignJob(const SignOptions& asked);
  SignJob(const SignJob&) = delete;
  SignJob& operator=(const SignJob&) = delete;

  /// Throws Failure(kInput) when the certificate may not sign for the division today.
  void check(const pki::Credential& credential) const;
  /// What is seen of the signature; nothing where nothing is to be seen. Names the certificate's
  /// subject where the PDF names no signatory.
  std::optional<pdf::FormObjects> set_appearance(const pki::Credential& credential);
  /// Throws Failure(kInput, "seed-value") when the field demands another signature.
  signing::SignRequest request(const pki::Credential& credential,
                               const std::optional<pdf::FormObjects>& form) const;

  const SignOptions& options;
  std::filesystem::path list;
  signing::ReadDivisions listed;
  const signing::Division& division;
  Bytes input;
  pdf::Opened opened;
  signing::FieldPlace place;
  int certify;  ///< DocMDP's P, 0 for none
  pki::UnixTime time;
  std::filesystem::path keys;
  signing::Level level;
  std::optional<ServiceDesk> desk;
  std::optional<signing::TimeStamping> time_stamping;
};

}  // namespace chancery::app
