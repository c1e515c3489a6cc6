#include <algorithm>

#include "verification/candidate.h"
#include "verification/coverage.h"
#include "verification/dates.h"
#include "verification/findings.h"

namespace chancery::verification {
namespace {

using pdf::Dictionary;
using pdf::Document;
using pdf::Object;

/// More than any signature has, with all the revocation lists that it may carry.
constexpr std::size_t kLargestValueBytes = std::size_t{8} << 20U;

/// The form whose value has no room for certificates (ISO 32000-1, 12.8.3.2).
constexpr std::string_view kCertificatesBeside = "adbe.x509.rsa_sha1";

/// The place of /Contents, whether the signature dictionary is indirect or stands in its field.
std::optional<Document::Place> place_of_contents(const Document& last, const Field& field) {
  const Object* value = field.dictionary.find("V");
  if (value == nullptr) return std::nullopt;
  if (const auto* reference = value->as<pdf::Reference>()) {
    return last.place_of_value(*reference, "Contents");
  }
  if (field.reference.number == 0) return std::nullopt;
  return last.place_of_value(field.reference, "V", "Contents");
}

/// As it stands in the file: it is not encrypted, though readers without /Type cannot tell.
std::optional<Bytes> contents_of(const Document& last, const Dictionary& signature,
                                 std::optional<Document::Place> place) {
  if (place) {
    if (auto bytes = last.hexadecimal_at(*place)) return bytes;
  }
  const Object contents = entry(last, signature, "Contents");
  const auto* string = contents.as<pdf::String>();
  if (string == nullptr) return std::nullopt;
  const ByteView bytes = bytes_of(string->bytes);
  return Bytes(bytes.begin(), bytes.end());
}

/// /Cert: one string or an array of them (ISO 32000-1, 12.8.1, table 252).
std::vector<pdf::String> listed_certificates(const Document& document,
                                             const Dictionary& signature) {
  std::vector<pdf::String> strings;
  const Object value = entry(document, signature, "Cert");
  if (const auto* string = value.as<pdf::String>()) strings.push_back(*string);
  if (const auto* array = value.as<pdf::Array>()) {
    for (const Object& item : *array) {
      const Object resolved = document.resolve(item);
      if (const auto* string = resolved.as<pdf::String>()) strings.push_back(*string);
    }
  }
  return strings;
}

/// What /SubFilter says the value is (ISO 32000-1, 12.8.3; EN 319 142-1, 5.3 and 5.4.3). One that
/// is absent or unknown is taken for the usual form.
pki::CmsCheck checked(const SignatureValue& value) {
  if (value.form == "ETSI.RFC3161") return pki::check_timestamp(value.bytes, value.signed_bytes);
  if (value.form == "adbe.pkcs7.sha1") return pki::check_cms_sha1(value.bytes, value.signed_bytes);
  if (value.form == kCertificatesBeside) {
    std::vector<ByteView> certificates;
    certificates.reserve(value.certificates.size());
    for (const pdf::String& string : value.certificates) {
      certificates.push_back(bytes_of(string.bytes));
    }
    return pki::check_rsa_sha1(value.bytes, certificates, value.signed_bytes);
  }
  return pki::check_cms(value.bytes, value.signed_bytes);
}

void describe(SignatureReport& report, const pki::CmsCheck& cms) {
  for (const pki::CmsFinding finding : cms.findings) report.findings.push_back(finding_of(finding));
  for (const pki::SignatureTimeStamp& timestamp : cms.timestamps) {
    TimeStampReport& shown = report.timestamps.emplace_back();
    shown.time = timestamp.time;
    shown.authority = timestamp.authority;
    shown.stamps_the_signature = timestamp.stamps_the_signature;
  }
  if (report.is_timestamp && cms.signing_time) report.time = cms.signing_time;
  if (!cms.signer) return;
  report.certificate = cms.signer;
  report.signer = cms.signer->subject();
  report.signer_name = cms.signer->common_name();
  report.organisation = cms.signer->organisation();
  report.organisational_unit = cms.signer->organisational_unit();
}

}  // namespace

void set_status(SignatureReport& report, Status status, std::string sub_indication) {
  report.status = status;
  report.sub_indication = std::move(sub_indication);
}

Candidate examine(const File& file, const Field& field) {
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
  std::string form = text_entry(file.last, candidate.signature, "SubFilter");
  report.is_timestamp = form == "ETSI.RFC3161";
  report.time = time_of(text_entry(file.last, candidate.signature, "M"));

  const auto place = place_of_contents(file.last, field);
  CoverageCheck coverage = check_coverage(
      file.bytes, entry(file.last, candidate.signature, "ByteRange"), place, file.revisions);
  report.coverage = coverage.coverage;
  report.revision = coverage.coverage == Coverage::kOther ? 0 : coverage.revision + 1;
  candidate.revision = coverage.revision;
  std::move(coverage.findings.begin(), coverage.findings.end(),
            std::back_inserter(report.findings));

  std::optional<Bytes> contents = contents_of(file.last, candidate.signature, place);
  if (!coverage.usable || !contents) {
    if (!contents) {
      report.findings.push_back(
          {"no-contents", "the signature has no value", "ISO 32000-1, 12.8.1, table 252"});
    }
    set_status(report, Status::kTotalFailed, "FORMAT_FAILURE");
    return candidate;
  }
  if (contents->size() > kLargestValueBytes) {
    report.findings.push_back(
        {"value-too-large", "the signature value is larger than 8 MiB", "ISO 32000-1, 12.8.1"});
    set_status(report, Status::kTotalFailed, "FORMAT_FAILURE");
    return candidate;
  }
  std::vector<pdf::String> certificates;
  if (form == kCertificatesBeside) {
    certificates = listed_certificates(file.last, candidate.signature);
  }
  candidate.value = SignatureValue{std::move(form), std::move(*contents),
                                   std::move(coverage.signed_bytes), std::move(certificates)};
  return candidate;
}

void check_value(Candidate& candidate) {
  if (!candidate.value) return;
  SignatureReport& report = candidate.report;
  pki::CmsCheck cms = checked(*candidate.value);
  candidate.value.reset();
  describe(report, cms);
  if (is_unreadable(cms)) {
    report.integrity = Integrity::kUnreadable;
    if (lacks_only_its_certificate(cms)) {
      // Identification of the signing certificate (EN 319 102-1, 5.2.3).
      set_status(report, Status::kIndeterminate, "NO_SIGNING_CERTIFICATE_FOUND");
    } else {
      set_status(report, Status::kTotalFailed, "FORMAT_FAILURE");
    }
    return;
  }
  report.integrity = is_broken(cms) ? Integrity::kBroken : Integrity::kIntact;
  if (!cms.digest_matches) {
    set_status(report, Status::kTotalFailed, "HASH_FAILURE");
  } else if (report.integrity == Integrity::kBroken) {
    set_status(report, Status::kTotalFailed,
               cms.signature_verifies ? "FORMAT_FAILURE" : "SIG_CRYPTO_FAILURE");
  } else if (report.coverage == Coverage::kOther) {
    set_status(report, Status::kTotalFailed, "FORMAT_FAILURE");
  } else {
    candidate.cms = std::move(cms);
  }
}

}  // namespace chancery::verification
