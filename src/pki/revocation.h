// Whether certificates are revoked: OCSP (RFC 6960) and revocation lists (RFC 5280, 5), each answer
// held against the certificate that it is about.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/detail.h"
#include "pki/pki.h"

namespace chancery::pki {

/// What an OCSP response or a list says of one certificate.
struct RevocationCheck {
  enum class Says {
    kGood,
    kRevoked,
    kNothing,  ///< not about this certificate, not genuine, or not of this time; `why` tells
  };
  Says says = Says::kNothing;
  std::string why;
  /// The certificate that signed an OCSP response when it is not the issuer's own.
  std::optional<Certificate> responder;
};

/// What genuine evidence says of one certificate, whatever the time at which it is asked: who made
/// it may speak for the issuer, and its signature is right.
struct RevocationStatus {
  enum class Says {
    kGood,
    kRevoked,
    kOnHold,   ///< certificateHold (RFC 5280, 5.3.1), which may be lifted
    kNothing,  ///< not about this certificate, not genuine, or of a kind that is refused
  };
  Says says = Says::kNothing;
  std::string why;          ///< of kNothing; of kRevoked and kOnHold the reason, as "keyCompromise"
  UnixTime made = kNever;   ///< thisUpdate
  UnixTime until = kNever;  ///< nextUpdate
  std::optional<UnixTime> since;  ///< of kRevoked and kOnHold
  /// It speaks of certificates that expired at or after this time: as a rule, of those valid when
  /// it was made (RFC 6960, 4.4.4 archiveCutoff; X.509 expiredCertsOnCRL).
  UnixTime of_expired_since = kNever;
  /// The certificate that signed an OCSP response when it is not the issuer's own.
  std::optional<Certificate> responder;
  UnixTime reliable_until = kForever;  ///< the digest and key that it was signed with
  std::string digest;                  ///< SHA-256 of the evidence itself, hexadecimal
  Detail detail;                       ///< of kNothing, the same as `why`
};
/// `responders` are certificates that may have signed a response that does not carry its signer's
/// (RFC 6960, 4.2.1: certs is optional).
RevocationStatus ocsp_status(ByteView response, const Certificate& certificate,
                             const Certificate& issuer,
                             std::span<const Certificate> responders = {});
RevocationStatus crl_status(ByteView crl, const Certificate& certificate,
                            const Certificate& issuer);

/// Answers this much ahead of the local clock are still believed.
inline constexpr UnixTime kClockSkewSeconds = 300;

struct OcspQuery {
  Bytes request;  ///< DER of the OCSPRequest (RFC 6960, 4.1.1)
  Bytes nonce;
};
OcspQuery ocsp_query(const Certificate& certificate, const Certificate& issuer);

/// `query` is the one that it answers, or null for a response from elsewhere. A responder that
/// leaves the nonce out is believed (RFC 6960, 4.4.1), one that gives another is not. It must be
/// signed by the issuer, or by a certificate that the issuer gave the usage OCSPSigning (4.2.2.2).
RevocationCheck check_ocsp(ByteView response, const OcspQuery* query,
                           const Certificate& certificate, const Certificate& issuer, UnixTime at);

/// The list must be the issuer's own, whole (no delta, not for some reasons only, not another's
/// certificates), and of the time.
RevocationCheck check_crl(ByteView crl, const Certificate& certificate, const Certificate& issuer,
                          UnixTime at);

/// The name that RFC 5280, 5.3.1 gives a reason for revocation.
std::string reason_name(long reason);

/// The lists of a file, DER or any number in PEM; empty when it holds none.
std::vector<Bytes> crls_of(ByteView file);

/// When such an answer was made; nothing when it cannot be read.
std::optional<UnixTime> ocsp_time(ByteView response);
std::optional<UnixTime> crl_time(ByteView crl);

/// Where a certificate says to ask (RFC 5280, 4.2.2.1 and 4.2.1.13); http and https only.
struct RevocationPlaces {
  std::vector<std::string> ocsp, crl, issuer;
};
RevocationPlaces places_of(const Certificate& certificate);

/// A responder's certificate that need not be asked about (RFC 6960, 4.2.2.2.1).
bool has_no_check(const Certificate& certificate);
/// Whether its issuer lets it sign OCSP responses (RFC 6960, 4.2.2.2).
bool may_sign_responses(const Certificate& certificate);
/// Whether `issuer` issued the certificate: names, key identifiers and signature.
bool is_issued_by(const Certificate& certificate, const Certificate& issuer);
bool is_self_signed(const Certificate& certificate);

/// Certificates of an answer: one in DER, any number in PEM, or a CMS that holds nothing else.
std::vector<Certificate> certificates_of(ByteView file);

}  // namespace chancery::pki
