#include "verification/statuses.h"

#include <algorithm>

#include "pki/revocation.h"
#include "verification/signature_validation.h"

namespace chancery::verification {
namespace {

using pki::CmsCheck;
using pki::UnixTime;

/// What a signature's value carries and what it was made with.
template <class Use>
void for_each_token(const CmsCheck& cms, const Use& use) {
  use(cms);
  for (const auto* list : {&cms.timestamps, &cms.content_timestamps}) {
    for (const pki::SignatureTimeStamp& timestamp : *list) {
      if (timestamp.token) use(*timestamp.token);
    }
  }
}

class Statuses {
 public:
  Statuses(const SecurityStores& stores, std::vector<Candidate>& candidates, const Trust& trust,
           UnixTime at)
      : stores_(stores), context_(trust, at) {
    for (Candidate& candidate : candidates) {
      if (candidate.cms) candidates_.push_back(&candidate);
    }
    std::ranges::stable_sort(candidates_, std::ranges::greater(), &Candidate::revision);
    gather();
  }

  std::vector<Question> run() {
    for (Candidate* candidate : candidates_) {
      if (candidate->report.is_timestamp) {
        judge_document_time_stamp(*candidate);
      } else {
        judge_time_stamps(*candidate);
      }
    }
    for (Candidate* candidate : candidates_) {
      if (!candidate->report.is_timestamp) judge_signature(*candidate);
      check_order(*candidate);
    }
    return std::move(context_.questions);
  }

 private:
  /// Validation context initialisation (5.2.4): all certificates and evidence at hand.
  void gather() {
    const auto add_all = [&](const CmsCheck& cms) {
      context_.certificates.insert(context_.certificates.end(), cms.certificates.begin(),
                                   cms.certificates.end());
      for (const Bytes& one : cms.ocsp_responses) context_.evidence.add_ocsp(one);
      for (const Bytes& one : cms.crls) context_.evidence.add_crl(one);
    };
    for (const Candidate* candidate : candidates_) for_each_token(*candidate->cms, add_all);
    const Trust& trust = context_.trust;
    context_.certificates.insert(context_.certificates.end(), trust.intermediates.begin(),
                                 trust.intermediates.end());
    if (!trust.services.empty()) {
      context_.certificates.insert(context_.certificates.end(), trust.anchors.begin(),
                                   trust.anchors.end());
    }
    for (const Bytes& one : trust.ocsp_responses) context_.evidence.add_ocsp(one);
    for (const Bytes& one : trust.crls) context_.evidence.add_crl(one);
    const SecurityStore& store = stores_.last();
    for (const Bytes& one : store.certificates) {
      if (auto certificate = pki::Certificate::from_der(one)) {
        context_.certificates.push_back(std::move(*certificate));
      }
    }
    for (const pki::Certificate& one : context_.certificates) context_.evidence.add_responder(one);
    for (const Bytes& one : store.ocsp_responses) context_.evidence.add_ocsp(one);
    for (const Bytes& one : store.crls) context_.evidence.add_crl(one);
  }

  void judge_document_time_stamp(Candidate& candidate) {
    const Conclusion conclusion = validate_time_stamp(context_, *candidate.cms);
    conclude(candidate.report, conclusion);
    if (!conclusion.passed()) return;
    extract_proofs(candidate.revision, *candidate.cms);
    valid_stamps_.push_back({candidate.revision, *candidate.cms->signing_time});
  }

  /// The time-stamps of a signature's value (5.5.4, step 3).
  void judge_time_stamps(Candidate& candidate) {
    const std::vector<pki::SignatureTimeStamp>& timestamps = candidate.cms->timestamps;
    for (std::size_t i = 0; i < timestamps.size(); ++i) {
      const CmsCheck& token = *timestamps[i].token;
      const Conclusion conclusion = validate_time_stamp(context_, token);
      TimeStampReport& report = candidate.report.timestamps.at(i);
      report.status = conclusion.status;
      report.sub_indication = conclusion.sub_indication;
      if (!conclusion.passed()) continue;
      // What the signature is over is proven with it (5.6.2.3.2): its certificate, which a signed
      // attribute names by its digest, and all that its ByteRange covers.
      context_.proofs.add(candidate.cms->signature_value, *token.signing_time);
      context_.proofs.add(candidate.cms->signer->der(), *token.signing_time);
      // What the signature is over is as certain as its own digest.
      if (candidate.cms->reliable_until >= context_.proofs.earliest(token.signature_value)) {
        extract_proofs(candidate.revision, token);
      }
      valid_stamps_.push_back({candidate.revision, *token.signing_time});
    }
  }

