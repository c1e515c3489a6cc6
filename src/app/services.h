// The services that signatures of higher levels need, asked over the network: from the list of
// divisions and from options.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/cache.h"
#include "app/secrets.h"
#include "pki/http.h"
#include "signing/levels.h"
#include "signing/services.h"

namespace chancery::app {

/// Options of commands that ask services; each replaces what the list of divisions says.
struct ServiceOptions {
  std::vector<std::string> time_stamping;  ///< addresses, asked in turn
  std::string policy;
  std::string user;
  std::optional<std::filesystem::path> password_file;
  std::string password_variable;
  std::optional<std::filesystem::path> client_certificate, client_key, authorities;
  std::vector<std::filesystem::path> certificates, revocation_lists;
  std::string proxy;
  int timeout_seconds = 0;  ///< 0: the list's
  int tries = 0;            ///< 0: the list's
};

/// Carries one request over the network, by the module that is loaded at the first.
pki::HttpAnswer carry(const pki::HttpRequest& request);

/// Asks the services. Nothing is loaded or asked before it is needed.
class ServiceDesk {
 public:
  /// `folder` is where files that the list names lie. Throws Failure(kInput) for files that are not
  /// there or are something else.
  ServiceDesk(const signing::Services& listed, const ServiceOptions& options,
              const std::filesystem::path& folder, pki::UnixTime now);

  /// Throws Failure(kUsage, "no-time-stamping") when no service is named.
  signing::TimeStamping time_stamping() const;

  /// The file with what the level wants beyond signatures: evidence for all of them, and a document
  /// time-stamp. Throws Failure, see pki/evidence.h and pki/timestamp.h.
  Bytes raise(Bytes file, signing::Level level) const;

 private:
  pki::HttpAnswer ask(pki::HttpRequest request, const pki::HttpAccess& access) const;
  Bytes stamp(pki::Hash hash, std::span<const ByteView> message) const;
  Bytes stamp_by(const signing::TimeStampService& service, pki::Hash hash,
                 std::span<const ByteView> message) const;
  Bytes with_evidence(Bytes file) const;

  signing::Services services_;
  std::filesystem::path folder_;
  std::vector<pki::Certificate> certificates_;
  std::vector<Bytes> revocation_lists_;
  pki::HttpAccess access_;
  pki::Retries retries_;
  Cache cache_;
  pki::UnixTime now_;
};

}  // namespace chancery::app
