#include "verification/signature_validation.h"

#include <algorithm>

#include "pki/revocation.h"
#include "verification/certificate_validation.h"
#include "verification/findings.h"

namespace chancery::verification {
namespace {

using pki::CmsCheck;
using pki::UnixTime;

/// Signature acceptance validation (5.2.8), as far as it is of algorithms: they must have been
/// strong at the time.
std::optional<Conclusion> acceptance(const CmsCheck& cms, UnixTime time) {
  if (cms.reliable_until >= time) return std::nullopt;
  return indeterminate(
      "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
      {"weak-algorithm",
       "the signature was made with a digest or a key that is too weak to be "
       "believed at " +
           pki::format_utc(time),
       "TS 119 312, 5.2 and 6", Detail{"algorithm-too-weak", {{"time", pki::format_utc(time)}}}});
}

/// Basic signatures (5.3), and with another time than now what 5.5.4 asks about the time at which
/// the signature is proven to have been there.
CertificateValidation validate_basic(ValidationContext& context, const CmsCheck& cms,
                                     pki::Purpose purpose, UnixTime time) {
  CertificateValidation validation = validate_certificate(context, *cms.signer, purpose, time);
  if (!validation.conclusion.passed()) return validation;
  if (auto refused = acceptance(cms, time)) validation.conclusion = std::move(*refused);
  return validation;
}

/// A signature that was made after its certificate had ended is no signature (5.3.4, steps 4 and
/// 5): what it covers was not there before.
std::optional<Conclusion> made_too_late(const CertificateValidation& basic,
                                        const pki::Certificate& signer, UnixTime not_before) {
  if (basic.path.empty()) return std::nullopt;  // whose certificate it is, nobody knows
  if (basic.revoked_since && not_before > *basic.revoked_since) {
    return failed("REVOKED",
                  {"signed-after-revocation",
                   "the signature covers a time-stamp of " + pki::format_utc(not_before) +
                       ", when the certificate was revoked already",
                   "EN 319 102-1, 5.3.4",
                   Detail{"signed-after-revocation", {{"time", pki::format_utc(not_before)}}}});
  }
  if (not_before > signer.not_after()) {
    return failed("EXPIRED",
                  {"signed-after-expiry",
                   "the signature covers a time-stamp of " + pki::format_utc(not_before) +
                       ", when the certificate had expired already",
                   "EN 319 102-1, 5.3.4",
                   Detail{"signed-after-expiry", {{"time", pki::format_utc(not_before)}}}});
  }
  return std::nullopt;
}

Conclusion not_yet_valid(const pki::Certificate& signer, UnixTime proven) {
  return failed("NOT_YET_VALID", {"signed-before-validity",
                                  "the signature was there at " + pki::format_utc(proven) +
                                      ", before its certificate began to be valid at " +
                                      pki::format_utc(signer.not_before()),
                                  "EN 319 102-1, 5.5.4",
                                  Detail{"signed-before-validity",
                                         {{"time", pki::format_utc(proven)},
                                          {"begin", pki::format_utc(signer.not_before())}}}});
}

/// Past signature validation (5.6.2.4): the signature was there while the whole path was good, and
/// its certificate and algorithms too.
Conclusion validate_past(ValidationContext& context, const CmsCheck& cms, pki::Purpose purpose,
                         UnixTime proven) {
  const PastCertificateValidation past =
      validate_past_certificate(context, *cms.signer, purpose, proven);
  if (!past.conclusion.passed()) return past.conclusion;
  if (proven > past.control_time) {
    return indeterminate(
        "NO_POE", {"no-proof-of-existence",
                   "the certificates can be relied on until " + pki::format_utc(past.control_time) +
                       " only, and the signature is proven to have been there later",
                   "EN 319 102-1, 5.6.2.4",
                   Detail{"proven-too-late", {{"time", pki::format_utc(past.control_time)}}}});
  }
  if (auto refused = acceptance(cms, proven)) return *refused;
  Conclusion passed;
  passed.findings.push_back(
      {"valid-in-the-past",
       "the certificates can be relied on until " + pki::format_utc(past.control_time) +
           ", and the signature was there by then",
       "EN 319 102-1, 5.6.2.4",
       Detail{"valid-in-the-past", {{"time", pki::format_utc(past.control_time)}}}});
  return passed;
}

/// What proofs of existence make of a conclusion for now (5.5.4, step 5, and 5.6.3.4).
Conclusion mended(ValidationContext& context, const CmsCheck& cms, pki::Purpose purpose,
                  UnixTime proven, Conclusion basic) {
  if (proven < cms.signer->not_before()) return not_yet_valid(*cms.signer, proven);
  CertificateValidation timed = validate_basic(context, cms, purpose, proven);
  if (timed.conclusion.passed()) {
    timed.conclusion.findings.insert(
        timed.conclusion.findings.begin(),
        {"proven-in-time",
         "it is proven to have been there at " + pki::format_utc(proven) +
             ", when its certificate could be relied on",
         "EN 319 102-1, 5.5.4", Detail{"proven-in-time", {{"time", pki::format_utc(proven)}}}});
    return std::move(timed.conclusion);
  }
  Conclusion past = validate_past(context, cms, purpose, proven);
  if (past.passed()) return past;
  // The conclusion for now stands (5.6.2.4, step 3), with why the past does not help.
  for (Finding& finding : past.findings) {
    const bool told =
        std::ranges::find(basic.findings, finding.code, &Finding::code) != basic.findings.end();
    if (!told) basic.findings.push_back(std::move(finding));
  }
  return basic;
}

}  // namespace

SignatureValidation validate_signature(ValidationContext& context, const CmsCheck& cms,
                                       pki::Purpose purpose, UnixTime not_before) {
  SignatureValidation validation;
  const UnixTime proven = context.proofs.earliest(cms.signature_value);
  if (proven < context.now) validation.proven_time = proven;
  CertificateValidation basic = validate_basic(context, cms, purpose, context.now);
  if (auto late = made_too_late(basic, *cms.signer, not_before)) {
    validation.conclusion = std::move(*late);
    return validation;
  }
  if (validation.proven_time && may_be_mended_by_proof(basic.conclusion)) {
    basic.conclusion = mended(context, cms, purpose, proven, std::move(basic.conclusion));
  }
  validation.conclusion = std::move(basic.conclusion);
  return validation;
}

Conclusion validate_time_stamp(ValidationContext& context, const CmsCheck& token) {
  if (is_unreadable(token) || !token.signer || !token.signing_time) {
    return failed("FORMAT_FAILURE",
                  {"no-time-stamp-token", "there is no time-stamp token that can be read",
                   "RFC 3161, 2.4.2"});
  }
  if (!token.digest_matches) {
    return failed("HASH_FAILURE",
                  {"time-stamp-of-something-else", "the time-stamp is not over what it stands for",
                   "EN 319 102-1, 5.4.4"});
  }
  if (is_broken(token)) {
    return failed("SIG_CRYPTO_FAILURE",
                  {"time-stamp-broken", "the signature of the time-stamp does not verify",
                   "EN 319 102-1, 5.4.4"});
  }
  if (*token.signing_time > context.now + pki::kClockSkewSeconds) {
    return indeterminate(
        "TIMESTAMP_ORDER_FAILURE",
        {"time-stamp-of-the-future",
         "the time-stamp is of " + pki::format_utc(*token.signing_time) +
             ", which is after the time of checking",
         "EN 319 102-1, 5.5.4",
         Detail{"time-stamp-of-the-future", {{"time", pki::format_utc(*token.signing_time)}}}});
  }
  Conclusion conclusion =
      validate_signature(context, token, pki::Purpose::kTimeStamping).conclusion;
  // The unit says itself when it signed: it must have been able to (RFC 3161, 2.3).
  const pki::Certificate& unit = *token.signer;
  if (conclusion.passed() &&
      (*token.signing_time < unit.not_before() || *token.signing_time > unit.not_after())) {
    return indeterminate("OUT_OF_BOUNDS_NO_POE",
                         {"time-stamp-outside-validity",
                          "the time-stamp is of a time at which its unit's certificate was not "
                          "valid: " +
                              unit.subject(),
                          "EN 319 102-1, 5.4.4",
                          Detail{"time-stamp-outside-validity", {{"subject", unit.subject()}}}});
  }
  return conclusion;
}

}  // namespace chancery::verification
