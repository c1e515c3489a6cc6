#include <algorithm>
#include <set>

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

/// What happened after the revision that each signature covers, judged by what all signatures up
/// to that revision permit.
void examine_changes(const File& file, std::vector<Candidate>& candidates) {
  std::size_t compared = 0, texts = 0;
  for (Candidate& candidate : candidates) {
    SignatureReport& report = candidate.report;
    if (report.coverage == Coverage::kWholeFile) continue;
    if (report.coverage == Coverage::kOther) {
      report.changes = Changes::kNotPermitted;
      continue;
    }
    compared += file.bytes.size();
    if (compared > std::max(kComparedBytes, kComparedTimes * file.bytes.size())) {
      throw pdf::ReadFailure(
          {pdf::Unreadable::kTooLarge, "more signed revisions than can be compared"});
    }
    const pdf::Opened signed_revision =
        pdf::open_revision(file.bytes, file.revisions[candidate.revision], pdf::IfEncrypted::kOpen);
    if (!signed_revision.document) {
      report.changes = Changes::kNotPermitted;
      report.findings.push_back({"revision-unreadable",
                                 "the revision that was signed cannot be read on its own: " +
                                     reason_of(*signed_revision.problem),
                                 "ISO 32000-1, 7.5.6"});
    } else {
      // What was permitted is read as it was signed: a later revision must not loosen it.
      Permissions permissions;
      for (const Candidate& other : candidates) {
        if (other.report.coverage == Coverage::kOther || other.revision > candidate.revision) {
          continue;
        }
        permissions.restrict_to(
            permissions_of(*signed_revision.document, other.signature, other.field));
      }
      report.later_changes = differences(*signed_revision.document, file.last, permissions);
      if (texts < kMostTexts &&
          std::any_of(report.later_changes.begin(), report.later_changes.end(), may_change_text)) {
        ++texts;
        report.text_differences = text_differences(*signed_revision.document, file.last);
      }
      if (!report.later_changes.empty()) {
        const bool permitted = std::all_of(report.later_changes.begin(), report.later_changes.end(),
                                           [](const Change& change) { return change.permitted; });
        report.changes = permitted ? Changes::kPermitted : Changes::kNotPermitted;
      }
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
         std::to_string(tail.size()) + " bytes stand behind the last revision of the file"});
    if (report.status == Status::kTotalFailed) continue;
    report.findings.push_back({"bytes-behind-the-end", "something was added behind the file's end",
                               "ISO 32000-1, 7.5.5"});
    set_status(report, Status::kTotalFailed, "FORMAT_FAILURE");
  }
}

void describe_file(const File& file, Report& report) {
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
  for (Finding& finding : damage_elsewhere(file.last)) {
    report.findings.push_back(std::move(finding));
  }
  std::set<std::string> told;
  for (const Finding& finding : report.findings) told.insert(finding.text);
  for (const std::string& complaint : file.last.complaints()) {
    if (told.insert(complaint).second) {
      report.findings.push_back({"reader-complaint", complaint, "ISO 32000-1, 7"});
    }
  }
}

Report unreadable(std::string reason) {
  Report report;
  report.unreadable_reason = std::move(reason);
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

/// The file is open and its revisions are known.
Report verify_open(const File& file, const Trust& trust, pki::UnixTime at,
                   const DivisionPolicy& divisions) {
  Report report;
  report.readable = true;
  report.revisions = file.revisions.size();
  std::vector<Candidate> candidates;
  const Form form = form_of(file.last);
  const pki::SharedDigests digests(file.bytes, ends_of_ranges(file, form));
  for (const Field& field : form.fields) {
    if (field.type != "Sig") continue;
    if (entry(file.last, field.dictionary, "V").is_null()) {
      report.unsigned_fields.push_back(field.name);
      continue;
    }
    if (candidates.size() == kMostSignatures ||
        digests.digested_bytes() > std::max(kDigestedBytes, kDigestedTimes * file.bytes.size())) {
      return unreadable(
          reason_of({pdf::Unreadable::kTooLarge, "more signatures than can be checked"}));
    }
    candidates.push_back(examine(file, field));
  }
  // Whoever signed the whole file signed it with its damage.
  const bool as_signed = std::any_of(candidates.begin(), candidates.end(), covers_all_intact);
  const std::string damage = as_signed ? "" : damage_on_the_way(file.last);
  if (file.last.encryption() == pdf::Encryption::kClosed &&
      !(candidates.empty() && damage.empty())) {
    return unreadable(reason_of({pdf::Unreadable::kEncrypted, "it needs a password"}));
  }
  if (!damage.empty()) {
    return unreadable(
        reason_of({pdf::Unreadable::kDamaged, "signatures may be lost, since " + damage}));
  }
  report.questions = set_statuses(file, candidates, trust, at);
  for (Candidate& candidate : candidates) judge_division(candidate, divisions);
  examine_changes(file, candidates);
  judge_tail(file, candidates);
  report.policy_failures = policy_failures(candidates, file.signatories, divisions);
  for (SignatureReport& lost : signatures_without_field(file, candidates)) {
    report.signatures.push_back(std::move(lost));
  }
  for (Candidate& candidate : candidates) report.signatures.push_back(std::move(candidate.report));
  report.status = overall(report);
  describe_file(file, report);
  return report;
}

}  // namespace

Report verify(ByteView bytes, const Trust& trust, pki::UnixTime at,
              const DivisionPolicy& divisions) {
  try {
    const pdf::Opened opened = pdf::open_document(bytes, pdf::IfEncrypted::kOpen);
    if (!opened.document) return unreadable(reason_of(*opened.problem));
    const pdf::Revisions revisions = pdf::walk_revisions(bytes);
    if (revisions.problem) return unreadable(reason_of(*revisions.problem));
    const pdf::Document& last = *opened.document;
    Report report =
        verify_open({bytes, last, revisions.spans, named_signatories(last)}, trust, at, divisions);
    report.findings.insert(report.findings.begin(), trust.remarks.begin(), trust.remarks.end());
    return report;
  } catch (const pdf::ReadFailure& failure) {
    return unreadable(reason_of(failure.problem()));
  }
}

}  // namespace chancery::verification
