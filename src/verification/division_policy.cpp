#include "verification/division_policy.h"

#include <algorithm>
#include <map>

#include "verification/candidate.h"

namespace chancery::verification {
namespace {

constexpr const char* kClause = "EN 319 102-1, 5.2.8";

const ExpectedDivision* named(const DivisionPolicy& policy, const std::string& name) {
  const auto found = std::ranges::find(policy.divisions, name, &ExpectedDivision::name);
  return found == policy.divisions.end() ? nullptr : &*found;
}

/// Everything that the list says of a division's certificate must hold.
bool is_of(const ExpectedDivision& division, const pki::Certificate& certificate) {
  const auto fits = [](const std::string& wanted, const std::string& is) {
    return wanted.empty() || wanted == is;
  };
  const std::vector<std::string> policies = certificate.policies();
  return fits(division.organisation, certificate.organisation()) &&
         fits(division.organisational_unit, certificate.organisational_unit()) &&
         fits(division.fingerprint_sha256, certificate.fingerprint_sha256()) &&
         (division.certificate_policy.empty() ||
          std::ranges::find(policies, division.certificate_policy) != policies.end());
}

/// The division that a certificate is of: by the recipient's list, or else by its own word. Empty
/// when it is nobody's.
std::string division_of(const Candidate& candidate, const DivisionPolicy& policy) {
  if (!candidate.cms || !candidate.cms->signer) return {};
  const pki::Certificate& certificate = *candidate.cms->signer;
  if (policy.divisions.empty()) return certificate.organisational_unit();
  for (const ExpectedDivision& division : policy.divisions) {
    if (is_of(division, certificate)) return division.name;
  }
  return {};
}

std::string owner_of(const Candidate& candidate, const DivisionPolicy& policy) {
  std::string division = division_of(candidate, policy);
  if (!division.empty()) return division;
  const std::string& unit = candidate.report.organisational_unit;
  if (unit.empty()) return "no division";
  return policy.divisions.empty() ? unit : unit + ", which your list does not have so";
}

/// The same for other languages.
Detail detail_of_owner(const Candidate& candidate, const DivisionPolicy& policy) {
  const std::string division = division_of(candidate, policy);
  if (!division.empty()) return Detail{"signer-of-division", {{"division", division}}};
  const std::string& unit = candidate.report.organisational_unit;
  if (unit.empty()) return Detail{"signer-of-no-division"};
  return Detail{policy.divisions.empty() ? "signer-of-division" : "signer-not-as-listed",
                {{"division", unit}}};
}

bool may_sign_at_its_place(const Candidate& candidate, const DivisionPolicy& policy) {
  const std::string& place = candidate.report.division;
  if (policy.divisions.empty()) return place == candidate.report.organisational_unit;
  const ExpectedDivision* division = named(policy, place);
  return division != nullptr && is_of(*division, *candidate.cms->signer);
}

/// What became of a division's signature, for people.
struct Fate {
  std::string text;
  Detail detail;
};
Fate fate(const std::vector<Candidate>& candidates, const std::string& division,
          const DivisionPolicy& policy) {
  for (const Candidate& candidate : candidates) {
    const SignatureReport& report = candidate.report;
    if (report.is_timestamp) continue;
    const bool at_its_place = report.division == division;
    if (at_its_place && report.sub_indication == "SIG_CONSTRAINTS_FAILURE") {
      return {"its place is signed by " + owner_of(candidate, policy),
              Detail{"place-signed-by-another", {}, {detail_of_owner(candidate, policy)}}};
    }
    if ((at_its_place || division_of(candidate, policy) == division) &&
        report.status != Status::kTotalPassed) {
      const bool failed = report.status == Status::kTotalFailed;
      return {"its signature is " + std::string(failed ? "not valid" : "not proven valid") + " (" +
                  report.sub_indication + ")",
              Detail{failed ? "signature-not-valid" : "signature-not-proven",
                     {{"indication", report.sub_indication}}}};
    }
  }
  return {"it has not signed", Detail{"has-not-signed"}};
}

class Checking {
 public:
  Checking(const std::vector<Candidate>& candidates, const std::vector<NamedSignatory>& signatories,
           const DivisionPolicy& policy)
      : candidates_(candidates), signatories_(signatories), policy_(policy) {
    for (const Candidate& candidate : candidates_) {
      const SignatureReport& report = candidate.report;
      if (report.is_timestamp || report.status != Status::kTotalPassed) continue;
      const std::string division =
          report.division.empty() ? division_of(candidate, policy_) : report.division;
      // An unlisted signer is no division's.
      if (!division.empty()) signed_in_.try_emplace(division, candidate.revision);
    }
  }

