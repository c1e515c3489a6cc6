#include "verification/findings.h"

#include <algorithm>

namespace chancery::verification {

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

Detail detail_of(const pdf::ReadProblem& problem) {
  Detail detail;
  switch (problem.reason) {
    case pdf::Unreadable::kNotAPdf:
      detail = Detail{"not-a-pdf"};
      break;
    case pdf::Unreadable::kNoStartxref:
      detail = Detail{"no-startxref"};
      break;
    case pdf::Unreadable::kDamaged:
      detail = Detail{"file-damaged"};
      break;
    case pdf::Unreadable::kEncrypted:
      detail = Detail{"file-encrypted"};
      break;
    case pdf::Unreadable::kTooLarge:
      detail = Detail{"over-a-limit"};
      break;
  }
  if (!problem.said.code.empty()) {
    detail.because.push_back(problem.said);
  } else if (!problem.detail.empty()) {
    detail.because.push_back(quoted(problem.detail));
  }
  return detail;
}

Detail quoted(std::string words) {
  return Detail{"quoted", {{"words", std::move(words)}}};
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
    case kNoEncapsulatedDigest:
      return make("no-encapsulated-digest", "the CMS does not carry the digest of the signed bytes",
                  "ISO 32000-1, 12.8.3.3.1");
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
    case kNoSignedAttributes:
      return make("no-signed-attributes",
                  "the signature is over the bytes alone; nothing ties it to the certificate",
                  "EN 319 142-1, 6.3");
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
    case kTimeStampWrong:
      return make("time-stamp-wrong", "a time-stamp is not over this signature, or is damaged",
                  "EN 319 122-1, 5.3");
    case kUnsupportedAlgorithm:
      return make("unsupported-algorithm", "the signature uses an algorithm that is not known here",
                  "RFC 5652, 5.3");
  }
  return make("other", "something about the CMS is wrong", "RFC 5652");
}

bool is_unreadable(const pki::CmsCheck& cms) {
  using enum pki::CmsFinding;
  return std::any_of(cms.findings.begin(), cms.findings.end(), [](pki::CmsFinding finding) {
    return finding == kNotCms || finding == kNoSigner || finding == kNoEncapsulatedDigest ||
           finding == kNoSignerCertificate || finding == kUnsupportedAlgorithm;
  });
}

bool lacks_only_its_certificate(const pki::CmsCheck& cms) {
  using enum pki::CmsFinding;
  return cms.digest_matches &&
         std::none_of(cms.findings.begin(), cms.findings.end(), [](pki::CmsFinding finding) {
           return finding == kNotCms || finding == kNoSigner || finding == kNoEncapsulatedDigest ||
                  finding == kUnsupportedAlgorithm || finding == kSeveralSigners ||
                  finding == kEncapsulatedContent || finding == kContentTypeWrong;
         });
}

bool is_broken(const pki::CmsCheck& cms) {
  using enum pki::CmsFinding;
  return !cms.digest_matches || !cms.signature_verifies ||
         std::any_of(cms.findings.begin(), cms.findings.end(), [](pki::CmsFinding finding) {
           return finding == kSeveralSigners || finding == kSigningCertificateMismatch ||
                  finding == kContentTypeWrong || finding == kNoMessageDigest ||
                  finding == kEncapsulatedContent;
         });
}

}  // namespace chancery::verification
