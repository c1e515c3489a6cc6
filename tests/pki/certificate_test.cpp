// Certificates against what the openssl program says of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "openssl_keys.h"

namespace chancery::tests {
namespace {

using pki::Certificate;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(Certificate, FieldsAreThoseThatOpensslPrints) {
  const Keys keys;
  keys.make("leaf", "issuing", {rsa("2048"), "/C=CH/O=Bureau Île-aux-Ours/OU=Čáslav/CN=Zoë"});
  const Certificate leaf = keys.certificate("leaf");
  EXPECT_EQ(leaf.subject(), "CN=Zoë,OU=Čáslav,O=Bureau Île-aux-Ours,C=CH");
  EXPECT_EQ(leaf.issuer(), "CN=Test Issuing Authority,O=Test Office");
  EXPECT_EQ(leaf.common_name(), "Zoë");
  EXPECT_EQ(leaf.organisation(), "Bureau Île-aux-Ours");
  EXPECT_EQ(leaf.organisational_unit(), "Čáslav");
  EXPECT_EQ(leaf.key_description(), "RSA 2048");

  const std::string serial = keys.openssl({"x509", "-in", "leaf.pem", "-noout", "-serial"}).out;
  std::string expected = "serial=";
  for (const char c : leaf.serial_hex()) expected += static_cast<char>(std::toupper(c));
  EXPECT_EQ(serial, expected + "\n");

  std::string fingerprint =
      keys.openssl({"x509", "-in", "leaf.pem", "-noout", "-fingerprint", "-sha256"}).out;
  fingerprint.erase(0, fingerprint.find('=') + 1);
  std::erase_if(fingerprint, [](char c) { return c == ':' || c == '\n'; });
  for (char& c : fingerprint) c = static_cast<char>(std::tolower(c));
  EXPECT_EQ(leaf.fingerprint_sha256(), fingerprint);

  const Ran dates =
      keys.openssl({"x509", "-in", "leaf.pem", "-noout", "-dates", "-dateopt", "iso_8601"});
  std::string not_before = pki::format_utc(leaf.not_before());
  std::string not_after = pki::format_utc(leaf.not_after());
  not_before[10] = not_after[10] = ' ';
  EXPECT_EQ(dates.out, "notBefore=" + not_before + "\nnotAfter=" + not_after + "\n");
}

TEST(Certificate, KeysAreDescribedByTheirUsualNames) {
  const Keys keys;
  for (const auto& [key, description] :
       std::vector<std::pair<std::vector<std::string>, std::string>>{
           {curve("P-256"), "EC P-256"},
           {curve("P-384"), "EC P-384"},
           {curve("P-521"), "EC P-521"},
           {curve("brainpoolP256r1"), "EC brainpoolP256r1"},
           {{"ed25519"}, "Ed25519"},
           {{"ed448"}, "Ed448"}}) {
    keys.make("leaf", "issuing", {key});
    EXPECT_EQ(keys.certificate("leaf").key_description(), description);
  }
}

TEST(Certificate, MaySignWhenKeyUsageIsAbsentOrSaysSo) {
  const Keys keys;
  for (const auto& [usage, may] :
       std::vector<std::pair<std::string, bool>>{{"", true},
                                                 {"critical,digitalSignature", true},
                                                 {"nonRepudiation", true},
                                                 {"keyEncipherment", false},
                                                 {"keyCertSign,cRLSign", false}}) {
    keys.make("leaf", "issuing", {.usage = usage});
    EXPECT_EQ(keys.certificate("leaf").may_sign(), may) << usage;
  }
}

TEST(Certificate, DerIsReadWholeOrNotAtAll) {
  const Keys keys;
  const Bytes der = keys.certificate("root").der();
  ASSERT_TRUE(Certificate::from_der(der));
  EXPECT_EQ(*Certificate::from_der(der), keys.certificate("root"));
  Bytes longer = der;
  longer.push_back(0);
  EXPECT_FALSE(Certificate::from_der(longer));
  EXPECT_FALSE(Certificate::from_der({}));
  for (std::size_t size = 0; size < der.size(); size += 7) {
    EXPECT_FALSE(Certificate::from_der(ByteView(der).first(size))) << size;
  }
}

TEST(Certificate, PemGivesAllInOrder) {
  const Keys keys;
  const std::string both = "comment\n" + keys.text("issuing.pem") + keys.text("root.pem");
  const auto certificates = Certificate::from_pem(both);
  ASSERT_THAT(certificates, SizeIs(2));
  EXPECT_EQ(certificates[0].common_name(), "Test Issuing Authority");
  EXPECT_EQ(certificates[1].common_name(), "Test Root");
  EXPECT_THAT(Certificate::from_pem("-----BEGIN CERTIFICATE-----\nAAAA\n"), IsEmpty());
  EXPECT_THAT(Certificate::from_pem(""), IsEmpty());
}

TEST(Certificate, NamesCannotTurnTheDirectionOfAReport) {
  const Keys keys;
  keys.make("leaf", "issuing", {.subject = "/O=A\u202Egro.eciffo\u2066/CN=B\tC"});
  const Certificate leaf = keys.certificate("leaf");
  EXPECT_EQ(leaf.organisation(), "A\uFFFDgro.eciffo\uFFFD");
  EXPECT_EQ(leaf.common_name(), "B\uFFFDC");
  EXPECT_EQ(leaf.subject().find("\u202E"), std::string::npos);
}

TEST(Certificate, HostileBytesGiveACertificateOrNothing) {
  const Keys keys;
  keys.make("leaf", "issuing", {});
  const Bytes der = keys.certificate("leaf").der();
  std::mt19937 random(20261124);
  std::size_t read = 0;
  for (int round = 0; round < 5000; ++round) {
    Bytes changed = der;
    for (int i = 0; i <= round % 4; ++i) {
      changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
    }
    const auto certificate = Certificate::from_der(changed);
    if (!certificate) continue;
    ++read;
    EXPECT_EQ(certificate->der(), changed);
    certificate->subject();
    certificate->organisational_unit();
    certificate->key_description();
    certificate->may_sign();
    certificate->not_after();
    const std::vector<Certificate> anchors{keys.certificate("issuing")};
    const pki::PathCheck path =
        pki::check_path(*certificate, {}, anchors, certificate->not_before());
    EXPECT_NE(path.status, pki::PathStatus::kValid);
  }
  EXPECT_GT(read, 100U);
}

TEST(Times, AreWrittenInUtc) {
  EXPECT_EQ(pki::format_utc(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(pki::format_utc(-1), "1969-12-31T23:59:59Z");
  EXPECT_EQ(pki::format_utc(951782399), "2000-02-28T23:59:59Z");
  EXPECT_EQ(pki::format_utc(951782400), "2000-02-29T00:00:00Z");
  EXPECT_EQ(pki::format_utc(4107542400), "2100-03-01T00:00:00Z");
}

TEST(Digests, AreThoseOfTheStandard) {
  // FIPS 180-4, the examples for "abc".
  EXPECT_EQ(pki::hex(pki::digest(pki::Hash::kSha1, bytes_of("abc"))),
            "a9993e364706816aba3e25717850c26c9cd0d89d");
  pki::Digest running(pki::Hash::kSha256);
  running.add(bytes_of("a"));
  running.add(bytes_of("bc"));
  EXPECT_EQ(pki::hex(running.finish()),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace chancery::tests
