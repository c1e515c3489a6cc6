// Whether a certificate may sign for a division.
#include <algorithm>
#include <array>

#include "data/data.h"
#include "signing/signing.h"

namespace chancery::signing {
namespace {

std::string or_none(const std::string& text, const std::string& none) {
  return text.empty() ? none : data::in_quotes(text);
}

Diagnostic refuse(const Division& division, std::string code, std::string what, std::string mend) {
  return {Severity::kError, division.where, std::move(code), std::move(what), std::move(mend)};
}

Diagnostic other(const Division& division, const std::string& has, const std::string& wanted) {
  return refuse(division, "not-the-division",
                "this certificate belongs to " + has + ", not to " + wanted,
                "sign with the key of " + division.name +
                    ", or mend what the list of divisions asks of its certificate");
}

}  // namespace

std::optional<Diagnostic> refusal(const Division& division, const pki::Certificate& certificate,
                                  pki::UnixTime now) {
  const std::string organisation = certificate.organisation();
  if (!division.organisation.empty() && organisation != division.organisation) {
    return other(division, or_none(organisation, "no organisation"),
                 data::in_quotes(division.organisation));
  }
  const std::string unit = certificate.organisational_unit();
  if (!division.organisational_unit.empty() && unit != division.organisational_unit) {
    return other(division, or_none(unit, "no division"),
                 data::in_quotes(division.organisational_unit));
  }
  if (!division.fingerprint_sha256.empty() &&
      certificate.fingerprint_sha256() != division.fingerprint_sha256) {
    return other(division, "the fingerprint " + certificate.fingerprint_sha256(),
                 "the one that the list of divisions names");
  }
  const std::vector<std::string> policies = certificate.policies();
  if (!division.certificate_policy.empty() &&
      std::ranges::find(policies, division.certificate_policy) == policies.end()) {
    return other(division, "another certificate policy", division.certificate_policy);
  }
  if (now < certificate.not_before()) {
    return refuse(division, "certificate-not-yet-valid",
                  "the certificate of " + division.name + " is valid only from " +
                      pki::format_utc(certificate.not_before()),
                  "wait until then, or look at this computer's clock");
  }
  if (now > certificate.not_after()) {
    return refuse(division, "certificate-expired",
                  "the certificate of " + division.name + " expired on " +
                      pki::format_utc(certificate.not_after()),
                  "have a new certificate issued for the division");
  }
  if (!certificate.may_sign()) {
    return refuse(division, "certificate-may-not-sign",
                  "the key usage of the certificate of " + division.name +
                      " does not allow digital signatures",
                  "have a certificate issued with the key usage 'digital signature' or "
                  "'non-repudiation'");
  }
  if (certificate.weakly_signed()) {
    return refuse(division, "certificate-too-weak",
                  "the certificate of " + division.name +
                      " is itself signed with MD5 or SHA-1, which can be forged",
                  "have a certificate issued with SHA-256 or better");
  }
  return std::nullopt;
}

std::optional<Diagnostic> expiry_warning(const Division& division,
                                         const pki::Credential& credential, pki::UnixTime now,
                                         int days) {
  constexpr pki::UnixTime kSecondsADay = 86400;
  const auto warning = [&](const pki::Certificate& certificate,
                           const std::string& what) -> std::optional<Diagnostic> {
    const pki::UnixTime left = certificate.not_after() - now;
    if (left < 0 || left > days * kSecondsADay) return std::nullopt;
    const pki::UnixTime whole_days = left / kSecondsADay;
    Diagnostic soon = refuse(division, "certificate-expires-soon",
                             what + " expires in " + std::to_string(whole_days) +
                                 (whole_days == 1 ? " day, on " : " days, on ") +
                                 pki::format_utc(certificate.not_after()),
                             "have a new certificate issued for the division");
    soon.severity = Severity::kWarning;
    return soon;
  };
  if (auto own = warning(credential.certificate, "the certificate of " + division.name)) return own;
  for (const pki::Certificate& above : credential.chain) {
    auto soon = warning(above, "the certificate '" + above.common_name() + "', above that of " +
                                   division.name + ",");
    if (soon) return soon;
  }
  return std::nullopt;
}

std::optional<Diagnostic> trial(const Division& division, const pki::Credential& credential) {
  constexpr std::string_view kText = "A trial signature, of no letter.";
  const Bytes cms =
      pki::sign_cms(credential, pki::digest(credential.signer->hash(), bytes_of(kText)));
  const std::array<ByteView, 1> content{bytes_of(kText)};
  const pki::CmsCheck check = pki::check_cms(cms, content);
  if (check.findings.empty() && check.digest_matches && check.signature_verifies) {
    return std::nullopt;
  }
  return refuse(division, "trial-failed",
                "a trial signature with the key of " + division.name + " does not verify",
                "see that the key and the certificate belong together, and look at the key device");
}

}  // namespace chancery::signing
