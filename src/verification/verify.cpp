#include <algorithm>
#include <exception>
#include <functional>
#include <iterator>
#include <set>

#include "base/helper.h"
#include "pki/shared_digests.h"
#include "verification/candidate.h"
#include "verification/differences.h"
#include "verification/division_policy.h"
#include "verification/fields.h"
#include "verification/findings.h"
#include "verification/soundness.h"
#include "verification/statuses.h"
#include "verification/text_differences.h"
#include "verification/verification.h"

namespace chancery::verification {
namespace {

/// More signature fields than any honest letter has.
constexpr std::size_t kMostSignatures = 1000;
constexpr std::size_t kMostValueBytes = std::size_t{256} << 20U;

/// Each signature takes a digest of what no other covers, and a comparison of its revision with the
/// last: many of them over a large file would take any time. So much is always allowed, or so many
/// times the file.
constexpr std::size_t kDigestedBytes = std::size_t{1} << 30U;
constexpr std::size_t kDigestedTimes = 8;
constexpr std::size_t kComparedBytes = std::size_t{256} << 20U;
constexpr std::size_t kComparedTimes = 16;

/// Of more signatures than this the text since is not compared.
constexpr std::size_t kMostTexts = 8;

bool covers_all_intact(const Candidate& candidate) {
  return candidate.report.coverage == Coverage::kWholeFile &&
         candidate.report.integrity == Integrity::kIntact;
}

/// Signatures, evidence and metadata are told by what they are.
bool may_change_text(const Change& change) {
  return !change.permitted || change.kind == Change::Kind::kFormFill ||
         change.kind == Change::Kind::kAnnotation;
}

/// What happened after the revision that a signature covers.
struct LaterChanges {
  std::vector<Change> changes;
  std::vector<TextDifference> texts;
  std::optional<pdf::ReadProblem>
      unreadable;  ///< why the signed revision cannot be read on its own
};

/// Of every signature that covers a revision with others after it; by what all signatures up to
/// that revision permit. Of the candidates it reads only what examine() found, so that their values
/// may be checked meanwhile.
std::vector<LaterChanges> later_changes(const File& file,
                                        const std::vector<Candidate>& candidates) {
  std::vector<LaterChanges> later(candidates.size());
  std::size_t compared = 0, texts = 0;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& candidate = candidates[i];
    if (candidate.report.coverage != Coverage::kWholeRevision) continue;
    compared += file.bytes.size();
    if (compared > std::max(kComparedBytes, kComparedTimes * file.bytes.size())) {
      throw pdf::ReadFailure({pdf::Unreadable::kTooLarge,
                              "more signed revisions than can be compared",
                              Detail{"more-revisions-than-compared"}});
    }
    pdf::Opened signed_revision =
        pdf::open_revision(file.bytes, file.revisions[candidate.revision], pdf::IfEncrypted::kOpen);
    if (!signed_revision.document) {
      later[i].unreadable = signed_revision.problem;
      continue;
    }
    signed_revision.document->read_with(&file.last);
    // What was permitted is read as it was signed: a later revision must not loosen it.
    Permissions permissions;
    for (const Candidate& other : candidates) {
      if (other.report.coverage == Coverage::kOther || other.revision > candidate.revision) {
        continue;
      }
      permissions.restrict_to(
          permissions_of(*signed_revision.document, other.signature, other.field));
    }
    later[i].changes = differences(*signed_revision.document, file.last, permissions);
    if (texts < kMostTexts && std::ranges::any_of(later[i].changes, may_change_text)) {
      ++texts;
      later[i].texts = text_differences(*signed_revision.document, file.last);
    }
  }
  return later;
}

void judge_changes(std::vector<Candidate>& candidates, std::vector<LaterChanges> later) {
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    SignatureReport& report = candidates[i].report;
    if (report.coverage == Coverage::kOther) {
      report.changes = Changes::kNotPermitted;
      continue;
    }
    if (later[i].unreadable) {
      report.changes = Changes::kNotPermitted;
      report.findings.push_back(
          {"revision-unreadable",
           "the revision that was signed cannot be read on its own: " +
               reason_of(*later[i].unreadable),
           "ISO 32000-1, 7.5.6",
           Detail{"revision-unreadable", {}, {detail_of(*later[i].unreadable)}}});
    } else if (!later[i].changes.empty()) {
      report.later_changes = std::move(later[i].changes);
      report.text_differences = std::move(later[i].texts);
      report.changes = std::ranges::all_of(report.later_changes, &Change::permitted)
                           ? Changes::kPermitted
                           : Changes::kNotPermitted;
    }
    if (report.changes == Changes::kNotPermitted && report.status != Status::kTotalFailed) {
      report.findings.push_back({"changed-after-signing",
                                 "the document was changed after signing in a way that the "
                                 "signature does not permit",
                                 "ISO 32000-1, 12.8.2"});
      set_status(report, Status::kTotalFailed, "FORMAT_FAILURE");
    }
  }
}

