#include "verification/certificate_validation.h"

#include <algorithm>

#include "verification/findings.h"
#include "verification/revocation_check.h"

namespace chancery::verification {
namespace {

using pki::Certificate;
using pki::UnixTime;
using Path = std::vector<Certificate>;
using Says = RevocationAnswer::Says;

constexpr const char* kClause = "EN 319 102-1, 5.2.6";
constexpr const char* kRevocationClause = "EN 319 102-1, 5.2.5";

/// Building the prospective path, and all of RFC 5280, 6.1 that does not hang on time (5.2.6.4,
/// steps 2 and 4).
pki::PathCheck find_path(const ValidationContext& context, const Certificate& certificate,
                         pki::Purpose purpose, UnixTime time) {
  pki::PathRequest request{.at = time, .purpose = purpose};
  request.any_anchor = !context.trust.services.empty();
  if (purpose == pki::Purpose::kSigning) request.policies = context.trust.certificate_policies;
  return pki::find_path(certificate, context.certificates, context.trust.anchors_for(purpose, time),
                        request);
}

std::vector<Detail> why_no_path(const pki::PathCheck& found) {
  if (!found.usage.empty()) {
    return {Detail{"usage-forbids-it", {{"usage", found.usage}, {"subject", found.subject}}}};
  }
  if (found.words.empty()) return {};
  if (found.status == pki::PathStatus::kNoAnchor && !found.subject.empty()) {
    return {Detail{"path-ends-at", {{"subject", found.subject}}}};
  }
  if (found.subject.empty()) return {quoted(found.words)};
  return {Detail{"quoted-of-certificate", {{"words", found.words}, {"subject", found.subject}}}};
}

Conclusion no_path(const pki::PathCheck& found, pki::Purpose purpose) {
  const auto conclude = [&](std::string sub_indication, std::string code, std::string text,
                            Detail detail) {
    if (!found.detail.empty()) text += " (" + found.detail + ")";
    detail.because = why_no_path(found);
    return indeterminate(std::move(sub_indication),
                         {std::move(code), std::move(text), "RFC 5280, 6.1", std::move(detail)});
  };
  const bool stamps = purpose == pki::Purpose::kTimeStamping;
  switch (found.status) {
    case pki::PathStatus::kNoAnchor:
      return conclude("NO_CERTIFICATE_CHAIN_FOUND", "no-anchor",
                      "no path leads from the certificate to a trusted anchor",
                      Detail{"no-anchor"});
    case pki::PathStatus::kNotForSigning:
      return conclude("CHAIN_CONSTRAINTS_FAILURE", "not-for-signing",
                      stamps ? "the certificate may not be used for time-stamps"
                             : "the certificate may not be used for signing",
                      Detail{stamps ? "not-for-time-stamps" : "not-for-signing"});
    case pki::PathStatus::kConstraint:
      return conclude("CHAIN_CONSTRAINTS_FAILURE", "path-constraint",
                      "an authority of the path, or you, allow no such certificate",
                      Detail{"path-constraint"});
    default:
      return conclude("CERTIFICATE_CHAIN_GENERAL_FAILURE", "path-invalid",
                      "the certificate path is not valid", Detail{"path-invalid"});
  }
}

/// "revoked since 2026-11-24T10:00:00Z (keyCompromise): CN=Asia Division".
std::string told(const char* state, const RevocationAnswer& answer, const Certificate& of) {
  std::string text = std::string("the certificate is ") + state;
  if (answer.since && *answer.since != pki::kNever) {
    text += " since " + pki::format_utc(*answer.since);
  }
  if (!answer.reason.empty()) text += " (" + answer.reason + ")";
  return text + ": " + of.subject();
}

/// The same for other languages.
Detail detail_of(const RevocationAnswer& answer, const Certificate& of) {
  const bool held = answer.says == Says::kOnHold;
  Detail detail;
  if (answer.since && *answer.since != pki::kNever) {
    detail = Detail{held ? "certificate-suspended-since" : "certificate-revoked-since"};
    detail.values.emplace_back("time", pki::format_utc(*answer.since));
  } else {
    detail = Detail{held ? "certificate-suspended" : "certificate-revoked"};
  }
  detail.values.emplace_back("subject", of.subject());
  if (!answer.reason.empty()) {
    detail.because.push_back(Detail{"revocation-reason", {{"reason", answer.reason}}});
  }
  return detail;
}

/// Why evidence that there is does not count.
std::vector<Detail> refusal_of(const RevocationAnswer& answer) {
  if (answer.reason.empty()) return {};
  return {answer.detail.code.empty() ? quoted(answer.reason) : answer.detail};
}

std::vector<Detail> why_not_counted(const RevocationAnswer& answer) {
  if (answer.reason.empty()) return {};
  return {Detail{"evidence-not-counted", {}, refusal_of(answer)}};
}

/// The path on its way through the checks of time, in the order in which they weigh.
class PathJudge {
 public:
  PathJudge(ValidationContext& context, const Path& path, UnixTime time)
      : context_(context), path_(path), time_(time) {
    for (std::size_t i = 0; i + 1 < path_.size(); ++i) {
      answers_.push_back(revocation_at(context_, path_[i], path_[i + 1], time_of(i)));
      const Says says = answers_.back().says;
      if (context_.trust.wants_questions && says != Says::kGood && says != Says::kRevoked) {
        note_question(context_, path_[i], path_[i + 1]);
      }
    }
  }

