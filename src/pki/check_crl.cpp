// Revocation lists (RFC 5280, 5 and 6.3) for certificates of the list's own issuer.
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>

#include "pki/certificate.h"
#include "pki/der.h"
#include "pki/revocation.h"
#include "pki/strength.h"
#include "pki/times.h"

namespace chancery::pki {
namespace {

using Says = RevocationCheck::Says;
using CrlHandle = std::unique_ptr<X509_CRL, Frees<X509_CRL_free>>;
using PointHandle = std::unique_ptr<ISSUING_DIST_POINT, Frees<ISSUING_DIST_POINT_free>>;

RevocationCheck nothing(std::string why) {
  return {Says::kNothing, std::move(why), std::nullopt};
}

CrlHandle read_crl(ByteView der) {
  const unsigned char* at = der.data();
  CrlHandle crl(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  return at == der.data() + der.size() ? std::move(crl) : nullptr;
}

Bytes der_of(X509_CRL* crl) {
  const int size = i2d_X509_CRL(crl, nullptr);
  if (size <= 0) return {};
  Bytes der(static_cast<std::size_t>(size));
  unsigned char* at = der.data();
  i2d_X509_CRL(crl, &at);
  return der;
}

/// Why the list does not speak of all that could revoke the certificate; empty when it does.
struct Refusal {
  std::string why;
  Detail detail;
};
Refusal out_of_scope(X509_CRL* crl, const Certificate& certificate) {
  if (X509_CRL_get_ext_by_NID(crl, NID_delta_crl, -1) >= 0) {
    return {
        "it is a delta list, which tells only what changed since another; name the place of the "
        "whole list",
        Detail{"crl-delta"}};
  }
  for (int at = -1; (at = X509_CRL_get_ext_by_critical(crl, 1, at)) >= 0;) {
    const int kind = OBJ_obj2nid(X509_EXTENSION_get_object(X509_CRL_get_ext(crl, at)));
    if (kind != NID_issuing_distribution_point)
      return {"it has a critical extension not known here", Detail{"crl-unknown-extension"}};
  }
  int critical = -1;
  const PointHandle point(static_cast<ISSUING_DIST_POINT*>(
      X509_CRL_get_ext_d2i(crl, NID_issuing_distribution_point, &critical, nullptr)));
  if (!point && critical == -1) return {};
  if (!point) return {"its scope cannot be read", Detail{"crl-scope-unreadable"}};
  if (point->indirectCRL > 0)
    return {"it is of certificates of several issuers", Detail{"crl-indirect"}};
  if (point->onlysomereasons != nullptr)
    return {"it is about some reasons only", Detail{"crl-some-reasons"}};
  if (point->onlyattr > 0) return {"it is of attribute certificates", Detail{"crl-attributes"}};
  const bool authority = (X509_get_extension_flags(handle_of(certificate)) & EXFLAG_CA) != 0;
  if (point->onlyuser > 0 && authority)
    return {"it is not of authorities", Detail{"crl-not-of-authorities"}};
  if (point->onlyCA > 0 && !authority)
    return {"it is of authorities only", Detail{"crl-of-authorities"}};
  return {};
}

RevocationStatus no_status(std::string why, Detail detail = {}) {
  RevocationStatus status;
  status.why = std::move(why);
  status.detail = std::move(detail);
  return status;
}

const X509_ALGOR* algorithm_of(const X509_CRL* crl) {
  const X509_ALGOR* algorithm = nullptr;
  X509_CRL_get0_signature(crl, nullptr, &algorithm);
  return algorithm;
}

/// expiredCertsOnCRL (ITU-T X.509, 9.5.2.5): since when the list keeps what has expired.
std::optional<UnixTime> expired_since(const X509_CRL* crl) {
  static const std::unique_ptr<ASN1_OBJECT, Frees<ASN1_OBJECT_free>> kIdentifier(
      OBJ_txt2obj("2.5.29.60", 1));
  const int at = X509_CRL_get_ext_by_OBJ(crl, kIdentifier.get(), -1);
  if (at < 0) return std::nullopt;
  const ASN1_OCTET_STRING* value = X509_EXTENSION_get_data(X509_CRL_get_ext(crl, at));
  const ByteView bytes(ASN1_STRING_get0_data(value),
                       static_cast<std::size_t>(ASN1_STRING_length(value)));
  const auto time = der::Reader(bytes, der::Rules::kDer).next(der::kGeneralizedTime);
  return time ? unix_time(*time) : std::nullopt;
}

void describe_entry(const X509_REVOKED* entry, RevocationStatus& status) {
  status.says = RevocationStatus::Says::kRevoked;
  status.since = unix_time(X509_REVOKED_get0_revocationDate(entry));
  // A date that cannot be read revokes the certificate from the start.
  if (!status.since) status.since = kNever;
  using Reason = std::unique_ptr<ASN1_ENUMERATED, Frees<ASN1_ENUMERATED_free>>;
  const Reason reason(static_cast<ASN1_ENUMERATED*>(
      X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nullptr, nullptr)));
  if (!reason) return;
  const long number = ASN1_ENUMERATED_get(reason.get());
  status.why = reason_name(number);
  if (number == CRL_REASON_CERTIFICATE_HOLD) status.says = RevocationStatus::Says::kOnHold;
}

}  // namespace

RevocationStatus crl_status(ByteView der, const Certificate& certificate,
                            const Certificate& issuer) {
  const ErrorScope scope;
  const CrlHandle crl = read_crl(der);
  if (!crl) return no_status("it is no revocation list", Detail{"no-revocation-list"});
  if (X509_NAME_cmp(X509_CRL_get_issuer(crl.get()), X509_get_subject_name(handle_of(issuer))) !=
      0) {
    return no_status("it is of another issuer");
  }
  Refusal refusal = out_of_scope(crl.get(), certificate);
  if (!refusal.why.empty()) return no_status(std::move(refusal.why), std::move(refusal.detail));
  const auto made = unix_time(X509_CRL_get0_lastUpdate(crl.get()));
  const auto until = unix_time(X509_CRL_get0_nextUpdate(crl.get()));
  if (!made || !until)
    return no_status("it does not say until when it holds", Detail{"evidence-without-end"});
  EVP_PKEY* key = X509_get0_pubkey(handle_of(issuer));
  if ((X509_get_key_usage(handle_of(issuer)) & KU_CRL_SIGN) == 0 || key == nullptr ||
      X509_CRL_verify(crl.get(), key) != 1) {
    return no_status("it is not signed by " + issuer.subject(),
                     Detail{"crl-not-by-issuer", {{"subject", issuer.subject()}}});
  }
  RevocationStatus status;
  status.says = RevocationStatus::Says::kGood;
  status.made = *made;
  status.until = *until;
  status.of_expired_since = expired_since(crl.get()).value_or(*made);
  status.reliable_until = std::min(reliable_until(key), reliable_until(algorithm_of(crl.get())));
  status.digest = hex(digest(Hash::kSha256, der));
  X509_REVOKED* entry = nullptr;
  if (X509_CRL_get0_by_cert(crl.get(), &entry, handle_of(certificate)) == 1) {
    describe_entry(entry, status);
  }
  return status;
}

RevocationCheck check_crl(ByteView der, const Certificate& certificate, const Certificate& issuer,
                          UnixTime at) {
  RevocationStatus status = crl_status(der, certificate, issuer);
  if (status.says == RevocationStatus::Says::kNothing) return nothing(std::move(status.why));
  if (status.made > at + kClockSkewSeconds) return nothing("it is of the time to come");
  if (status.until + kClockSkewSeconds < at) return nothing("it is out of date");
  if (status.reliable_until < at) return nothing("it is signed with a weak hash");
  RevocationCheck check;
  check.says = status.says == RevocationStatus::Says::kGood ? Says::kGood : Says::kRevoked;
  if (status.since) check.why = "since " + format_utc(*status.since);
  return check;
}

std::vector<Bytes> crls_of(ByteView file) {
  const ErrorScope scope;
  if (read_crl(file)) return {Bytes(file.begin(), file.end())};
  std::vector<Bytes> lists;
  const BioHandle in(BIO_new_mem_buf(file.data(), static_cast<int>(file.size())));
  while (in) {
    const CrlHandle crl(PEM_read_bio_X509_CRL(in.get(), nullptr, nullptr, nullptr));
    if (!crl) break;
    lists.push_back(der_of(crl.get()));
  }
  return lists;
}

std::optional<UnixTime> crl_time(ByteView der) {
  const ErrorScope scope;
  const CrlHandle crl = read_crl(der);
  return crl ? unix_time(X509_CRL_get0_lastUpdate(crl.get())) : std::nullopt;
}

}  // namespace chancery::pki