bool is_white_space(std::uint8_t byte) {
  return byte == 0 || byte == '\t' || byte == '\n' || byte == '\f' || byte == '\r' || byte == ' ';
}

Status overall(const Report& report) {
  if (report.signatures.empty()) return Status::kIndeterminate;
  Status status = Status::kTotalPassed;
  for (const SignatureReport& signature : report.signatures) {
    if (signature.status == Status::kTotalFailed) return Status::kTotalFailed;
    if (signature.status == Status::kIndeterminate) status = Status::kIndeterminate;
  }
  return status;
}

/// What stands behind the last revision belongs to none; readers that repair files may show it
/// (incremental saving attacks without a cross-reference section).
void judge_tail(const File& file, std::vector<Candidate>& candidates) {
  const ByteView tail = file.bytes.subspan(file.revisions.back().end);
  if (std::all_of(tail.begin(), tail.end(), is_white_space) ||
      std::any_of(candidates.begin(), candidates.end(), covers_all_intact)) {
    return;
  }
  for (Candidate& candidate : candidates) {
    SignatureReport& report = candidate.report;
    report.changes = Changes::kNotPermitted;
    report.later_changes.push_back(
        {Change::Kind::kOther, false, 0, "", "",
         std::to_string(tail.size()) + " bytes stand behind the last revision of the file",
         Detail{"bytes-behind-the-end", {{"count", std::to_string(tail.size())}}}});
    if (report.status == Status::kTotalFailed) continue;
    report.findings.push_back({"bytes-behind-the-end", "something was added behind the file's end",
                               "ISO 32000-1, 7.5.5"});
    set_status(report, Status::kTotalFailed, "FORMAT_FAILURE");
  }
}

void describe_file(const File& file, std::vector<Finding> damage, Report& report) {
  const bool covered =
      std::any_of(report.signatures.begin(), report.signatures.end(),
                  [](const SignatureReport& s) { return s.coverage == Coverage::kWholeFile; });
  if (!covered && !report.signatures.empty()) {
    report.findings.push_back({"revision-after-last-signature",
                               "the file was extended after the last signature; see what changed",
                               "ISO 32000-1, 7.5.6"});
  }
  if (file.last.encryption() != pdf::Encryption::kNone) {
    report.findings.push_back({"encrypted", "the file is encrypted", "ISO 32000-1, 7.6"});
  }
  std::ranges::move(damage, std::back_inserter(report.findings));
  std::set<std::string> told;
  for (const Finding& finding : report.findings) told.insert(finding.text);
  for (const pdf::Remark& complaint : file.last.complaints()) {
    if (told.insert(complaint.text).second) {
      report.findings.push_back(
          {"reader-complaint", complaint.text, "ISO 32000-1, 7",
           Detail{"reader-complaint",
                  {},
                  {complaint.detail.code.empty() ? quoted(complaint.text) : complaint.detail}}});
    }
  }
}

Report unreadable(const pdf::ReadProblem& problem) {
  Report report;
  report.unreadable_reason = reason_of(problem);
  report.unreadable_detail = detail_of(problem);
  report.status = Status::kTotalFailed;
  return report;
}

/// Where the first of a signature's two ranges ends, for every signature.
std::vector<std::size_t> ends_of_ranges(const File& file, const Form& form) {
  std::vector<std::size_t> ends;
  for (const Field& field : form.fields) {
    const pdf::Object value = entry(file.last, field.dictionary, "V");
    const auto* signature = value.as<pdf::Dictionary>();
    if (signature == nullptr) continue;
    const pdf::Object range = entry(file.last, *signature, "ByteRange");
    const auto* numbers = range.as<pdf::Array>();
    const auto* end =
        numbers == nullptr || numbers->size() < 2 ? nullptr : (*numbers)[1].as<std::int64_t>();
    if (end != nullptr && *end > 0) ends.push_back(static_cast<std::size_t>(*end));
  }
  return ends;
}

/// What the values of the signatures say, by themselves and by whom the verifier trusts. Uses
/// nothing of the open file, which may be read meanwhile.
struct ValueChecks {
  std::vector<Question> questions;
  bool too_many = false;
};
ValueChecks check_values(ByteView file, std::vector<std::size_t> ends, const SecurityStores& stores,
                         const Trust& trust, pki::UnixTime at, std::vector<Candidate>& candidates) {
  const pki::SharedDigests digests(file, std::move(ends));
  for (Candidate& candidate : candidates) {
    if (digests.digested_bytes() > std::max(kDigestedBytes, kDigestedTimes * file.size())) {
      return {{}, true};
    }
    check_value(candidate);
  }
  return {set_statuses(stores, candidates, trust, at), false};
}

