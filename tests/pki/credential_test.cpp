// Key files as the openssl program writes them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "openssl_keys.h"

namespace chancery::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

/// The code of the Failure that `load` throws.
template <class Load>
std::string refused(Load load) {
  try {
    load();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::kInput);
    EXPECT_THAT(failure.diagnostics(), SizeIs(1));
    EXPECT_THAT(failure.diagnostics()[0].mend, Not(IsEmpty()));
    EXPECT_THAT(failure.what(), HasSubstr("key file"));
    return failure.diagnostics()[0].code;
  }
  return "none";
}

std::string pkcs12_refused(const Bytes& file, const std::string& passphrase = Keys::kPassphrase) {
  return refused([&] { pki::load_pkcs12(file, passphrase, "key file"); });
}

std::string pem_refused(const std::string& file, const std::string& passphrase = "") {
  return refused([&] { pki::load_pem(bytes_of(file), passphrase, "key file"); });
}

TEST(Pkcs12, GivesKeyCertificateAndChainInOrder) {
  const Keys keys;
  keys.make("leaf", "issuing", {});
  const pki::Credential credential = keys.credential("leaf");
  EXPECT_EQ(credential.certificate, keys.certificate("leaf"));
  ASSERT_THAT(credential.chain, SizeIs(2));
  EXPECT_EQ(credential.chain[0], keys.certificate("issuing"));
  EXPECT_EQ(credential.chain[1], keys.certificate("root"));
  EXPECT_EQ(credential.signer->hash(), pki::Hash::kSha256);
}

TEST(Pkcs12, WrongPassphraseIsTold) {
  const Keys keys;
  keys.make("leaf", "issuing", {});
  const Bytes file = keys.pkcs12("leaf");
  EXPECT_EQ(pkcs12_refused(file), "none");
  EXPECT_EQ(pkcs12_refused(file, "correct horsf"), "wrong-passphrase");
  EXPECT_EQ(pkcs12_refused(file, ""), "wrong-passphrase");
  EXPECT_EQ(pkcs12_refused(file, std::string("correct horse\0x", 15)), "wrong-passphrase");
  EXPECT_EQ(pkcs12_refused(keys.pkcs12("leaf", {"-nomac"}), "wrong"), "wrong-passphrase");
}

TEST(Pkcs12, OpensWithoutPassphraseWhenMadeWithout) {
  const Keys keys;
  keys.make("leaf", "issuing", {});
  EXPECT_EQ(pkcs12_refused(keys.pkcs12("leaf", {"-passout", "pass:"}), ""), "none");
}

TEST(Pkcs12, OldEncryptionIsToldApartFromDamage) {
  const Keys keys;
  keys.make("leaf", "issuing", {});
  EXPECT_EQ(pkcs12_refused(keys.pkcs12("leaf", {"-legacy"})), "key-encryption-unsupported");
}

TEST(Pkcs12, DamageIsTold) {
  EXPECT_EQ(pkcs12_refused({}), "key-damaged");
  EXPECT_EQ(pkcs12_refused(to_bytes("not a key file")), "key-damaged");
  const Keys keys;
  keys.make("leaf", "issuing", {});
  Bytes file = keys.pkcs12("leaf");
  file.resize(file.size() / 2);
  EXPECT_EQ(pkcs12_refused(file), "key-damaged");
  keys.must({"pkcs12", "-export", "-nokeys", "-in", "leaf.pem", "-out", "no-key.p12", "-passout",
             "pass:correct horse"});
  EXPECT_EQ(pkcs12_refused(to_bytes(keys.text("no-key.p12"))), "key-damaged");
}

TEST(Pkcs12, WeakKeysAreRefused) {
  const Keys keys;
  keys.make("leaf", "issuing", {rsa("1024")});
  EXPECT_EQ(pkcs12_refused(keys.pkcs12("leaf")), "key-too-weak");
  keys.make("leaf", "issuing", {curve("P-224")});
  EXPECT_EQ(pkcs12_refused(keys.pkcs12("leaf")), "key-too-weak");
}

TEST(Pkcs12, KeysThatCannotSignHereAreRefused) {
  const Keys keys;
  keys.make("leaf", "issuing",
            {{"ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:explicit"}});
  EXPECT_EQ(pkcs12_refused(keys.pkcs12("leaf")), "key-unsupported");
}

TEST(Pkcs12, DamagedFilesGiveAFailureOrTheSameKey) {
  const Keys keys;
  keys.make("leaf", "issuing", {});
  // Few iterations, to try more files.
  const Bytes file = keys.pkcs12("leaf", {"-iter", "1"});
  std::mt19937 random(20261124);
  for (int round = 0; round < 2000; ++round) {
    Bytes changed = file;
    // The iteration count is not changed into one that takes forever: it follows its salt.
    const std::size_t at = random() % changed.size();
    const auto bit = static_cast<std::uint8_t>(1U << (random() % 8));
    if (changed[at] == 1) continue;
    changed[at] = static_cast<std::uint8_t>(changed[at] ^ bit);
    try {
      const pki::Credential credential = pki::load_pkcs12(changed, Keys::kPassphrase, "key file");
      EXPECT_EQ(credential.certificate, keys.certificate("leaf"));
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.kind(), FailureKind::kInput);
    }
  }
}

TEST(Pem, GivesKeyCertificateAndChain) {
  const Keys keys;
  keys.make("leaf", "issuing", {});
  const std::string certificates = keys.text("root.pem") + keys.text("issuing.pem");
  const std::string file = certificates + keys.text("leaf.key") + keys.text("leaf.pem");
  const pki::Credential credential = pki::load_pem(bytes_of(file), "", "key file");
  EXPECT_EQ(credential.certificate, keys.certificate("leaf"));
  ASSERT_THAT(credential.chain, SizeIs(2));
  EXPECT_EQ(credential.chain[0], keys.certificate("issuing"));
}

TEST(Pem, EncryptedKeysNeedTheirPassphrase) {
  const Keys keys;
  keys.make("leaf", "issuing", {});
  keys.must({"pkcs8", "-topk8", "-in", "leaf.key", "-out", "new.key", "-passout", "pass:secret"});
  keys.must({"ec", "-in", "leaf.key", "-aes256", "-out", "old.key", "-passout", "pass:secret"});
  for (const std::string name : {"new.key", "old.key"}) {
    const std::string file = keys.text(name) + keys.text("leaf.pem");
    EXPECT_THAT(file, HasSubstr("ENCRYPTED"));
    EXPECT_EQ(pem_refused(file, "secret"), "none") << name;
    EXPECT_EQ(pem_refused(file, "secrets"), "wrong-passphrase") << name;
    EXPECT_EQ(pem_refused(file, ""), "wrong-passphrase") << name;
  }
}

TEST(Pem, WhatIsMissingIsTold) {
  const Keys keys;
  keys.make("leaf", "issuing", {});
  keys.make("other", "issuing", {});
  EXPECT_EQ(pem_refused(keys.text("leaf.pem")), "key-damaged");
  EXPECT_EQ(pem_refused(keys.text("leaf.key")), "no-certificate");
  EXPECT_EQ(pem_refused(keys.text("leaf.key") + keys.text("other.pem")), "key-not-for-certificate");
  EXPECT_EQ(pem_refused("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
            "key-damaged");
  EXPECT_EQ(pem_refused(""), "key-damaged");
}

}  // namespace
}  // namespace chancery::tests
