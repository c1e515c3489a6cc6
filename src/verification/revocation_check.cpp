#include "verification/revocation_check.h"

#include <algorithm>

namespace chancery::verification {
namespace {

using pki::RevocationStatus;
using pki::UnixTime;
using Says = RevocationAnswer::Says;
using Told = RevocationStatus::Says;

/// A responder whose own certificate its issuer revoked speaks for nobody (RFC 6960, 4.2.2.2.1).
bool responder_is_revoked(ValidationContext& context, const RevocationStatus& status,
                          const pki::Certificate& issuer) {
  if (!status.responder || pki::has_no_check(*status.responder)) return false;
  // What the responder says of itself is no evidence; the others are lists and other responders.
  const auto& about = context.evidence.about(*status.responder, issuer).statuses;
  return std::ranges::any_of(about, [&](const RevocationStatus& one) {
    return one.says == Told::kRevoked && one.digest != status.digest && one.since <= status.made;
  });
}

/// Made with what could be believed when it is first known to have been there (5.6.2.4).
bool is_strong(const ValidationContext& context, const RevocationStatus& status) {
  return status.reliable_until >= context.proofs.earliest_of_digest(status.digest);
}

/// Whoever made it had a valid certificate when it is first known to have been there: else it could
/// have been made later, with a key that nobody looks after any more.
bool is_of_its_makers_time(const ValidationContext& context, const RevocationStatus& status) {
  return !status.responder ||
         status.responder->not_after() >= context.proofs.earliest_of_digest(status.digest);
}

/// Good, and about the certificate while it was valid.
bool tells_good(const RevocationStatus& status, const pki::Certificate& certificate) {
  return status.says == Told::kGood && certificate.not_after() >= status.of_expired_since;
}

/// The newest that could change what was said before.
struct Newest {
  const RevocationStatus* good = nullptr;
  const RevocationStatus* hold = nullptr;
};

void note(const RevocationStatus*& newest, const RevocationStatus& status) {
  if (newest == nullptr || status.made > newest->made) newest = &status;
}

}  // namespace

RevocationAnswer revocation_at(ValidationContext& context, const pki::Certificate& certificate,
                               const pki::Certificate& issuer, UnixTime time) {
  RevocationAnswer answer;
  const pki::RevocationTold& told = context.evidence.about(certificate, issuer);
  answer.reason = told.refused;
  answer.detail = told.refusal;
  Newest newest;
  for (const RevocationStatus& status : told.statuses) {
    // Whatever says that it was revoked is heard, be it weak or late.
    if (status.says == Told::kRevoked && *status.since <= time) {
      if (answer.says == Says::kRevoked && *answer.since <= *status.since) continue;
      answer = {Says::kRevoked, status.since, status.why, {}};
      continue;
    }
    if (answer.says == Says::kRevoked || status.made > context.now + pki::kClockSkewSeconds ||
        !is_strong(context, status) || responder_is_revoked(context, status, issuer)) {
      continue;
    }
    if (status.says == Told::kOnHold && *status.since <= time) {
      note(newest.hold, status);
      continue;
    }
    // Revoked or held only later: it was good before.
    if (status.says == Told::kGood && !tells_good(status, certificate)) continue;
    if (!is_of_its_makers_time(context, status)) {
      if (answer.says == Says::kUnknown) answer.says = Says::kIssuerOutOfTime;
      continue;
    }
    note(newest.good, status);
  }
  if (answer.says == Says::kRevoked) return answer;
  if (newest.hold != nullptr &&
      (newest.good == nullptr || newest.good->made <= newest.hold->made)) {
    return {Says::kOnHold, newest.hold->since, newest.hold->why, {}};
  }
  if (newest.good == nullptr) return answer;
  const bool fresh =
      newest.good->made >= time || newest.good->until + pki::kClockSkewSeconds >= time;
  return {fresh ? Says::kGood : Says::kStale, std::nullopt, "", {}};
}

void note_question(ValidationContext& context, const pki::Certificate& certificate,
                   const pki::Certificate& issuer) {
  constexpr std::size_t kMostQuestions = 32;
  const auto is_new = [&](const std::string& name) {
    return !context.trust.asked.contains(name) &&
           std::ranges::find(context.questions, name, &Question::name) == context.questions.end();
  };
  if (context.questions.size() == kMostQuestions) return;
  const pki::RevocationPlaces places = pki::places_of(certificate);
  for (const std::string& url : places.ocsp) {
    const std::string name = url + " " + certificate.fingerprint_sha256();
    if (!context.trust.asked.contains(name)) {
      if (is_new(name)) {
        context.questions.push_back(
            {name, url, false, pki::ocsp_query(certificate, issuer).request});
      }
      return;
    }
  }
  for (const std::string& url : places.crl) {
    if (is_new(url)) {
      context.questions.push_back({url, url, true, {}});
      return;
    }
  }
}

PastRevocation past_revocation(ValidationContext& context, const pki::Certificate& certificate,
                               const pki::Certificate& issuer, UnixTime control_time) {
  PastRevocation past;
  const pki::RevocationTold& told = context.evidence.about(certificate, issuer);
  for (const RevocationStatus& status : told.statuses) {
    if (status.says != Told::kGood) {
      past.revoked_since = std::min(past.revoked_since.value_or(pki::kForever), *status.since);
      continue;
    }
    if (!is_strong(context, status) || !is_of_its_makers_time(context, status) ||
        responder_is_revoked(context, status, issuer)) {
      continue;
    }
    if (!tells_good(status, certificate) || status.made > control_time ||
        context.proofs.earliest_of_digest(status.digest) > control_time) {
      continue;
    }
    past.good_until = std::max(past.good_until.value_or(pki::kNever), status.until);
  }
  return past;
}

}  // namespace chancery::verification