/// Runs both, the first by the helper when there is one; a failure of the first counts first.
void run_both(Helper* helper, const std::function<void()>& one, const std::function<void()>& two) {
  if (helper == nullptr) {
    one();
    two();
    return;
  }
  std::exception_ptr first, second;
  helper->begin([&] {
    try {
      one();
    } catch (...) {
      first = std::current_exception();
    }
  });
  try {
    two();
  } catch (...) {
    second = std::current_exception();
  }
  helper->wait();
  if (first) std::rethrow_exception(first);
  if (second) std::rethrow_exception(second);
}

/// The fields that are signed; nothing when there are more than can be checked.
std::optional<std::vector<Candidate>> candidates_of(const File& file, const Form& form,
                                                    std::vector<std::string>& unsigned_fields) {
  std::vector<Candidate> candidates;
  std::size_t value_bytes = 0;
  for (const Field& field : form.fields) {
    if (field.type != "Sig") continue;
    if (entry(file.last, field.dictionary, "V").is_null()) {
      unsigned_fields.push_back(field.name);
      continue;
    }
    if (candidates.size() == kMostSignatures || value_bytes > kMostValueBytes) return std::nullopt;
    candidates.push_back(examine(file, field));
    if (candidates.back().value) value_bytes += candidates.back().value->bytes.size();
  }
  return candidates;
}

/// The file is open and its revisions are known.
Report verify_open(const File& file, const Trust& trust, pki::UnixTime at,
                   const DivisionPolicy& divisions, Helper* helper) {
  const auto too_many = [] {
    return unreadable({pdf::Unreadable::kTooLarge, "more signatures than can be checked",
                       Detail{"more-signatures-than-checked"}});
  };
  Report report;
  report.readable = true;
  report.revisions = file.revisions.size();
  const Form form = form_of(file.last);
  auto found = candidates_of(file, form, report.unsigned_fields);
  if (!found) return too_many();
  std::vector<Candidate>& candidates = *found;

  ValueChecks checks;
  std::vector<LaterChanges> later;
  std::vector<Finding> damage_found;
  std::vector<std::size_t> fieldless;
  const SecurityStores stores(file.bytes, file.revisions, file.last);
  run_both(
      helper,
      [&, ends = ends_of_ranges(file, form)] {
        checks = check_values(file.bytes, ends, stores, trust, at, candidates);
      },
      [&] {
        later = later_changes(file, candidates);
        damage_found = damage_elsewhere(file.last);
        fieldless = signatures_without_field(file.last);
      });
  if (checks.too_many) return too_many();

  // Whoever signed the whole file signed it with its damage.
  const bool as_signed = std::any_of(candidates.begin(), candidates.end(), covers_all_intact);
  const std::optional<pdf::Remark> damage = as_signed ? std::nullopt : damage_on_the_way(file.last);
  if (file.last.encryption() == pdf::Encryption::kClosed && !(candidates.empty() && !damage)) {
    return unreadable(
        {pdf::Unreadable::kEncrypted, "it needs a password", Detail{"needs-a-password"}});
  }
  if (damage) {
    return unreadable({pdf::Unreadable::kDamaged, "signatures may be lost, since " + damage->text,
                       Detail{"signatures-may-be-lost", {}, {damage->detail}}});
  }
  report.questions = std::move(checks.questions);
  for (Candidate& candidate : candidates) judge_division(candidate, divisions);
  judge_changes(candidates, std::move(later));
  judge_tail(file, candidates);
  report.policy_failures = policy_failures(candidates, file.signatories, divisions);
  for (SignatureReport& lost : lost_signatures(file, fieldless, candidates)) {
    report.signatures.push_back(std::move(lost));
  }
  for (Candidate& candidate : candidates) report.signatures.push_back(std::move(candidate.report));
  report.status = overall(report);
  describe_file(file, std::move(damage_found), report);
  return report;
}

}  // namespace

Report verify(ByteView bytes, const Trust& trust, pki::UnixTime at, const DivisionPolicy& divisions,
              Helper* helper) {
  try {
    const pdf::Opened opened = pdf::open_document(bytes, pdf::IfEncrypted::kOpen);
    if (!opened.document) return unreadable(*opened.problem);
    const pdf::Revisions revisions = pdf::walk_revisions(bytes);
    if (revisions.problem) return unreadable(*revisions.problem);
    const pdf::Document& last = *opened.document;
    Report report = verify_open({bytes, last, revisions.spans, named_signatories(last)}, trust, at,
                                divisions, helper);
    if (helper != nullptr) helper->wait();
    report.findings.insert(report.findings.begin(), trust.remarks.begin(), trust.remarks.end());
    return report;
  } catch (const pdf::ReadFailure& failure) {
    return unreadable(failure.problem());
  }
}

}  // namespace chancery::verification
