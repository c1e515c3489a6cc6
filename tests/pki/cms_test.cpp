// CMS signatures: ours judged by the openssl program, and the openssl program's judged by ours.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

#include "openssl_keys.h"
#include "pki/der.h"
#include "pki/signed_data.h"

namespace chancery::tests {
namespace {

using pki::CmsCheck;
using pki::CmsFinding;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

const std::string kContent = "Did these divisions sign what I see?";

CmsCheck check(ByteView cms, const std::string& content = kContent) {
  // In two pieces, as a PDF's byte range gives them.
  const std::array<ByteView, 2> pieces{bytes_of(content).first(10), bytes_of(content).subspan(10)};
  return pki::check_cms(cms, pieces);
}

Bytes sign(const pki::Credential& credential) {
  return pki::sign_cms(credential, pki::digest(credential.signer->hash(), bytes_of(kContent)));
}

bool intact(const CmsCheck& check) {
  return check.digest_matches && check.signature_verifies && check.findings.empty();
}

Ran openssl_verify(const Keys& keys, const Bytes& cms) {
  write_text(keys.path("cms.der"), to_text(cms));
  write_text(keys.path("content"), kContent);
  return keys.openssl({"cms", "-verify", "-binary", "-inform", "DER", "-in", "cms.der", "-content",
                       "content", "-CAfile", "root.pem", "-purpose", "any", "-cades", "-out",
                       "verified"});
}

/// What `openssl cms -sign` makes of the content; BER with -stream.
Bytes openssl_sign(const Keys& keys, const std::string& name,
                   const std::vector<std::string>& options = {}) {
  write_text(keys.path("content"), kContent);
  std::vector<std::string> command{"cms",     "-sign",       "-binary", "-in",         "content",
                                   "-signer", name + ".pem", "-inkey",  name + ".key", "-outform",
                                   "DER",     "-out",        "cms.der"};
  command.insert(command.end(), options.begin(), options.end());
  keys.must(command);
  return to_bytes(keys.text("cms.der"));
}

struct Kind {
  std::string name;
  std::vector<std::string> key;
  pki::Hash hash;
  std::string digest_algorithm, signature_algorithm;
  pki::SigningChoice choice = {};
};

class Signature : public ::testing::TestWithParam<Kind> {};

TEST_P(Signature, IsAcceptedByOpensslAndByUs) {
  const Keys keys;
  const pki::Credential credential =
      keys.new_credential("leaf", {GetParam().key}, GetParam().choice);
  EXPECT_EQ(credential.signer->hash(), GetParam().hash);
  const Bytes cms = sign(credential);
  EXPECT_LE(cms.size(), pki::largest_cms_bytes(credential));
  const CmsCheck ours = check(cms);
  EXPECT_THAT(ours.findings, IsEmpty());
  EXPECT_TRUE(intact(ours));
  EXPECT_TRUE(ours.attributes_in_order);
  EXPECT_FALSE(ours.signing_time);
  EXPECT_EQ(ours.digest_algorithm, GetParam().digest_algorithm);
  EXPECT_EQ(ours.signature_algorithm, GetParam().signature_algorithm);
  ASSERT_TRUE(ours.signer);
  EXPECT_EQ(*ours.signer, credential.certificate);
  if (!GetParam().name.starts_with("Ed")) {  // which the CMS functions of OpenSSL 3.0 do not know
    const Ran ran = openssl_verify(keys, cms);
    EXPECT_EQ(ran.status, 0) << ran.err;
  }
}

TEST_P(Signature, OverOtherBytesIsFoundOut) {
  const Keys keys;
  const Bytes cms = sign(keys.new_credential("leaf", {GetParam().key}, GetParam().choice));
  std::string changed = kContent;
  changed[3] ^= 1;
  const CmsCheck found = check(cms, changed);
  EXPECT_FALSE(found.digest_matches);
  EXPECT_TRUE(found.signature_verifies);
  EXPECT_THAT(found.findings, ElementsAre(CmsFinding::kDigestMismatch));
}

INSTANTIATE_TEST_SUITE_P(
    Keys, Signature,
    ::testing::Values(
        Kind{"Rsa2048", rsa("2048"), pki::Hash::kSha256, "SHA-256", "RSA PKCS#1 v1.5"},
        Kind{"P256", curve("P-256"), pki::Hash::kSha256, "SHA-256", "ECDSA"},
        Kind{"P384", curve("P-384"), pki::Hash::kSha384, "SHA-384", "ECDSA"},
        Kind{"P521", curve("P-521"), pki::Hash::kSha512, "SHA-512", "ECDSA"},
        Kind{"Brainpool384", curve("brainpoolP384r1"), pki::Hash::kSha384, "SHA-384", "ECDSA"},
        Kind{"Rsa4096", rsa("4096"), pki::Hash::kSha384, "SHA-384", "RSA PKCS#1 v1.5"},
        Kind{"Rsa2048Sha512",
             rsa("2048"),
             pki::Hash::kSha512,
             "SHA-512",
             "RSA PKCS#1 v1.5",
             {pki::Hash::kSha512, false}},
        Kind{
            "Pss2048", rsa("2048"), pki::Hash::kSha256, "SHA-256", "RSA PSS", {std::nullopt, true}},
        Kind{"Pss3072Sha384",
             rsa("3072"),
             pki::Hash::kSha384,
             "SHA-384",
             "RSA PSS",
             {pki::Hash::kSha384, true}},
        Kind{"Pss2048Sha512",
             rsa("2048"),
             pki::Hash::kSha512,
             "SHA-512",
             "RSA PSS",
             {pki::Hash::kSha512, true}},
        Kind{"PssKey",
             {"rsa-pss", "-pkeyopt", "rsa_keygen_bits:2048"},
             pki::Hash::kSha256,
             "SHA-256",
             "RSA PSS"},
        Kind{"P256Sha512",
             curve("P-256"),
             pki::Hash::kSha512,
             "SHA-512",
             "ECDSA",
             {pki::Hash::kSha512, false}},
        Kind{"Ed25519", {"ed25519"}, pki::Hash::kSha512, "SHA-512", "Ed25519"},
        Kind{"Ed448", {"ed448"}, pki::Hash::kShake256, "SHAKE256", "Ed448"}),
    [](const auto& tested) { return tested.param.name; });

// RFC 8419, 3.1, judged by the openssl program without its CMS: it knows the digests and the
// signatures.
TEST(EdwardsCurves, SignTheAttributesThemselvesWithTheirOwnDigest) {
  const Keys keys;
  write_text(keys.path("content"), kContent);
  const auto hex_of = [&](const std::vector<std::string>& options) {
    std::vector<std::string> command{"dgst", "-r"};
    command.insert(command.end(), options.begin(), options.end());
    command.emplace_back("content");
    const std::string said = keys.openssl(command).out;
    return said.substr(0, said.find(' '));
  };
  struct Curve {
    std::string name, digest, algorithm, signature_algorithm;
  };
  // SHA-512 without parameters; id-shake256-len (2.16.840.1.101.3.4.2.18) with INTEGER 512.
  for (const Curve& curve :
       {Curve{"ed25519", hex_of({"-sha512"}), "300b0609608648016503040203", "300506032b6570"},
        Curve{"ed448", hex_of({"-shake256", "-xoflen", "64"}), "300f060960864801650304021202020200",
              "300506032b6571"}}) {
    const Bytes cms = sign(keys.new_credential(curve.name, {{curve.name}}));
    const std::string hex = pki::hex(cms);
    EXPECT_THAT(hex, HasSubstr("0440" + curve.digest)) << curve.name;
    EXPECT_THAT(hex, HasSubstr(curve.algorithm)) << curve.name;
    pki::der::Reader outer(cms, pki::der::Rules::kDer);
    const auto data = pki::read_signed_data(*outer.next());
    ASSERT_TRUE(data);
    const auto signer = pki::read_signer_info(data->signers.at(0));
    ASSERT_TRUE(signer);
    EXPECT_THAT(hex, HasSubstr(curve.signature_algorithm + "04"));
    write_text(keys.path("attributes"), to_text(signer->signed_attributes_der));
    write_text(keys.path("value"), to_text(signer->signature));
    keys.must({"x509", "-in", curve.name + ".pem", "-pubkey", "-noout", "-out", "public.pem"});
    const Ran ran = keys.openssl({"pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "public.pem",
                                  "-in", "attributes", "-sigfile", "value"});
    EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
  }
}

// RFC 4056, 2: the parameters must be there; RFC 4055, 3.1: saltLength [2].
TEST(Pss, ParametersAreWrittenOutAndTheSaltIsAsLongAsTheHash) {
  const Keys keys;
  const Bytes cms = sign(keys.new_credential("leaf", {rsa("2048")}, {pki::Hash::kSha384, true}));
  write_text(keys.path("cms.der"), to_text(cms));
  const std::string printed =
      keys.openssl({"cms", "-cmsout", "-print", "-noout", "-inform", "DER", "-in", "cms.der"}).out;
  EXPECT_THAT(pki::hex(cms), HasSubstr("a203020130"));
  EXPECT_THAT(printed, HasSubstr("rsassaPss"));
  std::size_t hashes = 0;
  const std::string sha384 =
      "0609608648016503040202"
      "0500";
  for (std::size_t at = 0; (at = pki::hex(cms).find(sha384, at)) != std::string::npos; ++at)
    ++hashes;
  EXPECT_EQ(hashes, 2U);
}

TEST(SigningChoice, ThatDoesNotFitTheKeyIsRefused) {
  const Keys keys;
  const auto refused = [&](const Wanted& wanted, const pki::SigningChoice& choice) -> std::string {
    try {
      keys.new_credential("leaf", wanted, choice);
    } catch (const Failure& failure) {
      return failure.diagnostics().at(0).code;
    }
    return "none";
  };
  EXPECT_EQ(refused({}, {std::nullopt, true}), "padding-not-for-key");
  EXPECT_EQ(refused({{"ed25519"}}, {pki::Hash::kSha256, false}), "hash-not-for-key");
  EXPECT_EQ(refused({{"ed25519"}}, {pki::Hash::kSha512, false}), "none");
  EXPECT_EQ(refused({{"ed448"}}, {pki::Hash::kSha512, false}), "hash-not-for-key");
  EXPECT_EQ(refused({}, {pki::Hash::kSha1, false}), "hash-too-weak");
  EXPECT_EQ(refused({rsa("2048")}, {pki::Hash::kMd5, true}), "hash-too-weak");
}

TEST(SignedAttributes, AreExactlyTheThreeOfPades) {
  const Keys keys;
  const Bytes cms = sign(keys.new_credential("leaf", {}));
  write_text(keys.path("cms.der"), to_text(cms));
  const std::string printed =
      keys.openssl({"cms", "-cmsout", "-print", "-noout", "-inform", "DER", "-in", "cms.der"}).out;
  const std::size_t from = printed.find("signedAttrs:");
  ASSERT_NE(from, std::string::npos);
  const std::string attributes = printed.substr(from, printed.find("signatureAlgorithm:") - from);
  std::vector<std::string> objects;
  for (std::size_t at = attributes.find("object: "); at != std::string::npos;
       at = attributes.find("object: ", at + 1)) {
    objects.push_back(attributes.substr(at + 8, attributes.find(' ', at + 8) - at - 8));
  }
  // The content type's own value is one more object.
  EXPECT_THAT(objects, Contains("contentType"));
  EXPECT_THAT(objects, Contains("messageDigest"));
  EXPECT_THAT(objects, Contains("id-smime-aa-signingCertificateV2"));
  EXPECT_THAT(objects, SizeIs(3)) << attributes;
  EXPECT_THAT(printed, HasSubstr("unsignedAttrs:\n          <ABSENT>"));
  EXPECT_THAT(printed, HasSubstr("eContent: <ABSENT>"));
}

TEST(SignedAttributes, NameIssuerAndSerialAndLeaveOutTheDefaultHash) {
  const Keys keys;
  const pki::Credential credential = keys.new_credential("leaf", {});
  const Bytes cms = sign(credential);
  // RFC 5035, 3 and 4, assembled from what openssl writes of the certificate.
  const Bytes fingerprint = pki::digest(pki::Hash::kSha256, credential.certificate.der());
  Bytes id_beginning = pki::der::element(pki::der::kOctetString, fingerprint);
  const auto found = std::ranges::search(cms, id_beginning);
  ASSERT_FALSE(found.empty());
  // Directly before the hash stand three sequence headers, and no algorithm.
  const auto before = static_cast<std::size_t>(found.begin() - cms.begin());
  EXPECT_THAT(pki::hex(ByteView(cms).subspan(before - 6, 6)),
              ::testing::MatchesRegex("30..30..30.."));
  const std::string serial = credential.certificate.serial_hex();
  EXPECT_THAT(pki::hex(ByteView(cms).subspan(before, 130)), HasSubstr(serial));
}

TEST(SignedAttributes, OutOfOrderAreToldAndSayTheSame) {
  const Keys keys;
  Bytes cms = sign(keys.new_credential("leaf", {}));
  const Bytes mark = pki::der::object_identifier("1.2.840.113549.1.9.3");
  const auto found = std::ranges::search(cms, mark);
  ASSERT_FALSE(found.empty());
  const auto begin = found.begin() - cms.begin() - 2;
  pki::der::Reader reader(ByteView(cms).subspan(static_cast<std::size_t>(begin)),
                          pki::der::Rules::kDer);
  Bytes reversed;
  for (int i = 0; i < 3; ++i) {
    const auto attribute = reader.next(pki::der::kSequence);
    ASSERT_TRUE(attribute);
    reversed.insert(reversed.begin(), attribute->whole.begin(), attribute->whole.end());
  }
  ASSERT_EQ(reader.next()->tag, pki::der::kSequence);  // the signature algorithm
  std::ranges::copy(reversed, cms.begin() + begin);
  const CmsCheck unsorted = check(cms);
  EXPECT_FALSE(unsorted.attributes_in_order);
  EXPECT_TRUE(intact(unsorted));
}

TEST(SignedData, CarriesTheChainWithoutTheRoot) {
  const Keys keys;
  const CmsCheck found = check(sign(keys.new_credential("leaf", {})));
  EXPECT_THAT(found.certificates,
              UnorderedElementsAre(keys.certificate("leaf"), keys.certificate("issuing")));
}

TEST(SignedData, OfRsaIsTheSameEveryTime) {
  const Keys keys;
  const pki::Credential credential = keys.new_credential("leaf", {rsa("2048")});
  EXPECT_EQ(sign(credential), sign(credential));
}

TEST(SignedData, MayBePaddedWithZerosAndNothingElse) {
  const Keys keys;
  Bytes cms = sign(keys.new_credential("leaf", {}));
  cms.resize(cms.size() + 100);
  EXPECT_TRUE(intact(check(cms)));
  cms.back() = 1;
  EXPECT_THAT(check(cms).findings, ElementsAre(CmsFinding::kTrailingData));
}

TEST(SignedData, SignaturesOfOpensslAreUnderstood) {
  const Keys keys;
  keys.make("leaf", "issuing", {rsa("2048")});
  keys.make("curve", "issuing", {curve("P-384")});
  for (const auto& [name, options] : std::vector<std::pair<std::string, std::vector<std::string>>>{
           {"leaf", {"-cades", "-nosmimecap"}},
           {"leaf", {"-cades", "-md", "sha512"}},
           {"leaf", {"-cades", "-keyid"}},
           {"leaf", {"-cades", "-keyopt", "rsa_padding_mode:pss"}},
           {"leaf",
            {"-cades", "-md", "sha384", "-keyopt", "rsa_padding_mode:pss", "-keyopt",
             "rsa_pss_saltlen:20"}},
           {"leaf",
            {"-cades", "-md", "sha256", "-keyopt", "rsa_padding_mode:pss", "-keyopt",
             "rsa_mgf1_md:sha1"}},
           {"leaf", {"-cades", "-md", "sha3-256"}},
           {"curve", {"-cades", "-md", "sha384"}},
           {"curve", {"-cades", "-md", "sha256"}}}) {
    const CmsCheck found = check(openssl_sign(keys, name, options));
    EXPECT_TRUE(found.digest_matches) << options.back();
    EXPECT_TRUE(found.signature_verifies) << options.back();
    EXPECT_THAT(found.findings, ElementsAre(CmsFinding::kSigningTimePresent)) << options.back();
    ASSERT_TRUE(found.signing_time);
    EXPECT_NEAR(static_cast<double>(*found.signing_time), static_cast<double>(std::time(nullptr)),
                60);
  }
  const CmsCheck pss = check(openssl_sign(keys, "leaf", {"-keyopt", "rsa_padding_mode:pss"}));
  EXPECT_EQ(pss.signature_algorithm, "RSA PSS");
}

TEST(SignedData, IndefiniteLengthsAroundSignedAttributesAreUnderstood) {
  const Keys keys;
  keys.make("leaf", "issuing", {});
  const Bytes cms = openssl_sign(keys, "leaf", {"-cades", "-stream", "-indef"});
  ASSERT_EQ(cms[1], 0x80);
  EXPECT_TRUE(check(cms).signature_verifies);
}

TEST(SignedData, EachDefectHasItsFinding) {
  const Keys keys;
  keys.make("leaf", "issuing", {});
  keys.make("other", "issuing", {});
  keys.make("weak", "issuing", {rsa("1024")});
  const auto findings = [&](const std::string& name, const std::vector<std::string>& options) {
    return check(openssl_sign(keys, name, options)).findings;
  };
  EXPECT_THAT(findings("leaf", {"-cades", "-nodetach"}),
              Contains(CmsFinding::kEncapsulatedContent));
  EXPECT_THAT(findings("leaf", {}), Contains(CmsFinding::kNoSigningCertificate));
  EXPECT_THAT(findings("leaf", {"-cades", "-nocerts"}), Contains(CmsFinding::kNoSignerCertificate));
  EXPECT_THAT(findings("leaf", {"-cades", "-md", "sha1"}), Contains(CmsFinding::kWeakHash));
  EXPECT_THAT(findings("weak", {"-cades"}), Contains(CmsFinding::kWeakKey));
  EXPECT_THAT(findings("weak", {"-cades", "-md", "sha512-256"}),
              Contains(CmsFinding::kUnsupportedAlgorithm));
  EXPECT_THAT(findings("leaf", {"-noattr"}), Contains(CmsFinding::kNoSignedAttributes));
  EXPECT_THAT(findings("leaf", {"-cades", "-signer", "other.pem", "-inkey", "other.key"}),
              Contains(CmsFinding::kSeveralSigners));
  EXPECT_THAT(findings("leaf", {"-cades", "-econtent_type", "1.2.3.4"}),
              Contains(CmsFinding::kContentTypeWrong));
  EXPECT_THAT(check({}).findings, ElementsAre(CmsFinding::kNotCms));
  EXPECT_THAT(check(bytes_of("%PDF-1.7")).findings, ElementsAre(CmsFinding::kNotCms));
  EXPECT_THAT(check(Bytes(64)).findings, ElementsAre(CmsFinding::kNotCms));
}

TEST(SignedData, WithoutAttributesIsOverTheContentItself) {
  const Keys keys;
  keys.make("leaf", "issuing", {});
  const Bytes cms = openssl_sign(keys, "leaf", {"-noattr"});
  EXPECT_TRUE(check(cms).digest_matches);
  EXPECT_FALSE(check(cms, kContent + " no").digest_matches);
}

TEST(SignedData, AnotherCertificateWithTheSameIssuerAndSerialIsFoundOut) {
  // Someone with a careless authority gets a second certificate with the signer's number.
  const Keys keys;
  const auto issue = [&](const std::string& name, const std::string& subject) {
    keys.must({"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc",
               "-keyout", name + ".key", "-out", name + ".csr", "-subj", subject});
    keys.must({"x509", "-req", "-in", name + ".csr", "-CA", "issuing.pem", "-CAkey", "issuing.key",
               "-set_serial", "77", "-out", name + ".pem"});
  };
  issue("first", "/CN=First");
  issue("second", "/CN=Other");
  const Bytes cms = sign(keys.credential("first"));
  const Bytes first = keys.certificate("first").der();
  // ECDSA signatures differ in length by a byte or two; the same length keeps the CMS well formed.
  for (int i = 0; i < 50 && keys.certificate("second").der().size() != first.size(); ++i) {
    issue("second", "/CN=Other");
  }
  const Bytes second = keys.certificate("second").der();
  ASSERT_EQ(first.size(), second.size());
  const auto found = std::ranges::search(cms, first);
  ASSERT_FALSE(found.empty());
  Bytes swapped = cms;
  std::ranges::copy(second, swapped.begin() + (found.begin() - cms.begin()));
  EXPECT_THAT(check(swapped).findings,
              ElementsAre(CmsFinding::kSigningCertificateMismatch, CmsFinding::kSignatureWrong));
}

/// Every byte of a signature, changed in several ways.
TEST(SignedData, NoChangedByteOfWhatIsSignedPasses) {
  const Keys keys;
  const pki::Credential credential = keys.new_credential("leaf", {});
  const Bytes cms = sign(credential);
  // From the SignerInfo's signed attributes to the end of the signature value everything counts:
  // they are the last parts of the SignedData.
  const Bytes mark = pki::der::object_identifier("1.2.840.113549.1.9.3");
  const auto attributes = std::ranges::search(cms, mark);
  ASSERT_FALSE(attributes.empty());
  const auto signed_from = static_cast<std::size_t>(attributes.begin() - cms.begin());
  const auto certificate = std::ranges::search(cms, credential.certificate.der());
  const auto certificate_from = static_cast<std::size_t>(certificate.begin() - cms.begin());
  const auto certificate_to = static_cast<std::size_t>(certificate.end() - cms.begin());
  for (std::size_t at = 0; at < cms.size(); ++at) {
    for (const int bit : {0x01, 0x20, 0x80}) {
      Bytes changed = cms;
      changed[at] = static_cast<std::uint8_t>(changed[at] ^ bit);
      const CmsCheck found = check(changed);
      if (!intact(found)) continue;
      // Versions, the list of digest algorithms and other certificates are not signed by CMS.
      EXPECT_LT(at, signed_from);
      EXPECT_FALSE(at >= certificate_from && at < certificate_to) << at;
      EXPECT_EQ(*found.signer, credential.certificate);
    }
  }
}

TEST(SignedData, HostileBytesNeverPassAndNeverThrow) {
  const Keys keys;
  keys.make("leaf", "issuing", {rsa("2048")});
  const std::vector<Bytes> seeds{
      sign(keys.credential("leaf")),
      openssl_sign(keys, "leaf", {"-cades", "-keyopt", "rsa_padding_mode:pss"}),
      openssl_sign(keys, "leaf", {"-cades", "-stream", "-indef", "-nodetach"}),
      openssl_sign(keys, "leaf", {"-noattr", "-keyid"}),
      sign(keys.new_credential("edwards", {{"ed25519"}}))};
  std::mt19937 random(20261124);
  const std::string other = kContent + "!";
  for (int round = 0; round < 20000; ++round) {
    Bytes changed = seeds[random() % seeds.size()];
    const std::size_t changes = 1 + random() % 4;
    for (std::size_t i = 0; i < changes; ++i) {
      const std::size_t at = random() % changed.size();
      switch (random() % 5) {
        case 0:
          changed[at] = static_cast<std::uint8_t>(random());
          break;
        case 1:
          changed[at] =
              static_cast<std::uint8_t>(std::array{0x00, 0x80, 0xFF, 0x84, 0x30}[random() % 5]);
          break;
        case 2:
          changed.resize(std::max<std::size_t>(at, 1));
          break;
        case 3:
          changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(at), 1 + random() % 8,
                         static_cast<std::uint8_t>(random()));
          break;
        default: {
          const std::size_t size = std::min<std::size_t>(random() % 64, changed.size() - at);
          changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(at),
                        changed.begin() + static_cast<std::ptrdiff_t>(at + size));
          if (changed.empty()) changed.push_back(0x30);
        }
      }
    }
    EXPECT_FALSE(check(changed, other).digest_matches);
    const std::array<ByteView, 1> pieces{bytes_of(other)};
    EXPECT_FALSE(pki::check_timestamp(changed, pieces).digest_matches);
  }
}

}  // namespace
}  // namespace chancery::tests
