// What PDF files carry besides PAdES: the older forms of ISO 32000-1, 12.8.3, old and new
// algorithms.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "openssl_keys.h"
#include "pki/der.h"

namespace chancery::tests {
namespace {

using pki::CmsCheck;
using pki::CmsFinding;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

const std::string kContent = "Did these divisions sign what I see?";

template <class Check>
CmsCheck over(const std::string& content, Check check) {
  const std::array<ByteView, 2> pieces{bytes_of(content).first(10), bytes_of(content).subspan(10)};
  return check(pieces);
}

/// `openssl cms -sign` over `signed_text`.
Bytes openssl_sign(const Keys& keys, ByteView signed_text,
                   const std::vector<std::string>& options = {}) {
  write_text(keys.path("signed"), to_text(signed_text));
  std::vector<std::string> command{"cms",     "-sign",    "-binary", "-in",      "signed",
                                   "-signer", "leaf.pem", "-inkey",  "leaf.key", "-outform",
                                   "DER",     "-out",     "cms.der"};
  command.insert(command.end(), options.begin(), options.end());
  keys.must(command);
  return to_bytes(keys.text("cms.der"));
}

// adbe.pkcs7.sha1 (12.8.3.3.1): the CMS carries the SHA-1 digest of the bytes.
TEST(AdbePkcs7Sha1, CarriesTheDigestOfTheBytes) {
  const Keys keys;
  keys.make("leaf", "issuing", {rsa("2048")});
  const Bytes digest = pki::digest(pki::Hash::kSha1, bytes_of(kContent));
  for (const std::vector<std::string>& more : {std::vector<std::string>{}, {"-noattr"}}) {
    std::vector<std::string> options{"-nodetach"};
    options.insert(options.end(), more.begin(), more.end());
    const Bytes cms = openssl_sign(keys, digest, options);
    const auto check = [&](auto pieces) { return pki::check_cms_sha1(cms, pieces); };
    const CmsCheck right = over(kContent, check);
    EXPECT_TRUE(right.digest_matches);
    EXPECT_TRUE(right.signature_verifies);
    EXPECT_THAT(right.findings, Contains(CmsFinding::kWeakHash));
    EXPECT_THAT(right.findings, Not(Contains(CmsFinding::kEncapsulatedContent)));
    const CmsCheck wrong = over(kContent + "!", check);
    EXPECT_FALSE(wrong.digest_matches);
    EXPECT_THAT(wrong.findings, Contains(CmsFinding::kDigestMismatch));
  }
}

TEST(AdbePkcs7Sha1, WithoutADigestInsideIsToldApart) {
  const Keys keys;
  keys.make("leaf", "issuing", {rsa("2048")});
  const Bytes detached = openssl_sign(keys, bytes_of(kContent));
  const CmsCheck found =
      over(kContent, [&](auto pieces) { return pki::check_cms_sha1(detached, pieces); });
  EXPECT_THAT(found.findings, ElementsAre(CmsFinding::kNoEncapsulatedDigest));
  EXPECT_FALSE(found.digest_matches);
}

// adbe.x509.rsa_sha1 (12.8.3.2): an octet string with the bare value; the certificate beside it.
TEST(AdbeX509RsaSha1, IsCheckedWithTheFirstCertificate) {
  const Keys keys;
  keys.make("leaf", "issuing", {rsa("2048")});
  keys.make("other", "issuing", {rsa("2048")});
  write_text(keys.path("signed"), kContent);
  keys.must({"dgst", "-sha1", "-sign", "leaf.key", "-out", "value", "signed"});
  Bytes value = pki::der::element(pki::der::kOctetString, bytes_of(keys.text("value")));
  value.resize(value.size() + 20);  // padding of /Contents
  const Bytes leaf = keys.certificate("leaf").der();
  const Bytes other = keys.certificate("other").der();
  const auto with = [&](std::vector<ByteView> certificates) {
    return [&value, certificates](auto pieces) {
      return pki::check_rsa_sha1(value, certificates, pieces);
    };
  };
  const CmsCheck right = over(kContent, with({leaf, other}));
  EXPECT_TRUE(right.digest_matches);
  EXPECT_TRUE(right.signature_verifies);
  EXPECT_EQ(*right.signer, keys.certificate("leaf"));
  EXPECT_THAT(right.findings, ElementsAre(CmsFinding::kWeakHash));
  EXPECT_FALSE(over(kContent + "!", with({leaf})).digest_matches);
  EXPECT_FALSE(over(kContent, with({other})).signature_verifies);
  EXPECT_THAT(over(kContent, with({})).findings, Contains(CmsFinding::kNoSignerCertificate));
}

TEST(OldAlgorithms, AreUnderstoodAndWeak) {
  const Keys keys;
  keys.make("leaf", "issuing", {rsa("2048")});
  for (const char* hash : {"md5", "ripemd160", "sha1"}) {
    const Bytes cms = openssl_sign(keys, bytes_of(kContent), {"-cades", "-md", hash});
    const CmsCheck found = over(kContent, [&](auto pieces) { return pki::check_cms(cms, pieces); });
    EXPECT_TRUE(found.digest_matches && found.signature_verifies) << hash;
    EXPECT_THAT(found.findings, Contains(CmsFinding::kWeakHash)) << hash;
  }
}

TEST(OldAlgorithms, DsaIsUnderstood) {
  const Keys keys;
  keys.must({"genpkey", "-genparam", "-algorithm", "DSA", "-pkeyopt", "dsa_paramgen_bits:2048",
             "-pkeyopt", "dsa_paramgen_q_bits:256", "-out", "dsa.params"});
  keys.must({"genpkey", "-paramfile", "dsa.params", "-out", "leaf.key"});
  keys.must({"req", "-x509", "-new", "-key", "leaf.key", "-out", "leaf.pem", "-subj", "/CN=Old",
             "-CA", "issuing.pem", "-CAkey", "issuing.key"});
  const Bytes cms = openssl_sign(keys, bytes_of(kContent), {"-cades", "-md", "sha256"});
  const CmsCheck found = over(kContent, [&](auto pieces) { return pki::check_cms(cms, pieces); });
  EXPECT_TRUE(found.digest_matches && found.signature_verifies);
  EXPECT_EQ(found.signature_algorithm, "DSA");
}

/// Signs with what the openssl program knows outside of CMS.
class ProgramSigner : public pki::Signer {
 public:
  ProgramSigner(const Keys& keys, std::vector<std::string> command, std::string algorithm,
                pki::Hash hash)
      : keys_(keys), command_(std::move(command)), algorithm_(std::move(algorithm)), hash_(hash) {}
  Bytes sign(ByteView message) const override {
    write_text(keys_.path("message"), to_text(message));
    keys_.must(command_);
    return to_bytes(keys_.text("value"));
  }
  Bytes signature_algorithm() const override {
    return pki::der::element(pki::der::kSequence, pki::der::object_identifier(algorithm_));
  }
  pki::Hash hash() const override { return hash_; }
  std::size_t largest_signature_bytes() const override { return 256; }

