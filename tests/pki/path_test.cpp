// Certificate paths (RFC 5280, 6.1), over certificates of the openssl program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openssl_keys.h"

namespace chancery::tests {
namespace {

using pki::Certificate;
using pki::PathCheck;
using pki::PathStatus;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr pki::UnixTime kDay = 86400;

class Path : public ::testing::Test {
 protected:
  PathCheck check(const std::string& name, const std::string& anchor = "root",
                  const std::vector<std::string>& between = {"issuing"},
                  pki::UnixTime later = kDay) const {
    std::vector<Certificate> intermediates, anchors;
    for (const std::string& one : between) intermediates.push_back(keys.certificate(one));
    if (!anchor.empty()) anchors.push_back(keys.certificate(anchor));
    const Certificate signer = keys.certificate(name);
    return pki::check_path(signer, intermediates, anchors, signer.not_before() + later);
  }
  Keys keys;
};

TEST_F(Path, LeadsToTheAnchor) {
  keys.make("leaf", "issuing", {});
  const PathCheck found = check("leaf");
  EXPECT_EQ(found.status, PathStatus::kValid) << found.detail;
  EXPECT_THAT(found.path, ElementsAre(keys.certificate("leaf"), keys.certificate("issuing"),
                                      keys.certificate("root")));
}

TEST_F(Path, NeedsAnAnchorAndEveryCertificateBetween) {
  keys.make("leaf", "issuing", {});
  EXPECT_EQ(check("leaf", "").status, PathStatus::kNoAnchor);
  EXPECT_EQ(check("leaf", "root", {}).status, PathStatus::kNoAnchor);
  EXPECT_THAT(check("leaf", "").detail, HasSubstr("O=Test Office"));
  EXPECT_EQ(check("leaf", "", {"issuing", "root"}).status, PathStatus::kNoAnchor);
}

TEST_F(Path, DoesNotEndAtAnAnchorThatIsNoRoot) {
  keys.make("leaf", "issuing", {});
  EXPECT_EQ(check("leaf", "issuing", {}).status, PathStatus::kNoAnchor);
}

TEST_F(Path, AnotherRootOfTheSameNameIsNoAnchor) {
  keys.make("leaf", "issuing", {});
  const Keys strangers;
  const std::vector<Certificate> between{keys.certificate("issuing")};
  const std::vector<Certificate> anchors{strangers.certificate("root")};
  const Certificate leaf = keys.certificate("leaf");
  EXPECT_NE(pki::check_path(leaf, between, anchors, leaf.not_before() + kDay).status,
            PathStatus::kValid);
}

TEST_F(Path, HoldsOnlyWhileAllCertificatesAreValid) {
  keys.make("leaf", "issuing", {});
  EXPECT_EQ(check("leaf", "root", {"issuing"}, 364 * kDay).status, PathStatus::kValid);
  EXPECT_EQ(check("leaf", "root", {"issuing"}, 366 * kDay).status, PathStatus::kExpired);
  EXPECT_EQ(check("leaf", "root", {"issuing"}, -kDay).status, PathStatus::kExpired);
  EXPECT_THAT(check("leaf", "root", {"issuing"}, 366 * kDay).detail, HasSubstr("expired"));
}

TEST_F(Path, NeedsAKeyForSigning) {
  keys.make("leaf", "issuing", {.usage = "critical,keyEncipherment"});
  EXPECT_EQ(check("leaf").status, PathStatus::kNotForSigning);
  keys.make("leaf", "issuing", {.extensions = {"extendedKeyUsage=serverAuth"}});
  EXPECT_EQ(check("leaf").status, PathStatus::kNotForSigning);
  keys.make("leaf", "issuing", {.extensions = {"extendedKeyUsage=serverAuth,emailProtection"}});
  EXPECT_EQ(check("leaf").status, PathStatus::kValid);
  keys.make("leaf", "issuing", {.extensions = {"extendedKeyUsage=1.3.6.1.5.5.7.3.36"}});
  EXPECT_EQ(check("leaf").status, PathStatus::kValid);
}

TEST_F(Path, ADivisionCannotIssueForAnother) {
  keys.make("leaf", "issuing", {});
  keys.make("forged", "leaf", {.subject = "/O=Test Office/OU=Europe Division/CN=Europe Division"});
  EXPECT_EQ(check("forged", "root", {"leaf", "issuing"}).status, PathStatus::kNotForSigning);
}

TEST_F(Path, RefusesWeakKeysBelowTheAnchor) {
  keys.make("leaf", "issuing", {rsa("1024")});
  EXPECT_EQ(check("leaf").status, PathStatus::kOther);
  EXPECT_THAT(check("leaf").detail, HasSubstr("key too weak"));
}

TEST_F(Path, AForgedSignatureIsFoundOut) {
  keys.make("leaf", "issuing", {});
  Bytes der = keys.certificate("leaf").der();
  der.back() ^= 1;
  const auto forged = Certificate::from_der(der);
  ASSERT_TRUE(forged);
  const std::vector<Certificate> between{keys.certificate("issuing")};
  const std::vector<Certificate> anchors{keys.certificate("root")};
  EXPECT_EQ(pki::check_path(*forged, between, anchors, forged->not_before() + kDay).status,
            PathStatus::kBadSignature);
}

/// "AB:CD:…", as openssl prints it.
std::string key_identifier(const Keys& keys, const std::string& name) {
  const std::string told =
      keys.openssl({"x509", "-in", name + ".pem", "-noout", "-ext", "subjectKeyIdentifier"}).out;
  const std::size_t begin = told.find_first_not_of(" \n", told.find('\n'));
  return told.substr(begin, told.find('\n', begin) - begin);
}

TEST_F(Path, ALinkThatWasRightVouchesForNoOther) {
  keys.make("leaf", "issuing", {});
  EXPECT_EQ(check("leaf").status, PathStatus::kValid);
  // An authority that is called the same in every way, with a key of its own.
  Wanted same{{}, "/O=Test Office/CN=Test Issuing Authority"};
  same.extensions = {"subjectKeyIdentifier=" + key_identifier(keys, "issuing")};
  keys.make("other", "root", same, true);
  EXPECT_EQ(check("leaf", "root", {"other"}).status, PathStatus::kBadSignature);
  // Nor does a certificate that differs in its signature only.
  Bytes der = keys.certificate("leaf").der();
  der.back() ^= 1;
  const auto forged = Certificate::from_der(der);
  ASSERT_TRUE(forged);
  const std::vector<Certificate> between{keys.certificate("issuing")};
  const std::vector<Certificate> anchors{keys.certificate("root")};
  for (int i = 0; i < 2; ++i) {
    const PathCheck found = pki::check_path(*forged, between, anchors, forged->not_before() + kDay);
    EXPECT_EQ(found.status, PathStatus::kBadSignature);
    EXPECT_THAT(found.detail, HasSubstr("Asia Division"));
  }
  EXPECT_EQ(check("leaf").status, PathStatus::kValid);
}

TEST_F(Path, ALinkThatWasRightStillHasItsTimes) {
  keys.make("leaf", "issuing", {});
  EXPECT_EQ(check("leaf").status, PathStatus::kValid);
  EXPECT_EQ(check("leaf", "root", {"issuing"}, 366 * kDay).status, PathStatus::kExpired);
  EXPECT_EQ(check("leaf", "root", {"issuing"}, -kDay).status, PathStatus::kExpired);
}

TEST_F(Path, CertificatesThatIssueOneAnotherEndTheSearch) {
  // Two authorities that certify each other, with no root.
  keys.make("a", "", {{}, "/CN=A"}, true);
  keys.make("b", "", {{}, "/CN=B"}, true);
  const auto cross = [&](const std::string& subject, const std::string& issuer) {
    keys.must({"x509", "-in", subject + ".pem", "-CA", issuer + ".pem", "-CAkey", issuer + ".key",
               "-set_serial", "5", "-out", subject + "-" + issuer + ".pem"});
  };
  cross("a", "b");
  cross("b", "a");
  keys.make("leaf", "a", {});
  EXPECT_EQ(check("leaf", "root", {"a-b", "b-a"}).status, PathStatus::kNoAnchor);
}

}  // namespace
}  // namespace chancery::tests
