// Keys that SoftHSM made and keeps, their certificates issued by the openssl program, their
// signatures judged by it.
#include "pki/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "openssl_keys.h"
#include "pki/token_key.h"
#include "soft_token.h"

namespace chancery::tests {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

const std::string kContent = "Did these divisions sign what I see?";

pki::PinSource pin(const std::string& text, int* asked = nullptr) {
  return [text, asked](const std::string&) {
    if (asked != nullptr) ++*asked;
    return text;
  };
}

class Token : public ::testing::Test {
 protected:
  /// A key in the token, and NAME.pem for it.
  void make(const std::string& kind, const std::string& name, const std::string& id,
            const std::vector<std::string>& more = {}) const {
    token.make_key(kind, name, id, more);
    keys.must({"x509", "-new", "-subj", "/O=Test Office/OU=Asia Division/CN=" + name,
               "-force_pubkey", token.path(name + ".pub").string(), "-CA", "issuing.pem", "-CAkey",
               "issuing.key", "-days", "30", "-out", name + ".pem"});
  }
  void make_with_certificate(const std::string& kind, const std::string& name,
                             const std::string& id) const {
    make(kind, name, id);
    token.put_certificate(keys.path(name + ".pem"), name, id);
  }

  pki::Credential open(const std::string& uri, const pki::SigningChoice& choice = {},
                       const std::vector<pki::Certificate>& beside = {}) {
    return tokens.open(uri, pin(SoftToken::kPin), beside, choice);
  }

  std::string refused(const std::string& uri, const pki::PinSource& source,
                      const std::vector<pki::Certificate>& beside = {}) {
    try {
      tokens.open(uri, source, beside, {});
    } catch (const Failure& failure) {
      EXPECT_THAT(failure.diagnostics(), SizeIs(1));
      EXPECT_THAT(failure.what(), Not(HasSubstr(SoftToken::kPin)));
      EXPECT_FALSE(failure.diagnostics()[0].mend.empty());
      return failure.diagnostics()[0].code + ": " + failure.diagnostics()[0].what + " | " +
             failure.diagnostics()[0].mend;
    }
    return "none";
  }

  /// By us, and by openssl where its CMS knows the algorithm.
  void expect_valid(const pki::Credential& credential, bool openssl_knows = true) {
    const Bytes cms =
        pki::sign_cms(credential, pki::digest(credential.signer->hash(), bytes_of(kContent)));
    EXPECT_LE(cms.size(), pki::largest_cms_bytes(credential));
    const std::array<ByteView, 1> pieces{bytes_of(kContent)};
    const pki::CmsCheck check = pki::check_cms(cms, pieces);
    EXPECT_TRUE(check.digest_matches && check.signature_verifies && check.findings.empty());
    if (!openssl_knows) return;
    write_text(keys.path("cms.der"), to_text(cms));
    write_text(keys.path("content"), kContent);
    // The key's certificate alone may be in the token.
    write_text(keys.path("both.pem"), keys.text("root.pem") + keys.text("issuing.pem"));
    const Ran ran = keys.openssl({"cms", "-verify", "-binary", "-inform", "DER", "-in", "cms.der",
                                  "-content", "content", "-CAfile", "both.pem", "-purpose", "any",
                                  "-cades", "-out", "verified"});
    EXPECT_EQ(ran.status, 0) << ran.err;
  }