  /// POE extraction (5.6.2.3): what stood in the file when the revision ended, but the signature of
  /// that revision itself, was there at the token's time; if its digest could be believed then.
  void extract_proofs(std::size_t revision, const CmsCheck& token) {
    if (token.reliable_until < context_.proofs.earliest(token.signature_value)) return;
    const UnixTime time = *token.signing_time;
    // The same token many times over, or a later one of less, proves nothing new.
    if (std::ranges::any_of(extracted_, [&](const Stamp& stamp) {
          return stamp.revision >= revision && stamp.time <= time;
        })) {
      return;
    }
    extracted_.push_back({revision, time});
    const auto add = [&](const std::vector<Bytes>& objects) {
      for (const Bytes& object : objects) context_.proofs.add(object, time);
    };
    const SecurityStore store = stores_.at(revision);
    for (const auto* list : {&store.certificates, &store.ocsp_responses, &store.crls}) add(*list);
    for (const Candidate* earlier : candidates_) {
      if (earlier->revision >= revision) continue;
      for_each_token(*earlier->cms, [&](const CmsCheck& cms) {
        context_.proofs.add(cms.signature_value, time);
        for (const pki::Certificate& one : cms.certificates) context_.proofs.add(one.der(), time);
        add(cms.ocsp_responses);
        add(cms.crls);
      });
    }
  }

  /// The latest time-stamp that a signature covers, or of its content: it was made after that.
  UnixTime made_after(const Candidate& candidate) {
    UnixTime time = pki::kNever;
    for (const Stamp& stamp : valid_stamps_) {
      if (stamp.revision < candidate.revision) time = std::max(time, stamp.time);
    }
    for (const pki::SignatureTimeStamp& timestamp : candidate.cms->content_timestamps) {
      if (validate_time_stamp(context_, *timestamp.token).passed()) {
        time = std::max(time, *timestamp.time);
      }
    }
    return time;
  }

  void judge_signature(Candidate& candidate) {
    const SignatureValidation validation =
        validate_signature(context_, *candidate.cms, pki::Purpose::kSigning, made_after(candidate));
    candidate.report.proven_time = validation.proven_time;
    conclude(candidate.report, validation.conclusion);
  }

  static void conclude(SignatureReport& report, const Conclusion& conclusion) {
    report.findings.insert(report.findings.end(), conclusion.findings.begin(),
                           conclusion.findings.end());
    set_status(report, conclusion.status, conclusion.sub_indication);
  }

  /// Time-stamps in the order in which they cover one another (5.5.4, step 5): none may be of a
  /// time before one that it covers.
  void check_order(Candidate& candidate) {
    if (candidate.report.status != Status::kTotalPassed) return;
    std::vector<UnixTime> own;
    if (candidate.report.is_timestamp) own.push_back(*candidate.cms->signing_time);
    for (const TimeStampReport& report : candidate.report.timestamps) {
      if (report.status == Status::kTotalPassed) own.push_back(*report.time);
    }
    const UnixTime after = made_after(candidate);
    const bool out_of_order = std::ranges::any_of(own, [&](UnixTime time) {
      return after != pki::kNever && time < after - pki::kClockSkewSeconds;
    });
    if (!out_of_order) return;
    candidate.report.findings.push_back(
        {"time-stamp-order",
         "a time-stamp is of an earlier time than one that it covers, of " + pki::format_utc(after),
         "EN 319 102-1, 5.5.4", Detail{"time-stamp-order", {{"time", pki::format_utc(after)}}}});
    set_status(candidate.report, Status::kIndeterminate, "TIMESTAMP_ORDER_FAILURE");
  }

  struct Stamp {
    std::size_t revision = 0;
    UnixTime time = 0;
  };

  const SecurityStores& stores_;
  ValidationContext context_;
  std::vector<Candidate*> candidates_;  ///< the latest first
  std::vector<Stamp> valid_stamps_, extracted_;
};

}  // namespace

std::vector<Question> set_statuses(const SecurityStores& stores, std::vector<Candidate>& candidates,
                                   const Trust& trust, UnixTime at) {
  return Statuses(stores, candidates, trust, at).run();
}

}  // namespace chancery::verification
