// The list of divisions, and which certificates may sign for them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "pki/openssl_keys.h"
#include "signing/signing.h"

namespace chancery::tests {
namespace {

using signing::Division;
using signing::read_divisions;
using signing::ReadDivisions;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kGood =
    "divisions:\n"
    "  - name: Asia Division\n"
    "    organisation: Test Office\n"
    "    organisational-unit: Asia Division\n"
    "    key: pkcs12:asia.p12\n"
    "    passphrase-file: asia.pass\n";

std::string codes(const ReadDivisions& read) {
  std::string all;
  for (const Diagnostic& one : read.diagnostics) {
    all += std::to_string(one.where.line) + ":" + std::to_string(one.where.column) + " " +
           one.code + "\n";
  }
  EXPECT_EQ(read.divisions.has_value(), !has_errors(read.diagnostics));
  return all;
}

TEST(Divisions, AreReadWithTheirPlaces) {
  const ReadDivisions read = read_divisions(
      kGood + "    fingerprint-sha256: " + "AB:" + std::string(62, '0') + "\n", "divisions.yaml");
  ASSERT_TRUE(read.divisions) << codes(read);
  ASSERT_THAT(*read.divisions, SizeIs(1));
  const Division& division = read.divisions->front();
  EXPECT_EQ(division.name, "Asia Division");
  EXPECT_EQ(division.organisation, "Test Office");
  EXPECT_EQ(division.organisational_unit, "Asia Division");
  EXPECT_EQ(division.key, "pkcs12:asia.p12");
  EXPECT_EQ(division.passphrase_file, "asia.pass");
  EXPECT_EQ(division.fingerprint_sha256, "ab" + std::string(62, '0'));
  EXPECT_EQ(division.where.file, "divisions.yaml");
  EXPECT_EQ(division.where.line, 2);
}

TEST(Divisions, EachMistakeIsToldWhereItStands) {
  const auto of = [](const std::string& yaml) { return codes(read_divisions(yaml, "d.yaml")); };
  EXPECT_EQ(of(kGood), "");
  EXPECT_EQ(of(kGood + "    organization: X\n"), "7:5 unknown-key\n");
  EXPECT_EQ(of("divisions: []\n"), "1:12 no-divisions\n");
  EXPECT_EQ(of("divisions:\n  - name: A\n    organisation: B\n"), "2:5 missing-key\n");
  EXPECT_EQ(of("divisions:\n  - name: A\n    organisation: B\n    key: a.p12\n"), "4:10 bad-key\n");
  EXPECT_EQ(of("divisions:\n  - name: A\n    organisation: B\n    key: 'pem:'\n"),
            "4:10 bad-key\n");
  EXPECT_EQ(of("divisions:\n  - name: A\n    key: pem:a.pem\n"), "2:5 any-certificate\n");
  EXPECT_EQ(of("divisions:\n  - name: A\n    key: pem:a\n    fingerprint-sha256: 00\n"),
            "4:25 bad-fingerprint\n");
  EXPECT_EQ(of("divisions:\n  - {name: A, organisation: B, key: 'pem:a'}\n"
               "  - {name: A, organisation: B, key: 'pem:b'}\n"),
            "3:5 duplicate-division\n");
  const std::string good = "divisions:\n  - name: A\n    organisation: B\n    key: pem:a\n";
  EXPECT_EQ(of(good + "    hash: SHA-1\n"), "5:11 hash-too-weak\n");
  EXPECT_EQ(of(good + "    hash: MD5\n"), "5:11 hash-too-weak\n");
  EXPECT_EQ(of(good + "    hash: SHA-257\n"), "5:11 bad-hash\n");
  EXPECT_EQ(of(good + "    padding: oaep\n"), "5:14 bad-padding\n");
  EXPECT_EQ(of(good + "    hash: sha384\n    padding: pss\n"), "");
  EXPECT_EQ(of("- name: A\n"), "1:1 wrong-type\n");
  EXPECT_NE(of("divisions:\n  - just a name\n"), "");
  EXPECT_NE(of("divisions: ["), "");
  EXPECT_NE(of(""), "");
}

class Refusal : public ::testing::Test {
 protected:
  void SetUp() override { keys.make("leaf", "issuing", {}); }
  std::string refused(const Division& division, const std::string& name = "leaf",
                      pki::UnixTime later = 86400) {
    const pki::Certificate certificate = keys.certificate(name);
    const auto refusal = signing::refusal(division, certificate, certificate.not_before() + later);
    if (!refusal) return "";
    EXPECT_EQ(refusal->where.line, 7);
    EXPECT_FALSE(refusal->mend.empty());
    return refusal->code + ": " + refusal->what;
  }
  static Division asia() {
    Division division;
    division.name = "Asia Division";
    division.organisation = "Test Office";
    division.organisational_unit = "Asia Division";
    division.where = {"d.yaml", 7, 5};
    return division;
  }
  Keys keys;
};

TEST_F(Refusal, IsForACertificateThatWasSignedWithSha1) {
  keys.must({"req", "-new", "-key", "leaf.key", "-out", "leaf.csr", "-subj",
             "/O=Test Office/OU=Asia Division/CN=Asia Division"});
  keys.must({"x509", "-req", "-sha1", "-in", "leaf.csr", "-CA", "issuing.pem", "-CAkey",
             "issuing.key", "-set_serial", "7", "-out", "sha1.pem"});
  EXPECT_THAT(refused(asia(), "sha1"), ::testing::StartsWith("certificate-too-weak: "));
}

TEST_F(Refusal, IsNotForTheDivisionsOwnCertificate) {
  EXPECT_EQ(refused(asia()), "");
  Division exact = asia();
  exact.fingerprint_sha256 = keys.certificate("leaf").fingerprint_sha256();
  EXPECT_EQ(refused(exact), "");
}

TEST_F(Refusal, NamesBothDivisions) {
  Division europe = asia();
  europe.organisational_unit = "Europe Division";
  EXPECT_EQ(
      refused(europe),
      "not-the-division: this certificate belongs to 'Asia Division', not to 'Europe Division'");
  Division office = asia();
  office.organisation = "Hills Office";
  EXPECT_THAT(refused(office), HasSubstr("'Test Office', not to 'Hills Office'"));
  keys.make("bare", "issuing", {.subject = "/CN=Somebody"});
  EXPECT_THAT(refused(asia(), "bare"), HasSubstr("belongs to no organisation"));
  Division exact = asia();
  exact.fingerprint_sha256 = std::string(64, '0');
  EXPECT_THAT(refused(exact), HasSubstr("not-the-division: "));
}

TEST_F(Refusal, IsForTimesOutsideTheValidity) {
  EXPECT_THAT(refused(asia(), "leaf", -1), HasSubstr("certificate-not-yet-valid: "));
  EXPECT_EQ(refused(asia(), "leaf", 0), "");
  EXPECT_EQ(refused(asia(), "leaf", 365 * 86400), "");
  EXPECT_THAT(refused(asia(), "leaf", 365 * 86400 + 1), HasSubstr("certificate-expired: "));
}

TEST_F(Refusal, IsForKeysThatMayNotSign) {
  keys.make("mail", "issuing", {.usage = "critical,keyEncipherment"});
  EXPECT_THAT(refused(asia(), "mail"), HasSubstr("certificate-may-not-sign: "));
}

TEST_F(Refusal, WarnsOfACertificateThatExpiresSoonAndOfOneAboveIt) {
  const pki::Credential own = keys.new_credential("own", {});
  const auto warned = [&](const pki::Credential& credential, pki::UnixTime now, int days) {
    const auto warning = signing::expiry_warning(asia(), credential, now, days);
    if (!warning) return std::string();
    EXPECT_EQ(warning->severity, Severity::kWarning);
    return warning->code + ": " + warning->what;
  };
  const pki::UnixTime end = own.certificate.not_after();
  EXPECT_EQ(warned(own, end - 31 * 86400, 30), "");
  EXPECT_THAT(warned(own, end - 30 * 86400, 30),
              HasSubstr("certificate-expires-soon: the certificate of Asia Division expires in 30 "
                        "days, on "));
  EXPECT_THAT(warned(own, end - 86400, 30), HasSubstr("in 1 day, on "));
  pki::Credential lasting = own;
  lasting.chain = {own.certificate};
  keys.make("lasting", "issuing", {.days = "3650"});
  lasting.certificate = keys.certificate("lasting");
  EXPECT_THAT(warned(lasting, end - 86400, 30), HasSubstr("above that of Asia Division, expires"));
}

TEST_F(Refusal, ATrialTellsAKeyThatIsNotTheCertificates) {
  const pki::Credential one = keys.new_credential("one", {});
  pki::Credential other = keys.new_credential("other", {});
  EXPECT_FALSE(signing::trial(asia(), one));
  other.signer = one.signer;
  const auto failed = signing::trial(asia(), other);
  ASSERT_TRUE(failed);
  EXPECT_EQ(failed->code, "trial-failed");
}

/// scripts/make-demo-pki.sh against certs/divisions.yaml.
class DemonstrationPki : public ::testing::Test {
 protected:
  void SetUp() override {
    const Ran made = run({source("scripts/make-demo-pki.sh"), (folder / "pki").string()});
    ASSERT_EQ(made.status, 0) << made.err;
    const ReadDivisions read =
        read_divisions(read_text(source("certs/divisions.yaml")), "divisions.yaml");
    ASSERT_TRUE(read.divisions) << codes(read);
    divisions = *read.divisions;
  }
  static std::string source(const std::string& path) {
    return std::string(CHANCERY_SOURCE_DIR) + "/" + path;
  }
  pki::Credential open(const std::string& name) const {
    const std::string key = read_text(folder.path() / "pki" / (name + ".p12"));
    std::string passphrase = read_text(folder.path() / "pki" / (name + ".pass"));
    passphrase.resize(passphrase.find('\n'));
    return pki::load_pkcs12(bytes_of(key), passphrase, name);
  }
  std::string refused(const std::string& name) const {
    const auto refusal =
        signing::refusal(divisions.at(0), open(name).certificate, std::time(nullptr));
    return refusal ? refusal->code : "";
  }
  TemporaryFolder folder;
  std::vector<Division> divisions;
};

TEST_F(DemonstrationPki, HasAKeyForEveryDivisionOfTheList) {
  ASSERT_THAT(divisions, SizeIs(2));
  const auto anchors =
      pki::Certificate::from_pem(read_text(folder.path() / "pki" / "trust" / "root.pem"));
  ASSERT_THAT(anchors, SizeIs(1));
  for (const Division& division : divisions) {
    ASSERT_TRUE(division.key.starts_with("pkcs12:"));
    std::string name = division.key.substr(7);
    name.resize(name.find(".p12"));
    EXPECT_EQ(division.passphrase_file, name + ".pass");
    const pki::Credential credential = open(name);
    EXPECT_FALSE(signing::refusal(division, credential.certificate, std::time(nullptr)));
    const pki::PathCheck path =
        pki::check_path(credential.certificate, credential.chain, anchors, std::time(nullptr));
    EXPECT_EQ(path.status, pki::PathStatus::kValid) << path.detail;
  }
}

TEST_F(DemonstrationPki, HasKeysThatMustBeRefused) {
  EXPECT_EQ(refused("asia-division"), "");
  EXPECT_EQ(refused("europe-and-central-asia-division"), "not-the-division");
  EXPECT_EQ(refused("other-organisation"), "not-the-division");
  EXPECT_EQ(refused("expired"), "certificate-expired");
  EXPECT_EQ(refused("not-for-signing"), "certificate-may-not-sign");
}

TEST_F(DemonstrationPki, IsMadeOnceAndReadableByItsOwnerOnly) {
  const std::string before = read_text(folder.path() / "pki" / "asia-division.p12");
  const Ran again = run({source("scripts/make-demo-pki.sh"), (folder / "pki").string()});
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(again.err, "");
  EXPECT_EQ(read_text(folder.path() / "pki" / "asia-division.p12"), before);
  for (const std::string name : {"asia-division.p12", "asia-division.pass", "authority"}) {
    const auto permissions = std::filesystem::status(folder.path() / "pki" / name).permissions();
    EXPECT_EQ(
        permissions & (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
        std::filesystem::perms::none)
        << name;
  }
}

TEST_F(DemonstrationPki, TouchesNoFolderThatHoldsSomethingElse) {
  std::filesystem::create_directory(folder / "mine");
  write_text(folder.path() / "mine" / "letter", "mine");
  const Ran ran = run({source("scripts/make-demo-pki.sh"), (folder / "mine").string()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(read_text(folder.path() / "mine" / "letter"), "mine");
}

}  // namespace
}  // namespace chancery::tests