  CertificateValidation run() const {
    CertificateValidation validation;
    validation.path = path_;
    if (!answers_.empty() && answers_[0].says == Says::kRevoked) {
      validation.revoked_since = answers_[0].since;
    }
    for (const auto check : {&PathJudge::check_revoked, &PathJudge::check_bounds,
                             &PathJudge::check_freshness, &PathJudge::check_strength}) {
      if (auto conclusion = (this->*check)()) {
        validation.conclusion = std::move(*conclusion);
        return validation;
      }
    }
    add_remark(validation.conclusion);
    return validation;
  }

 private:
  /// Authorities are judged as they are now; the certificate itself at the time asked about.
  UnixTime time_of(std::size_t i) const { return i == 0 ? time_ : context_.now; }

  /// 5.2.6.4, step 5: revocation, the authorities' first.
  std::optional<Conclusion> check_revoked() const {
    for (std::size_t i = answers_.size(); i-- > 0;) {
      if (answers_[i].says != Says::kRevoked) continue;
      return indeterminate(i == 0 ? "REVOKED_NO_POE" : "REVOKED_CA_NO_POE",
                           {"revoked", told("revoked", answers_[i], path_[i]), kRevocationClause,
                            detail_of(answers_[i], path_[i])});
    }
    return std::nullopt;
  }

  /// 5.2.6.4, steps 1 and 5: every certificate within its validity.
  std::optional<Conclusion> check_bounds() const {
    for (std::size_t i = path_.size(); i-- > 0;) {
      const UnixTime time = time_of(i);
      const Certificate& certificate = path_[i];
      if (time >= certificate.not_before() && time <= certificate.not_after()) continue;
      const bool expired = time > certificate.not_after();
      const bool not_revoked =
          i == 0 && expired && !answers_.empty() &&
          (answers_[0].says == Says::kGood || answers_[0].says == Says::kStale);
      return indeterminate(
          not_revoked ? "OUT_OF_BOUNDS_NOT_REVOKED" : "OUT_OF_BOUNDS_NO_POE",
          {"outside-validity",
           std::string("the certificate is not valid at the time of checking: it ") +
               (expired ? "expired " + pki::format_utc(certificate.not_after())
                        : "begins " + pki::format_utc(certificate.not_before())) +
               ": " + certificate.subject(),
           kClause,
           Detail{expired ? "certificate-expired" : "certificate-not-begun",
                  {{"subject", certificate.subject()},
                   {"time", pki::format_utc(expired ? certificate.not_after()
                                                    : certificate.not_before())}}}});
    }
    return std::nullopt;
  }

  /// 5.2.5, with 5.2.6.4, step 5: what is known of revocation is fresh enough.
  std::optional<Conclusion> check_freshness() const {
    for (std::size_t i = answers_.size(); i-- > 0;) {
      if (answers_[i].says == Says::kOnHold) {
        return indeterminate("TRY_LATER", {"on-hold", told("suspended", answers_[i], path_[i]),
                                           kRevocationClause, detail_of(answers_[i], path_[i])});
      }
      if (!context_.trust.revocation_required) continue;
      if (answers_[i].says == Says::kIssuerOutOfTime) {
        return indeterminate(
            "REVOCATION_OUT_OF_BOUNDS_NO_POE",
            {"responder-expired",
             "whoever says that the certificate is not revoked has a certificate "
             "that expired: " +
                 path_[i].subject(),
             kRevocationClause, Detail{"responder-expired", {{"subject", path_[i].subject()}}}});
      }
      if (answers_[i].says == Says::kGood) continue;
      const bool stale = answers_[i].says == Says::kStale;
      std::string text = stale ? "what says that the certificate is not revoked is out of date"
                               : "nobody says whether the certificate is revoked";
      if (!answers_[i].reason.empty())
        text += " (evidence that does not count: " + answers_[i].reason + ")";
      return indeterminate("TRY_LATER", {stale ? "revocation-stale" : "revocation-unknown",
                                         text + ": " + path_[i].subject(), kRevocationClause,
                                         Detail{stale ? "evidence-out-of-date" : "nobody-says",
                                                {{"subject", path_[i].subject()}},
                                                why_not_counted(answers_[i])}});
    }
    return std::nullopt;
  }

