#include <algorithm>

#include "verification/candidate.h"
#include "verification/differences.h"
#include "verification/fields.h"
#include "verification/findings.h"
#include "verification/verification.h"

namespace chancery::verification {
namespace {

using pdf::Document;

/// More signature fields than any honest letter has.
constexpr std::size_t kMostSignatures = 1000;

/// What happened after the revision that each signature covers, judged by what all signatures up
/// to that revision permit.
void examine_changes(const File& file, std::vector<Candidate>& candidates) {
  for (Candidate& candidate : candidates) {
    SignatureReport& report = candidate.report;
    if (report.coverage == Coverage::kWholeFile) continue;
    if (report.coverage == Coverage::kOther) {
      report.changes = Changes::kNotPermitted;
      continue;
    }
    const pdf::Opened signed_revision =
        pdf::open_revision(file.bytes, file.revisions[candidate.revision]);
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

Status overall(const Report& report) {
  if (report.signatures.empty()) return Status::kIndeterminate;
  Status status = Status::kTotalPassed;
  for (const SignatureReport& signature : report.signatures) {
    if (signature.status == Status::kTotalFailed) return Status::kTotalFailed;
    if (signature.status == Status::kIndeterminate) status = Status::kIndeterminate;
  }
  return status;
}

/// The last signature must reach the end of the file, or what follows must be of the kinds that
/// the others' comparison already judged.
void check_tail(const File& file, Report& report) {
  const bool covered =
      std::any_of(report.signatures.begin(), report.signatures.end(),
                  [](const SignatureReport& s) { return s.coverage == Coverage::kWholeFile; });
  if (!covered && !report.signatures.empty()) {
    report.findings.push_back({"revision-after-last-signature",
                               "the file was extended after the last signature; see what changed",
                               "ISO 32000-1, 7.5.6"});
  }
  for (const std::string& complaint : file.last.complaints()) {
    report.findings.push_back({"reader-complaint", complaint, "ISO 32000-1, 7"});
  }
}

}  // namespace

Report verify(ByteView bytes, const Trust& trust, pki::UnixTime at) {
  Report report;
  const pdf::Opened opened = pdf::open_document(bytes);
  if (!opened.document) {
    report.unreadable_reason = reason_of(*opened.problem);
    report.status = Status::kTotalFailed;
    return report;
  }
  const pdf::Revisions revisions = pdf::walk_revisions(bytes);
  if (revisions.problem) {
    report.unreadable_reason = reason_of(*revisions.problem);
    report.status = Status::kTotalFailed;
    return report;
  }
  report.readable = true;
  report.revisions = revisions.spans.size();

  const File file{bytes, *opened.document, revisions.spans, named_signatories(*opened.document)};
  std::vector<Candidate> candidates;
  for (const Field& field : form_of(file.last).fields) {
    if (field.type != "Sig") continue;
    if (entry(file.last, field.dictionary, "V").is_null()) {
      report.unsigned_fields.push_back(field.name);
      continue;
    }
    if (candidates.size() == kMostSignatures) {
      report.findings.push_back({"too-many-signatures", "more than 1,000 signatures", ""});
      break;
    }
    candidates.push_back(examine(file, field, trust, at));
  }
  examine_changes(file, candidates);
  for (Candidate& candidate : candidates) report.signatures.push_back(std::move(candidate.report));
  report.status = overall(report);
  check_tail(file, report);
  return report;
}

}  // namespace chancery::verification
