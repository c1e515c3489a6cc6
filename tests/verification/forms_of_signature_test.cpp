// Each form that a signature value may have in a PDF (ISO 32000-1, 12.8.3; EN 319 142-1, 5).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

#include "signed_file.h"

namespace chancery::tests {
namespace {

using ::testing::Contains;
using ::testing::SizeIs;
using verification::Coverage;
using verification::Integrity;
using verification::Report;

/// Signs with the openssl program.
Bytes openssl_cms(ByteView content, const std::vector<std::string>& options) {
  keys().make("rsa", "issuing", {rsa("2048")});
  write_text(keys().path("signed"), to_text(content));
  std::vector<std::string> command{"cms",     "-sign",   "-binary", "-in",     "signed",
                                   "-signer", "rsa.pem", "-inkey",  "rsa.key", "-outform",
                                   "DER",     "-out",    "cms.der"};
  command.insert(command.end(), options.begin(), options.end());
  keys().must(command);
  return to_bytes(keys().text("cms.der"));
}

/// Intact as it is, broken when a signed byte changes.
void expect_intact_until_changed(Bytes file) {
  const Report report = verified(file);
  ASSERT_THAT(report.signatures, SizeIs(1)) << report.unreadable_reason;
  EXPECT_EQ(report.signatures[0].integrity, Integrity::kIntact) << told(file);
  EXPECT_EQ(report.signatures[0].coverage, Coverage::kWholeFile) << told(file);
  const std::size_t at = text_of(file).find("10 10 re");
  file.at(at) = '2';
  const Report changed = verified(file);
  ASSERT_THAT(changed.signatures, SizeIs(1));
  EXPECT_EQ(changed.signatures[0].integrity, Integrity::kBroken);
}

TEST(FormOfSignature, Pades) {
  expect_intact_until_changed(signed_file(letter_pdf()));
}

TEST(FormOfSignature, DocumentTimeStampsAreCheckedByTheirImprint) {
  const Bytes file = time_stamped(letter_pdf());
  expect_intact_until_changed(file);
  const Report report = verified(file);
  EXPECT_TRUE(report.signatures[0].is_timestamp);
  EXPECT_TRUE(report.signatures[0].time);
  EXPECT_EQ(report.signatures[0].signer_name, "Test Time-Stamping");
}

TEST(FormOfSignature, DocumentTimeStampsAreTrustedByTheirUnitsCertificate) {
  const Bytes file = time_stamped(signed_file(letter_pdf()));
  const verification::Trust trust{{keys().certificate("root")}, {keys().certificate("issuing")}};
  const Report report = verification::verify(file, trust, std::time(nullptr));
  ASSERT_THAT(report.signatures, SizeIs(2));
  EXPECT_EQ(report.status, verification::Status::kTotalPassed)
      << verification::to_text(report, "file");
}

TEST(FormOfSignature, ASignersCertificateIsNoTimeStampingUnits) {
  const verification::Trust trust{{keys().certificate("root")}, {keys().certificate("issuing")}};
  const std::time_t now = std::time(nullptr);
  static_cast<void>(time_stamping());  // makes the unit's key
  const pki::Certificate unit = keys().certificate("tsa"), signer = credential().certificate;
  const auto status = [&](const pki::Certificate& certificate, pki::Purpose purpose) {
    return pki::check_path(certificate, trust.intermediates, trust.anchors, now, purpose).status;
  };
  EXPECT_EQ(status(unit, pki::Purpose::kTimeStamping), pki::PathStatus::kValid);
  EXPECT_EQ(status(unit, pki::Purpose::kSigning), pki::PathStatus::kNotForSigning);
  EXPECT_EQ(status(signer, pki::Purpose::kSigning), pki::PathStatus::kValid);
  EXPECT_EQ(status(signer, pki::Purpose::kTimeStamping), pki::PathStatus::kNotForSigning);
}

TEST(FormOfSignature, ATokenOverOtherBytesIsNoTimeStampOfThisFile) {
  const Bytes file =
      signed_file(letter_pdf(), {.sub_filter = "ETSI.RFC3161",
                                 .type = "DocTimeStamp",
                                 .value = [](std::span<const ByteView>) {
                                   return time_stamping().stamp(bytes_of("another file"));
                                 }});
  EXPECT_EQ(verified(file).signatures.at(0).integrity, Integrity::kBroken);
}

TEST(FormOfSignature, ASignatureIsNoTimeStampAndTheOtherWayRound) {
  EXPECT_TRUE(altered(signed_file(letter_pdf(), {.sub_filter = "ETSI.RFC3161"})));
  EXPECT_TRUE(altered(signed_file(letter_pdf(), {.value = time_stamp_over})));
}

TEST(FormOfSignature, AdbePkcs7Detached) {
  const auto sign = [](const std::vector<std::string>& options) {
    return signed_file(
        letter_pdf(), {.sub_filter = "adbe.pkcs7.detached",
                       .value = [&](auto pieces) { return openssl_cms(joined(pieces), options); }});
  };
  expect_intact_until_changed(sign({}));
  expect_intact_until_changed(sign({"-noattr"}));  // over the bytes themselves (RFC 5652, 5.4)
}

TEST(FormOfSignature, AdbePkcs7Sha1) {
  expect_intact_until_changed(
      signed_file(letter_pdf(), {.sub_filter = "adbe.pkcs7.sha1", .value = [](auto pieces) {
                                   return openssl_cms(pki::digest(pki::Hash::kSha1, joined(pieces)),
                                                      {"-nodetach"});
                                 }}));
}

TEST(FormOfSignature, AdbeX509RsaSha1) {
  keys().make("old", "issuing", {rsa("2048")});
  const Object certificate(pdf::String{to_text(keys().certificate("old").der()), true});
  for (const Object& cert : {certificate, Object(Array{certificate})}) {
    expect_intact_until_changed(signed_file(
        letter_pdf(),
        {.sub_filter = "adbe.x509.rsa_sha1", .more = {{"Cert", cert}}, .value = [](auto pieces) {
           write_text(keys().path("signed"), to_text(joined(pieces)));
           keys().must({"dgst", "-sha1", "-sign", "old.key", "-out", "value", "signed"});
           return pki::der::element(pki::der::kOctetString, bytes_of(keys().text("value")));
         }}));
  }
}

// /Type is optional (12.8.1, table 252).
TEST(FormOfSignature, WithoutType) {
  expect_intact_until_changed(signed_file(letter_pdf(), {.type = ""}));
}

// A value is any object (12.7.3.1), so the dictionary may stand in the field itself.
TEST(FormOfSignature, DirectInItsField) {
  expect_intact_until_changed(signed_file(letter_pdf(), {.direct = true}));
}

// The bytes behind the CMS are in the gap, where nothing is signed and nothing is read.
TEST(FormOfSignature, BytesBehindTheCmsAreAFindingOnly) {
  const Bytes file = signed_file(letter_pdf(), {.value = [](auto pieces) {
                                   Bytes cms = cms_over(pieces);
                                   append(cms, std::string_view("junk"));
                                   return cms;
                                 }});
  expect_intact_until_changed(file);
  EXPECT_THAT(codes(verified(file)), Contains("cms-trailing-data"));
}

/// A signed letter whose signature dictionary is written over in a later revision, or from the
/// start, as the universal signature forgery does.
TEST(UniversalSignatureForgery, ValuesAndRangesThatSayNothing) {
  const std::string range = "/ByteRange [0 10 20 30] ", value = "/Contents <3000> ";
  for (const std::string& entries :
       {range, value, range + "/Contents null ", range + "/Contents <> ", range + "/Contents () ",
        range + "/Contents 7 ", range + "/Contents <00> ", value + "/ByteRange null ",
        value + "/ByteRange [] ", value + "/ByteRange [0 0 0 0] ",
        value + "/ByteRange [0 -1 20 30] ", value + "/ByteRange [0 99999999 99999999 1] ",
        value + "/ByteRange [0.0 1.0 2.0 3.0] ", value + "/ByteRange [0 10] ",
        value + "/ByteRange [0 10 5 10] ", value + "/ByteRange 7 "}) {
    for (const bool at_once : {true, false}) {
      const Bytes signed_before = signed_file(letter_pdf());
      const Bytes base = at_once ? letter_pdf() : signed_before;
      pdf::sample::File file;
      file.text = std::string(text_of(base));
      file.object(9, "<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached " +
                         entries + ">>");
      file.object(7,
                  "<</Type /Annot /Subtype /Widget /FT /Sig /T (signature-1) /F 132 /P 3 0 R /Rect "
                  "[72 100 272 172.5] /V 9 0 R>>");
      file.table("/Root 1 0 R /Prev " + std::to_string(open(base).startxref()), 10);
      const Bytes forged = pdf::sample::bytes(file.text);
      EXPECT_TRUE(altered(forged)) << entries;
      EXPECT_FALSE(verified(forged).signatures.empty()) << entries;
    }
  }
}

TEST(FormOfSignature, EmptyPlaceholdersAreNoSignature) {
  const Bytes file =
      signed_file(letter_pdf(), {.value = [](std::span<const ByteView>) { return Bytes(100); }});
  EXPECT_EQ(verified(file).signatures.at(0).integrity, Integrity::kUnreadable);
}

}  // namespace
}  // namespace chancery::tests
