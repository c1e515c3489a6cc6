// Until when digests and keys are believed.
#include "pki/strength.h"

#include <gtest/gtest.h>

#include "openssl_keys.h"

namespace chancery::tests {
namespace {

constexpr pki::UnixTime kEndOfJuly2012 = 1343779199;
constexpr pki::UnixTime kEndOfSeptember2019 = 1569887999;
constexpr pki::UnixTime kEndOfSeptember2021 = 1633046399;
constexpr pki::UnixTime kEndOf2028 = 1861919999;
constexpr pki::UnixTime kEndOf2033 = 2019686399;

TEST(Strength, OfDigests) {
  EXPECT_EQ(pki::reliable_until(pki::Hash::kSha1), kEndOfJuly2012);
  EXPECT_LT(pki::reliable_until(pki::Hash::kMd5), kEndOfJuly2012);
  EXPECT_EQ(pki::reliable_until(pki::Hash::kSha224), kEndOf2028);
  for (const pki::Hash strong :
       {pki::Hash::kSha256, pki::Hash::kSha512, pki::Hash::kSha3_256, pki::Hash::kShake256}) {
    EXPECT_EQ(pki::reliable_until(strong), pki::kForever);
  }
}

TEST(Strength, OfKeys) {
  const Keys keys;
  const auto until = [&](const std::vector<std::string>& key) {
    keys.make("key", "issuing", {.key = key});
    return keys.certificate("key").key_reliable_until();
  };
  EXPECT_EQ(until(rsa("1536")), kEndOfSeptember2019);
  EXPECT_EQ(until(rsa("2048")), kEndOf2028);
  EXPECT_EQ(until(rsa("3072")), pki::kForever);
  EXPECT_EQ(until(curve("P-256")), pki::kForever);
  EXPECT_EQ(until(curve("P-224")), kEndOfSeptember2021);
  EXPECT_EQ(until(curve("brainpoolP256r1")), pki::kForever);
  EXPECT_EQ(until({"ed25519"}), pki::kForever);
}

TEST(Strength, OfWhatACertificateIsSignedWith) {
  const Keys keys;
  keys.make("leaf", "issuing", {});
  EXPECT_EQ(keys.certificate("leaf").signature_reliable_until(), pki::kForever);
  keys.must({"req", "-new", "-key", "leaf.key", "-subj", "/CN=Weak", "-out", "weak.csr"});
  keys.must({"x509", "-req", "-sha1", "-in", "weak.csr", "-CA", "issuing.pem", "-CAkey",
             "issuing.key", "-out", "weak.pem"});
  EXPECT_EQ(keys.certificate("weak").signature_reliable_until(), kEndOfJuly2012);
  // RSA PSS names its digest in its parameters.
  keys.make("rsa", "", {rsa("2048"), "/CN=RSA"}, true);
  keys.must({"x509", "-req", "-sha256", "-sigopt", "rsa_padding_mode:pss", "-in", "weak.csr", "-CA",
             "rsa.pem", "-CAkey", "rsa.key", "-out", "pss.pem"});
  EXPECT_EQ(keys.certificate("pss").signature_reliable_until(), pki::kForever);
  // The older padding ends before the key does.
  keys.must({"x509", "-req", "-sha256", "-in", "weak.csr", "-CA", "rsa.pem", "-CAkey", "rsa.key",
             "-out", "pkcs1.pem"});
  EXPECT_EQ(keys.certificate("pkcs1").signature_reliable_until(), kEndOf2033);
}

}  // namespace
}  // namespace chancery::tests