  Keys keys;
  SoftToken token;
  pki::Tokens tokens;
};

TEST_F(Token, SignsWithRsaInBothPaddings) {
  make_with_certificate("rsa:2048", "rsa", "01");
  expect_valid(open(token.uri("rsa")));
  expect_valid(open(token.uri("rsa"), {pki::Hash::kSha512, false}));
  for (const pki::Hash hash : {pki::Hash::kSha256, pki::Hash::kSha384, pki::Hash::kSha512}) {
    const pki::Credential credential = open(token.uri("rsa"), {hash, true});
    expect_valid(credential);
    EXPECT_EQ(credential.signer->hash(), hash);
  }
}

TEST_F(Token, SignsWithCurves) {
  make_with_certificate("EC:prime256v1", "p256", "01");
  make_with_certificate("EC:secp384r1", "p384", "02");
  make_with_certificate("EC:secp521r1", "p521", "03");
  for (const std::string name : {"p256", "p384", "p521"}) {
    // r and s begin with a zero or a high bit now and then.
    for (int i = 0; i < 5; ++i) expect_valid(open(token.uri(name)));
  }
  // The digest is longer than the order.
  expect_valid(open(token.uri("p256"), {pki::Hash::kSha512, false}));
}

TEST_F(Token, SignsWithEd25519) {
  make_with_certificate("EC:edwards25519", "ed", "01");
  expect_valid(open(token.uri("ed")), false);
}

TEST_F(Token, AsksForItsPinOnceForAllItsKeys) {
  make_with_certificate("EC:prime256v1", "one", "01");
  make_with_certificate("EC:prime256v1", "two", "02");
  int asked = 0;
  const pki::Credential one = tokens.open(token.uri("one"), pin(SoftToken::kPin, &asked), {}, {});
  const pki::Credential two = tokens.open(token.uri("two"), pin(SoftToken::kPin, &asked), {}, {});
  EXPECT_EQ(asked, 1);
  expect_valid(one);
  expect_valid(two);
  EXPECT_EQ(two.certificate, keys.certificate("two"));
}

TEST_F(Token, StaysOpenAsLongAsItsKeys) {
  make_with_certificate("EC:prime256v1", "one", "01");
  const pki::Credential credential = open(token.uri("one"));
  tokens = pki::Tokens();
  expect_valid(credential);
}

TEST_F(Token, AsksEachTimeForAKeyThatWantsIt) {
  make("EC:prime256v1", "one", "01", {"--always-auth"});
  token.put_certificate(keys.path("one.pem"), "one", "01");
  int asked = 0;
  const pki::Credential one = tokens.open(token.uri("one"), pin(SoftToken::kPin, &asked), {}, {});
  expect_valid(one);
  expect_valid(one);
  EXPECT_EQ(asked, 3);
}

TEST_F(Token, GivesTheChainFromItselfOrFromBeside) {
  make("EC:prime256v1", "one", "01");
  make_with_certificate("EC:prime256v1", "two", "02");
  token.put_certificate(keys.path("issuing.pem"), "issuing", "77");
  const std::vector<pki::Certificate> beside{keys.certificate("root"), keys.certificate("one")};
  const pki::Credential one = open(token.uri("one"), {}, beside);
  EXPECT_EQ(one.certificate, keys.certificate("one"));
  ASSERT_THAT(one.chain, SizeIs(2));
  EXPECT_EQ(one.chain[0], keys.certificate("issuing"));
  EXPECT_EQ(one.chain[1], keys.certificate("root"));
  expect_valid(one);
  EXPECT_THAT(open(token.uri("two")).chain, SizeIs(1));
}

TEST_F(Token, IsFoundByModuleAndIdentifierToo) {
  make_with_certificate("EC:prime256v1", "one", "01");
  make_with_certificate("EC:prime256v1", "two", "02");
  const pki::Credential two =
      open("pkcs11:token=Divisions;id=%02?module-path=" + std::string(kSoftHsm));
  EXPECT_EQ(two.certificate, keys.certificate("two"));
  expect_valid(two);
}

TEST_F(Token, WhatIsWrongIsTold) {
  make_with_certificate("EC:prime256v1", "one", "01");
  make("EC:prime256v1", "bare", "02");
  make("EC:prime256v1", "other", "03");
  const pki::PinSource good = pin(SoftToken::kPin);
  EXPECT_THAT(refused("pkcs11:token=Elsewhere;object=one", good),
              AllOf(StartsWith("no-token: "), HasSubstr("'Divisions'")));
  EXPECT_THAT(refused(token.uri("one"), pin("654321")), StartsWith("wrong-pin: "));
  EXPECT_THAT(refused(token.uri("one"), pin("")), StartsWith("wrong-pin: "));
  EXPECT_THAT(refused(token.uri("nobody"), good), StartsWith("no-key-in-token: "));
  EXPECT_THAT(refused("pkcs11:token=Divisions", good), StartsWith("several-keys: "));
  EXPECT_THAT(refused(token.uri("bare"), good), StartsWith("no-certificate: "));
  EXPECT_THAT(refused(token.uri("bare"), good, {keys.certificate("other")}),
              StartsWith("key-not-for-certificate: "));
  EXPECT_THAT(refused("pkcs11:tokn=Divisions", good), StartsWith("bad-key: "));
  EXPECT_THAT(refused("pkcs11:token=%zz", good), StartsWith("bad-key: "));
  EXPECT_THAT(refused(token.uri("one") + "?pin-value=123456", good), StartsWith("pin-in-uri: "));
  EXPECT_THAT(refused(token.uri("one") + "?module-path=/nowhere.so", good),
              StartsWith("no-token-module: "));
  // A second token of the same name, seen when the module starts again.
  tokens = pki::Tokens();
  token.add_token("Divisions");
  EXPECT_THAT(refused(token.uri("one"), good), StartsWith("several-tokens: "));
}

TEST_F(Token, WithAWeakKeyIsRefused) {
  make("rsa:1024", "weak", "01");
  token.put_certificate(keys.path("weak.pem"), "weak", "01");
  EXPECT_THAT(refused(token.uri("weak"), pin(SoftToken::kPin)), StartsWith("key-too-weak: "));
}

TEST_F(Token, ThatIsLockedSaysSo) {
  make_with_certificate("EC:prime256v1", "one", "01");
  const std::string uri = token.uri("one") + "?module-path=" + CHANCERY_LOCKING_TOKEN;
  const auto opened = [&](const std::string& text) { return refused(uri, pin(text)); };
  for (int i = 0; i < 3; ++i) EXPECT_THAT(opened("wrong"), StartsWith("wrong-pin: "));
  for (int i = 0; i < 3; ++i) EXPECT_THAT(opened(SoftToken::kPin), StartsWith("token-locked: "));
}

// X.690, 8.3: by hand. r keeps its sign by a zero octet, s loses its leading zeros.
TEST(EcdsaValue, IsASequenceOfTwoIntegers) {
  const Bytes raw{0x80, 0x01, 0x00, 0x7F};
  EXPECT_EQ(pki::hex(pki::ecdsa_der(raw)), "3008020300800102017f");
}

TEST(TokenUri, TellsItsPinSourceAndHidesItsQuery) {
  const pki::TokenUri uri =
      pki::read_token_uri("pkcs11:token=A;object=b?pin-source=file:/a%20b&module-path=/m.so");
  EXPECT_EQ(uri.shown, "pkcs11:token=A;object=b");
  EXPECT_EQ(uri.pin_source, "file:/a b");
}

}  // namespace
}  // namespace chancery::tests