  std::vector<Finding> run() {
    check_places();
    check_required();
    check_count();
    check_order();
    return std::move(failures_);
  }

 private:
  void fail(std::string code, std::string text, Detail detail) {
    failures_.push_back({std::move(code), std::move(text), kClause, std::move(detail)});
  }

  /// A place that another signed is a failure whatever is asked for.
  void check_places() {
    for (const Candidate& candidate : candidates_) {
      const SignatureReport& report = candidate.report;
      if (report.sub_indication != "SIG_CONSTRAINTS_FAILURE") continue;
      fail("other-division",
           "the place of " + report.division + " is signed by " + owner_of(candidate, policy_),
           Detail{"place-of-other-division",
                  {{"division", report.division}},
                  {detail_of_owner(candidate, policy_)}});
    }
    if (!policy_.every_place) return;
    for (const NamedSignatory& signatory : signatories_) {
      const bool is_signed = std::ranges::any_of(candidates_, [&](const Candidate& candidate) {
        return candidate.report.field == signatory.field &&
               candidate.report.status == Status::kTotalPassed;
      });
      if (is_signed) continue;
      const std::string& who = signatory.division.empty() ? signatory.name : signatory.division;
      Fate became = fate(candidates_, signatory.division, policy_);
      fail("place-not-signed", "the letter has a place for " + who + ", but " + became.text,
           Detail{"place-not-signed", {{"who", who}}, {std::move(became.detail)}});
    }
  }

  void check_required() {
    for (const std::string& division : policy_.required) {
      if (signed_in_.contains(division)) continue;
      Fate became = fate(candidates_, division, policy_);
      fail("division-missing",
           "the letter must carry a valid signature of " + division + ", but " + became.text,
           Detail{"division-missing", {{"division", division}}, {std::move(became.detail)}});
    }
  }

  void check_count() {
    const auto count = static_cast<int>(signed_in_.size());
    if (!policy_.signatures || count >= *policy_.signatures) return;
    fail("too-few-signatures",
         "the letter must carry valid signatures of " + std::to_string(*policy_.signatures) +
             " divisions, and has " + std::to_string(count),
         Detail{
             "too-few-signatures",
             {{"wanted", std::to_string(*policy_.signatures)}, {"count", std::to_string(count)}}});
  }

  /// Of those that signed, the earlier in the order must have signed in an earlier revision.
  void check_order() {
    const std::string* last = nullptr;
    for (const std::string& division : policy_.order) {
      const auto found = signed_in_.find(division);
      if (found == signed_in_.end()) continue;
      if (last != nullptr && signed_in_.at(*last) > found->second) {
        fail("signed-out-of-order", *last + " must sign before " + division + ", and signed after",
             Detail{"signed-out-of-order", {{"first", *last}, {"second", division}}});
      }
      last = &division;
    }
  }

  const std::vector<Candidate>& candidates_;
  const std::vector<NamedSignatory>& signatories_;
  const DivisionPolicy& policy_;
  std::map<std::string, std::size_t> signed_in_;  ///< validly: by division, in which revision
  std::vector<Finding> failures_;
};

}  // namespace

void judge_division(Candidate& candidate, const DivisionPolicy& policy) {
  SignatureReport& report = candidate.report;
  if (report.is_timestamp || report.status != Status::kTotalPassed || report.division.empty() ||
      may_sign_at_its_place(candidate, policy)) {
    return;
  }
  report.findings.push_back({"other-division",
                             "the place is for " + report.division +
                                 ", but the certificate belongs to " + owner_of(candidate, policy),
                             kClause,
                             Detail{"place-of-other-division",
                                    {{"division", report.division}},
                                    {detail_of_owner(candidate, policy)}}});
  set_status(report, Status::kIndeterminate, "SIG_CONSTRAINTS_FAILURE");
}

std::vector<Finding> policy_failures(const std::vector<Candidate>& candidates,
                                     const std::vector<NamedSignatory>& signatories,
                                     const DivisionPolicy& policy) {
  return Checking(candidates, signatories, policy).run();
}

}  // namespace chancery::verification