 private:
  const Keys& keys_;
  std::vector<std::string> command_;
  std::string algorithm_;
  pki::Hash hash_;
};

void expect_understood(const Keys& keys, std::vector<std::string> command, std::string algorithm,
                       pki::Hash hash) {
  const pki::Credential credential{
      std::make_shared<ProgramSigner>(keys, std::move(command), std::move(algorithm), hash),
      keys.certificate("leaf"),
      {}};
  const Bytes cms = pki::sign_cms(credential, pki::digest(hash, bytes_of(kContent)));
  const auto check = [&](auto pieces) { return pki::check_cms(cms, pieces); };
  const CmsCheck found = over(kContent, check);
  EXPECT_TRUE(found.digest_matches && found.signature_verifies);
  EXPECT_TRUE(found.findings.empty());
  EXPECT_FALSE(over(kContent + "!", check).digest_matches);
}

// RFC 8419: SHAKE256 of 64 bytes beside Ed448.
TEST(NewAlgorithms, Ed448IsUnderstood) {
  const Keys keys;
  keys.make("leaf", "issuing", {{"ed448"}});
  EXPECT_EQ(pki::digest(pki::Hash::kShake256, {}).size(), 64U);
  expect_understood(
      keys, {"pkeyutl", "-sign", "-rawin", "-inkey", "leaf.key", "-in", "message", "-out", "value"},
      "1.3.101.113", pki::Hash::kShake256);
}

// NIST's register: 2.16.840.1.101.3.4.3.12 is ECDSA with SHA3-512.
TEST(NewAlgorithms, EcdsaWithSha3IsUnderstood) {
  const Keys keys;
  keys.make("leaf", "issuing", {curve("brainpoolP512r1")});
  expect_understood(keys, {"dgst", "-sha3-512", "-sign", "leaf.key", "-out", "value", "message"},
                    "2.16.840.1.101.3.4.3.12", pki::Hash::kSha3_512);
}

/// The value with the last of what it holds, `depth` levels down, put through `change`.
template <class Change>
Bytes rebuilt(const pki::der::Element& element, int depth, const Change& change) {
  if (depth == 0) return change(element);
  pki::der::Reader reader(element.content, pki::der::Rules::kDer);
  std::optional<pki::der::Element> last;
  Bytes before;
  while (const auto next = reader.next()) {
    if (last) append(before, last->whole);
    last = next;
  }
  return pki::der::element(element.tag, {before, rebuilt(*last, depth - 1, change)});
}

// RFC 5652, 5.3 wants DER; some sign what they wrote.
TEST(SignedAttributesInBer, AreTakenAsTheyStand) {
  const Keys keys;
  const pki::Credential credential = keys.new_credential("leaf", {});
  const Bytes cms = pki::sign_cms(credential, pki::digest(pki::Hash::kSha256, bytes_of(kContent)));
  const auto with_long_length = [&](bool sign_again) {
    return rebuilt(
        *pki::der::Reader(cms, pki::der::Rules::kDer).next(), 4,
        [&](const pki::der::Element& signer_info) {
          Bytes parts, attributes;
          pki::der::Reader reader(signer_info.content, pki::der::Rules::kDer);
          while (const auto part = reader.next()) {
            if (part->tag == pki::der::constructed(0)) {
              pki::der::Reader each(part->content, pki::der::Rules::kDer);
              const auto first = each.next();
              attributes = {first->tag, 0x81, static_cast<std::uint8_t>(first->content.size())};
              append(attributes, first->content);
              append(attributes, each.rest());
              append(parts, pki::der::element(part->tag, attributes));
            } else if (part->tag == pki::der::kOctetString && sign_again) {
              const Bytes set = pki::der::element(pki::der::kSet, attributes);
              append(parts, pki::der::element(part->tag, credential.signer->sign(set)));
            } else {
              append(parts, part->whole);
            }
          }
          return pki::der::element(signer_info.tag, parts);
        });
  };
  for (const bool sign_again : {true, false}) {
    const Bytes changed = with_long_length(sign_again);
    const CmsCheck found =
        over(kContent, [&](auto pieces) { return pki::check_cms(changed, pieces); });
    EXPECT_TRUE(found.digest_matches);
    EXPECT_EQ(found.signature_verifies, sign_again);
  }
}

}  // namespace
}  // namespace chancery::tests
