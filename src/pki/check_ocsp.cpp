// OCSP requests and what their responses are worth (RFC 6960).
#include <openssl/ocsp.h>

#include <algorithm>
#include <new>

#include "pki/certificate.h"
#include "pki/revocation.h"
#include "pki/strength.h"
#include "pki/times.h"

namespace chancery::pki {
namespace {

using Says = RevocationCheck::Says;
using RequestHandle = std::unique_ptr<OCSP_REQUEST, Frees<OCSP_REQUEST_free>>;
using ResponseHandle = std::unique_ptr<OCSP_RESPONSE, Frees<OCSP_RESPONSE_free>>;
using BasicHandle = std::unique_ptr<OCSP_BASICRESP, Frees<OCSP_BASICRESP_free>>;
using IdHandle = std::unique_ptr<OCSP_CERTID, Frees<OCSP_CERTID_free>>;

/// As long as RFC 8954 recommends.
constexpr int kNonceBytes = 16;
/// How old a response that names no end may be.
constexpr UnixTime kWithoutEndSeconds = UnixTime{24} * 3600;

RevocationCheck nothing(std::string why) {
  return {Says::kNothing, std::move(why), std::nullopt};
}

ResponseHandle read_response(ByteView der) {
  const unsigned char* at = der.data();
  ResponseHandle response(d2i_OCSP_RESPONSE(nullptr, &at, static_cast<long>(der.size())));
  return at == der.data() + der.size() ? std::move(response) : nullptr;
}

/// The signature, and that whoever made it may speak for the issuer; `at` is when it was made.
bool is_genuine(OCSP_BASICRESP* basic, const Certificate& issuer,
                std::span<const Certificate> known, UnixTime at) {
  const StoreHandle store(X509_STORE_new());
  if (!store || X509_STORE_add_cert(store.get(), handle_of(issuer)) != 1) throw std::bad_alloc();
  X509_VERIFY_PARAM* parameters = X509_STORE_get0_param(store.get());
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_time(parameters, at);
  return OCSP_basic_verify(basic, stack_of(known).get(), store.get(), 0) == 1;
}

std::optional<Certificate> responder_of(OCSP_BASICRESP* basic, const Certificate& issuer,
                                        std::span<const Certificate> known) {
  X509* signer = nullptr;
  const X509Stack stack = stack_of(known);
  if (OCSP_resp_get0_signer(basic, &signer, stack.get()) != 1 || X509_up_ref(signer) != 1) {
    return std::nullopt;
  }
  auto responder = make_certificate(X509Handle(signer));
  return responder && !(*responder == issuer) ? responder : std::nullopt;
}

/// The single response about the certificate, under whichever hash the responder names it.
OCSP_SINGLERESP* about(OCSP_BASICRESP* basic, const Certificate& certificate,
                       const Certificate& issuer) {
  for (int i = 0; i < OCSP_resp_count(basic); ++i) {
    OCSP_SINGLERESP* single = OCSP_resp_get0(basic, i);
    const OCSP_CERTID* id = OCSP_SINGLERESP_get0_id(single);
    ASN1_OBJECT* hash = nullptr;
    OCSP_id_get0_info(nullptr, &hash, nullptr, nullptr, const_cast<OCSP_CERTID*>(id));
    const EVP_MD* digest = EVP_get_digestbyobj(hash);
    if (digest == nullptr) continue;
    const IdHandle ours(OCSP_cert_to_id(digest, handle_of(certificate), handle_of(issuer)));
    if (ours && OCSP_id_cmp(ours.get(), const_cast<OCSP_CERTID*>(id)) == 0) return single;
  }
  return nullptr;
}

RevocationStatus no_status(std::string why, Detail detail = {}) {
  RevocationStatus status;
  status.why = std::move(why);
  status.detail = std::move(detail);
  return status;
}

/// archiveCutoff (RFC 6960, 4.4.4): it knows of certificates that expired since then.
std::optional<UnixTime> archive_cutoff(OCSP_SINGLERESP* single) {
  const std::unique_ptr<ASN1_GENERALIZEDTIME, Frees<ASN1_GENERALIZEDTIME_free>> cutoff(
      static_cast<ASN1_GENERALIZEDTIME*>(
          OCSP_SINGLERESP_get1_ext_d2i(single, NID_id_pkix_OCSP_archiveCutoff, nullptr, nullptr)));
  return cutoff ? unix_time(cutoff.get()) : std::nullopt;
}

/// A responder may leave the nonce out.
bool carries_another_nonce(ByteView der, const OcspQuery& query) {
  const ResponseHandle response = read_response(der);
  const BasicHandle basic(response ? OCSP_response_get1_basic(response.get()) : nullptr);
  if (!basic) return false;
  const unsigned char* place = query.request.data();
  const RequestHandle asked(
      d2i_OCSP_REQUEST(nullptr, &place, static_cast<long>(query.request.size())));
  constexpr int kOnlyAsked = -1;
  const int same = asked ? OCSP_check_nonce(asked.get(), basic.get()) : 0;
  return same <= 0 && same != kOnlyAsked;
}

}  // namespace

OcspQuery ocsp_query(const Certificate& certificate, const Certificate& issuer) {
  const ErrorScope scope;
  const RequestHandle request(OCSP_REQUEST_new());
  // SHA-1 names the issuer here and protects nothing; it is what every responder knows (RFC 5019).
  IdHandle id(OCSP_cert_to_id(EVP_sha1(), handle_of(certificate), handle_of(issuer)));
  if (!request || !id || OCSP_request_add0_id(request.get(), id.get()) == nullptr) {
    throw std::bad_alloc();
  }
  id.release();  // NOLINT(bugprone-unused-return-value): the request has it now
  if (OCSP_request_add1_nonce(request.get(), nullptr, kNonceBytes) != 1) throw std::bad_alloc();
  OcspQuery query;
  query.request = encoded<OCSP_REQUEST>(request.get(), i2d_OCSP_REQUEST);
  if (query.request.empty()) throw std::bad_alloc();
  return query;
}

RevocationStatus ocsp_status(ByteView der, const Certificate& certificate,
                             const Certificate& issuer, std::span<const Certificate> responders) {
  const ErrorScope scope;
  const ResponseHandle response = read_response(der);
  if (!response) return no_status("it is no OCSP response", Detail{"no-ocsp-response"});
  const int outcome = OCSP_response_status(response.get());
  if (outcome != OCSP_RESPONSE_STATUS_SUCCESSFUL) {
    return no_status(std::string("the responder says: ") + OCSP_response_status_str(outcome),
                     Detail{"responder-refused", {{"words", OCSP_response_status_str(outcome)}}});
  }
  const BasicHandle basic(OCSP_response_get1_basic(response.get()));
  if (!basic) return no_status("it is no basic OCSP response", Detail{"no-basic-ocsp-response"});
  OCSP_SINGLERESP* single = about(basic.get(), certificate, issuer);
  if (single == nullptr) return no_status("it is about another certificate");
  ASN1_GENERALIZEDTIME *this_update = nullptr, *next_update = nullptr, *revoked = nullptr;
  int reason = 0;
  const int says = OCSP_single_get0_status(single, &reason, &revoked, &this_update, &next_update);
  const auto made = unix_time(this_update);
  if (!made) return no_status("it has no time", Detail{"evidence-without-time"});
  const auto until =
      next_update == nullptr ? std::optional(*made + kWithoutEndSeconds) : unix_time(next_update);
  if (!until) {
    return no_status("it does not say until when it holds", Detail{"evidence-without-end"});
  }
  std::vector<Certificate> known{issuer};
  known.insert(known.end(), responders.begin(), responders.end());
  if (!is_genuine(basic.get(), issuer, known, *made)) {
    return no_status("whoever signed it may not speak for " + issuer.subject(),
                     Detail{"responder-not-authorised", {{"subject", issuer.subject()}}});
  }
  RevocationStatus status;
  status.made = *made;
  status.until = *until;
  status.of_expired_since = archive_cutoff(single).value_or(*made);
  status.responder = responder_of(basic.get(), issuer, known);
  const Certificate& signer = status.responder ? *status.responder : issuer;
  status.reliable_until =
      std::min(signer.key_reliable_until(), reliable_until(OCSP_resp_get0_tbs_sigalg(basic.get())));
  status.digest = hex(digest(Hash::kSha256, der));
  switch (says) {
    case V_OCSP_CERTSTATUS_GOOD:
      status.says = RevocationStatus::Says::kGood;
      break;
    case V_OCSP_CERTSTATUS_REVOKED:
      status.says = reason == OCSP_REVOKED_STATUS_CERTIFICATEHOLD
                        ? RevocationStatus::Says::kOnHold
                        : RevocationStatus::Says::kRevoked;
      status.since = unix_time(revoked).value_or(kNever);
      if (reason != OCSP_REVOKED_STATUS_NOSTATUS) status.why = reason_name(reason);
      break;
    default:
      status.why = "the responder does not know the certificate";
      status.detail = Detail{"responder-does-not-know"};
  }
  return status;
}

RevocationCheck check_ocsp(ByteView der, const OcspQuery* query, const Certificate& certificate,
                           const Certificate& issuer, UnixTime at) {
  const ErrorScope scope;
  if (query != nullptr && carries_another_nonce(der, *query)) {
    return nothing("it carries another nonce");
  }
  RevocationStatus status = ocsp_status(der, certificate, issuer);
  if (status.made == kNever) return nothing(std::move(status.why));
  if (status.made > at + kClockSkewSeconds) return nothing("it is of the time to come");
  if (status.until + kClockSkewSeconds < at) return nothing("it is out of date");
  if (status.reliable_until < at) return nothing("it is signed with a weak hash");
  if (status.responder && status.responder->not_after() < at) {
    return nothing("the certificate of whoever signed it has expired");
  }
  RevocationCheck check;
  check.responder = status.responder;
  if (status.says == RevocationStatus::Says::kNothing) {
    check.why = std::move(status.why);
  } else {
    check.says = status.says == RevocationStatus::Says::kGood ? Says::kGood : Says::kRevoked;
    if (status.since) check.why = "since " + format_utc(*status.since);
  }
  return check;
}

std::optional<UnixTime> ocsp_time(ByteView der) {
  const ErrorScope scope;
  const ResponseHandle response = read_response(der);
  const BasicHandle basic(response ? OCSP_response_get1_basic(response.get()) : nullptr);
  return basic ? unix_time(OCSP_resp_get0_produced_at(basic.get())) : std::nullopt;
}

}  // namespace chancery::pki