  /// 5.2.6.4, step 6: digests and keys of the path (TS 119 312).
  std::optional<Conclusion> check_strength() const {
    for (std::size_t i = path_.size(); i-- > 0;) {
      const bool anchor = i + 1 == path_.size();
      const UnixTime until =
          anchor ? path_[i].key_reliable_until()
                 : std::min(path_[i].key_reliable_until(), path_[i].signature_reliable_until());
      if (until >= time_of(i)) continue;
      return indeterminate(
          "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
          {"weak-certificate",
           "the key of the certificate, or the digest that it is signed with, is too weak to be "
           "believed: " +
               path_[i].subject(),
           "TS 119 312, 5.2 and 6",
           Detail{"certificate-too-weak", {{"subject", path_[i].subject()}}}});
    }
    return std::nullopt;
  }

  void add_remark(Conclusion& conclusion) const {
    std::string unknown;
    Detail detail{"nobody-says-of-these"};
    for (std::size_t i = 0; i < answers_.size(); ++i) {
      if (answers_[i].says == Says::kGood) continue;
      unknown += (unknown.empty() ? "" : "; ") + path_[i].subject();
      if (!answers_[i].reason.empty()) unknown += " (" + answers_[i].reason + ")";
      detail.because.push_back(
          Detail{"certificate-named", {{"subject", path_[i].subject()}}, refusal_of(answers_[i])});
    }
    if (unknown.empty()) return;
    conclusion.findings.push_back({"revocation-unknown",
                                   "nobody says whether these are revoked: " + unknown,
                                   kRevocationClause, std::move(detail)});
  }

  ValidationContext& context_;
  const Path& path_;
  UnixTime time_;
  std::vector<RevocationAnswer> answers_;  ///< of each certificate below the anchor
};

/// Moves the time back to where a certificate, its key and what its issuer signed it with hold.
UnixTime slid_into_bounds(const Certificate& certificate, bool is_anchor, UnixTime time) {
  time = std::min({time, certificate.not_after(), certificate.key_reliable_until()});
  return is_anchor ? time : std::min(time, certificate.signature_reliable_until());
}

/// Validation time sliding (5.6.2.2): from the anchor down, back to the latest time at which each
/// certificate is known to have been good by evidence that was there. The standard slides to the
/// issuance of evidence that is not fresh; here evidence is fresh until its nextUpdate (5.2.5), so
/// that is as far as it has to slide. `stuck` becomes the certificate of which nothing is proven,
/// when there is one.
std::optional<UnixTime> slide(ValidationContext& context, const Path& path,
                              std::optional<Certificate>& stuck) {
  UnixTime control = slid_into_bounds(path.back(), true, context.now);
  for (std::size_t i = path.size() - 1; i-- > 0;) {
    const Certificate& certificate = path[i];
    stuck = certificate;
    if (context.proofs.earliest(certificate.der()) > control) return std::nullopt;
    const PastRevocation past = past_revocation(context, certificate, path[i + 1], control);
    if (past.revoked_since) {
      control = std::min(control, *past.revoked_since);
    } else if (past.good_until) {
      control = std::min(control, *past.good_until + pki::kClockSkewSeconds);
    } else {
      return std::nullopt;
    }
    control = slid_into_bounds(certificate, false, control);
    if (control < certificate.not_before()) return std::nullopt;
  }
  stuck.reset();
  return control;
}

}  // namespace

CertificateValidation validate_certificate(ValidationContext& context,
                                           const Certificate& certificate, pki::Purpose purpose,
                                           UnixTime time) {
  const pki::PathCheck found = find_path(context, certificate, purpose, time);
  if (found.status != pki::PathStatus::kValid) return {no_path(found, purpose), {}, std::nullopt};
  return PathJudge(context, found.path, time).run();
}

PastCertificateValidation validate_past_certificate(ValidationContext& context,
                                                    const Certificate& certificate,
                                                    pki::Purpose purpose, UnixTime proven) {
  const pki::PathCheck found = find_path(context, certificate, purpose, proven);
  if (found.status != pki::PathStatus::kValid) return {no_path(found, purpose), 0};
  std::optional<Certificate> stuck;
  const std::optional<UnixTime> control = slide(context, found.path, stuck);
  if (control) return {{}, *control};
  return {indeterminate("NO_POE",
                        {"no-proof-of-existence",
                         "no evidence that can be believed is proven to have been there while the "
                         "certificate was good: " +
                             stuck.value_or(certificate).subject(),
                         "EN 319 102-1, 5.6.2.2",
                         Detail{"not-proven-while-good",
                                {{"subject", stuck.value_or(certificate).subject()}}}}),
          0};
}

}  // namespace chancery::verification
