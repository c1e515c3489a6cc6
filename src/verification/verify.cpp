#include <algorithm>
#include <charconv>
#include <set>

#include "verification/coverage.h"
#include "verification/differences.h"
#include "verification/fields.h"
#include "verification/verification.h"

namespace chancery::verification {
namespace {

using pdf::Dictionary;
using pdf::Document;
using pdf::Object;

/// More signature fields than any honest letter has.
constexpr std::size_t kMostSignatures = 1000;

std::string reason_of(const pdf::ReadProblem& problem) {
  std::string reason;
  switch (problem.reason) {
    case pdf::Unreadable::kNotAPdf:
      reason = "this is not a PDF file";
      break;
    case pdf::Unreadable::kNoStartxref:
      reason = "the file has no usable startxref at its end";
      break;
    case pdf::Unreadable::kDamaged:
      reason = "the file is damaged and would have to be repaired";
      break;
    case pdf::Unreadable::kEncrypted:
      reason = "the file is encrypted";
      break;
    case pdf::Unreadable::kTooLarge:
      reason = "the file exceeds a limit";
      break;
  }
  return problem.detail.empty() ? reason : reason + ": " + problem.detail;
}

/// A date string D:YYYYMMDDHHmmSSOHH'mm' (ISO 32000-1, 7.9.4); nothing when it is malformed.
std::optional<pki::UnixTime> time_of(std::string_view date) {
  if (date.starts_with("D:")) date.remove_prefix(2);
  const auto number = [&](std::size_t at, std::size_t digits, int otherwise) -> std::optional<int> {
    if (at >= date.size()) return otherwise;
    if (at + digits > date.size()) return std::nullopt;
    int value = 0;
    const char* end = date.data() + at + digits;
    const auto parsed = std::from_chars(date.data() + at, end, value);
    if (parsed.ec != std::errc() || parsed.ptr != end || value < 0) return std::nullopt;
    return value;
  };
  if (date.size() < 4) return std::nullopt;
  // The zone stands after the last digit of the time.
  const std::size_t zone = std::min(date.find_first_of("+-Z"), date.size());
  const std::string_view whole = date;
  date = date.substr(0, zone);
  const auto year = number(0, 4, 0), month = number(4, 2, 1), day = number(6, 2, 1);
  const auto hour = number(8, 2, 0), minute = number(10, 2, 0), second = number(12, 2, 0);
  if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
  if (*month < 1 || *month > 12 || *day < 1 || *day > 31 || *hour > 23 || *minute > 59) {
    return std::nullopt;
  }
  // Days from the civil date, counting years from March (proleptic Gregorian calendar).
  const std::int64_t y = *year - (*month <= 2 ? 1 : 0);
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (*month + (*month > 2 ? -3 : 9)) + 2) / 5 + *day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  std::int64_t time =
      (era * 146097 + day_of_era - 719468) * 86400 + *hour * 3600 + *minute * 60 + *second;
  if (zone < whole.size() && whole[zone] != 'Z') {
    date = whole.substr(zone + 1);
    const auto offset_hours = number(0, 2, 0);
    const auto offset_minutes = date.size() > 3 ? number(3, 2, 0) : std::optional<int>(0);
    if (!offset_hours || !offset_minutes) return std::nullopt;
    const std::int64_t offset = *offset_hours * 3600 + *offset_minutes * 60;
    time += whole[zone] == '+' ? -offset : offset;
  }
  return time;
}

Finding finding_of(pki::CmsFinding finding) {
  using enum pki::CmsFinding;
  const auto make = [](std::string code, std::string text, std::string clause) {
    return Finding{std::move(code), std::move(text), std::move(clause)};
  };
  switch (finding) {
    case kNotCms:
      return make("not-cms", "the signature value is not a CMS SignedData", "RFC 5652, 5.1");
    case kTrailingData:
      return make("cms-trailing-data", "bytes follow the CMS that are not padding",
                  "EN 319 142-1, 5.3");
    case kNoSigner:
      return make("no-signer", "the CMS has no signer", "RFC 5652, 5.1");
    case kSeveralSigners:
      return make("several-signers", "the CMS has several signers where one is allowed",
                  "EN 319 142-1, 5.3");
    case kEncapsulatedContent:
      return make("encapsulated-content", "the CMS carries content of its own",
                  "EN 319 142-1, 5.3");
    case kNoSignerCertificate:
      return make("no-signer-certificate", "the signer's certificate is not in the CMS",
                  "EN 319 142-1, 6.3");
    case kDigestMismatch:
      return make("digest-mismatch", "the signed bytes were changed: their digest differs",
                  "RFC 5652, 5.6");
    case kSignatureWrong:
      return make("signature-wrong",
                  "the signature value does not verify with the certificate's key",
                  "RFC 5652, 5.6");
    case kNoMessageDigest:
      return make("no-message-digest", "the message-digest attribute is missing", "RFC 5652, 11.2");
    case kContentTypeWrong:
      return make("content-type-wrong", "the content-type attribute is missing or wrong",
                  "RFC 5652, 11.1");
    case kNoSigningCertificate:
      return make("no-signing-certificate",
                  "no signing-certificate attribute ties the signature to the certificate",
                  "EN 319 142-1, 6.3");
    case kSigningCertificateMismatch:
      return make("signing-certificate-mismatch",
                  "the signing-certificate attribute names another certificate", "RFC 5035, 3");
    case kSigningTimePresent:
      return make("signing-time-present", "a signing-time attribute is present",
                  "EN 319 142-1, 6.3");
    case kWeakHash:
      return make("weak-hash", "the digest algorithm is no longer considered strong",
                  "TS 119 312, 5.2");
    case kWeakKey:
      return make("weak-key", "the signer's key is too short", "TS 119 312, 6");
    case kUnsupportedAlgorithm:
      return make("unsupported-algorithm", "the signature uses an algorithm that is not known here",
                  "RFC 5652, 5.3");
  }
  return make("other", "something about the CMS is wrong", "RFC 5652");
}

/// Findings of the CMS that make it say nothing about the bytes at all.
bool unreadable_cms(const pki::CmsCheck& cms) {
  using enum pki::CmsFinding;
  return std::any_of(cms.findings.begin(), cms.findings.end(), [](pki::CmsFinding finding) {
    return finding == kNotCms || finding == kNoSigner || finding == kNoSignerCertificate ||
           finding == kUnsupportedAlgorithm;
  });
}

bool broken_cms(const pki::CmsCheck& cms) {
  using enum pki::CmsFinding;
  return !cms.digest_matches || !cms.signature_verifies ||
         std::any_of(cms.findings.begin(), cms.findings.end(), [](pki::CmsFinding finding) {
           return finding == kSeveralSigners || finding == kEncapsulatedContent ||
                  finding == kTrailingData || finding == kSigningCertificateMismatch ||
                  finding == kContentTypeWrong || finding == kNoMessageDigest;
         });
}

struct File {
  ByteView bytes;
  const Document& last;
  const std::vector<pdf::RevisionSpan>& revisions;
  std::vector<NamedSignatory> signatories;
};

/// A signature on its way through the checks.
struct Candidate {
  SignatureReport report;
  Dictionary signature;
  Dictionary field;
  std::size_t revision = 0;  ///< 0-based; only for coverage of a whole revision or file
};

void set_status(SignatureReport& report, Status status, std::string sub_indication) {
  report.status = status;
  report.sub_indication = std::move(sub_indication);
}

void check_trust(SignatureReport& report, const pki::CmsCheck& cms, const Trust& trust,
                 pki::UnixTime at) {
  std::vector<pki::Certificate> intermediates = cms.certificates;
  intermediates.insert(intermediates.end(), trust.intermediates.begin(), trust.intermediates.end());
  const pki::PathCheck path = pki::check_path(*cms.signer, intermediates, trust.anchors, at);
  const auto find = [&](std::string code, std::string text) {
    if (!path.detail.empty()) text += " (" + path.detail + ")";
    report.findings.push_back({std::move(code), std::move(text), "RFC 5280, 6.1"});
  };
  switch (path.status) {
    case pki::PathStatus::kValid:
      return set_status(report, Status::kTotalPassed, "");
    case pki::PathStatus::kNoAnchor:
      find("no-anchor", "no path leads from the certificate to a trusted anchor");
      return set_status(report, Status::kIndeterminate, "NO_CERTIFICATE_CHAIN_FOUND");
    case pki::PathStatus::kExpired:
      find("outside-validity", "a certificate of the path is not valid at the time of checking");
      return set_status(report, Status::kIndeterminate, "OUT_OF_BOUNDS_NO_POE");
    case pki::PathStatus::kNotForSigning:
      find("not-for-signing", "the certificate may not be used for signing");
      return set_status(report, Status::kIndeterminate, "CHAIN_CONSTRAINTS_FAILURE");
    case pki::PathStatus::kBadSignature:
    case pki::PathStatus::kOther:
      find("path-invalid", "the certificate path is not valid");
      return set_status(report, Status::kIndeterminate, "CERTIFICATE_CHAIN_GENERAL_FAILURE");
  }
}

/// The signature dictionary's own place, whether it is indirect or stands in its field.
std::optional<Document::Place> place_of_contents(const Document& last, const Field& field) {
  const Object* value = field.dictionary.find("V");
  if (value == nullptr) return std::nullopt;
  if (const auto* reference = value->as<pdf::Reference>()) {
    return last.place_of_value(*reference, "Contents");
  }
  return std::nullopt;
}

Candidate examine(const File& file, const Field& field, const Trust& trust, pki::UnixTime at) {
  Candidate candidate;
  candidate.field = field.dictionary;
  SignatureReport& report = candidate.report;
  report.field = field.name;
  for (const NamedSignatory& signatory : file.signatories) {
    if (signatory.field == field.name) report.division = signatory.division;
  }
  const Object value = entry(file.last, field.dictionary, "V");
  if (value.as<Dictionary>() == nullptr) {
    report.findings.push_back({"no-signature-dictionary",
                               "the field's value is not a signature dictionary",
                               "ISO 32000-1, 12.7.4.5"});
    set_status(report, Status::kTotalFailed, "FORMAT_FAILURE");
    return candidate;
  }
  candidate.signature = *value.as<Dictionary>();
  report.time = time_of(text_entry(file.last, candidate.signature, "M"));

  CoverageCheck coverage =
      check_coverage(file.bytes, entry(file.last, candidate.signature, "ByteRange"),
                     place_of_contents(file.last, field), file.revisions);
  report.coverage = coverage.coverage;
  report.revision = coverage.coverage == Coverage::kOther ? 0 : coverage.revision + 1;
  candidate.revision = coverage.revision;
  std::move(coverage.findings.begin(), coverage.findings.end(),
            std::back_inserter(report.findings));

  const Object contents = entry(file.last, candidate.signature, "Contents");
  const auto* cms_bytes = contents.as<pdf::String>();
  if (!coverage.usable || cms_bytes == nullptr) {
    if (cms_bytes == nullptr) {
      report.findings.push_back(
          {"no-contents", "the signature has no value", "ISO 32000-1, 12.8.1, table 252"});
    }
    set_status(report, Status::kTotalFailed, "FORMAT_FAILURE");
    return candidate;
  }
  const pki::CmsCheck cms = pki::check_cms(bytes_of(cms_bytes->bytes), coverage.signed_bytes);
  for (const pki::CmsFinding finding : cms.findings) report.findings.push_back(finding_of(finding));
  if (cms.signer) {
    report.signer = cms.signer->subject();
    report.signer_name = cms.signer->common_name();
    report.organisation = cms.signer->organisation();
    report.organisational_unit = cms.signer->organisational_unit();
  }
  if (unreadable_cms(cms)) {
    report.integrity = Integrity::kUnreadable;
    set_status(report, Status::kTotalFailed, "FORMAT_FAILURE");
    return candidate;
  }
  report.integrity = broken_cms(cms) ? Integrity::kBroken : Integrity::kIntact;
  if (!cms.digest_matches) {
    set_status(report, Status::kTotalFailed, "HASH_FAILURE");
  } else if (report.integrity == Integrity::kBroken) {
    set_status(report, Status::kTotalFailed,
               cms.signature_verifies ? "FORMAT_FAILURE" : "SIG_CRYPTO_FAILURE");
  } else if (report.coverage == Coverage::kOther) {
    set_status(report, Status::kTotalFailed, "FORMAT_FAILURE");
  } else {
    check_trust(report, cms, trust, at);
    const bool weak =
        std::any_of(cms.findings.begin(), cms.findings.end(), [](pki::CmsFinding finding) {
          return finding == pki::CmsFinding::kWeakHash || finding == pki::CmsFinding::kWeakKey;
        });
    if (weak && report.status == Status::kTotalPassed) {
      set_status(report, Status::kIndeterminate, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE");
    }
    if (!report.division.empty() && report.division != report.organisational_unit &&
        report.status == Status::kTotalPassed) {
      report.findings.push_back(
          {"other-division",
           "the place is for " + report.division + ", but the certificate belongs to " +
               (report.organisational_unit.empty() ? "no division" : report.organisational_unit),
           "EN 319 102-1, 5.2.8"});
      set_status(report, Status::kIndeterminate, "SIG_CONSTRAINTS_FAILURE");
    }
  }
  return candidate;
}

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
    Permissions permissions;
    for (const Candidate& other : candidates) {
      if (other.report.coverage == Coverage::kOther || other.revision > candidate.revision)
        continue;
      permissions.restrict_to(permissions_of(file.last, other.signature, other.field));
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
  for (const Field& field : form_fields(file.last)) {
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
