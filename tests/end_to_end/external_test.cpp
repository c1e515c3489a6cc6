// Signing with keys that are elsewhere, in two steps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "end_to_end/external_signing.h"
#include "end_to_end/judges.h"
#include "services.h"
#include "soft_token.h"

namespace chancery::tests {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

class ExternalKinds : public ::testing::TestWithParam<ExternalKind> {};

TEST_P(ExternalKinds, SignBytesThatAreCompletedToAValidLetter) {
  const ExternalSigning external(GetParam());
  const std::string letter = external.text("letter.pdf");
  const Ran prepared = external.prepare();
  ASSERT_EQ(prepared.status, 0) << prepared.err;
  EXPECT_FALSE(external.is_there("signed.pdf"));
  ASSERT_EQ(external.sign_elsewhere().status, 0);
  const Ran completed = external.complete();
  ASSERT_EQ(completed.status, 0) << completed.err;
  const std::string file = external.text("signed.pdf");
  EXPECT_TRUE(file.starts_with(letter));
  EXPECT_EQ(external.text("letter.pdf"), letter);
  const Ran verified = external.verified();
  EXPECT_EQ(verified.status, 0) << verified.out;
  const std::vector<CutSignature> cut = signatures_of(file);
  ASSERT_EQ(cut.size(), 1U);
  // The digest is a help for those who sign digests; Edwards curves do not.
  EXPECT_EQ(external.is_there("signed.session.digest"), !GetParam().edwards);
  if (GetParam().edwards) {
    EXPECT_EQ(run({"openssl", "pkeyutl", "-verify", "-rawin", "-certin", "-inkey",
                   external.path("chain.pem"), "-in", external.path("signed.session.bytes"),
                   "-sigfile", external.path("value")})
                  .status,
              0);
    return;
  }
  EXPECT_EQ(valid_by_pdfsig(external.path("signed.pdf")), 1U);
  const Ran judged = judged_by_openssl(cut[0], external.path("root.pem"));
  EXPECT_EQ(judged.status, 0) << judged.err;
}

INSTANTIATE_TEST_SUITE_P(Keys, ExternalKinds, ::testing::ValuesIn(external_kinds()),
                         [](const auto& kind) { return kind.param.name; });

/// What most services are asked: a signature of the digest.
TEST(External, TheDigestAloneIsEnoughForThoseThatSignDigests) {
  for (const std::size_t kind : {0U, 2U}) {
    const ExternalSigning external(external_kinds().at(kind));
    ASSERT_EQ(external.prepare().status, 0);
    external.make_digest();
    const Ran made = run({"openssl", "pkeyutl", "-sign", "-pkeyopt", "digest:sha256", "-inkey",
                          external_keys().path(external.kind().name + ".key").string(), "-in",
                          external.path("digest"), "-out", external.path("value")});
    ASSERT_EQ(made.status, 0) << made.err;
    const Ran completed = external.complete();
    EXPECT_EQ(completed.status, 0) << completed.err;
    EXPECT_EQ(external.verified().status, 0);
  }
}

/// A token of another machine: what pkcs11-tool gives of ECDSA is r and s.
TEST(External, ATokenElsewhereSignsWithPkcs11Tool) {
  if (!fs::exists(kSoftHsm)) GTEST_SKIP() << "SoftHSM is not installed";
  const SoftToken token;
  for (const std::size_t kind : {0U, 2U}) {
    const ExternalSigning external(external_kinds().at(kind));
    const std::string name = external.kind().name;
    const std::string id = "0" + std::to_string(kind + 1);
    const Ran der =
        run({"openssl", "pkcs8", "-topk8", "-nocrypt", "-outform", "DER", "-in",
             external_keys().path(name + ".key").string(), "-out", external.path("key.der")});
    ASSERT_EQ(der.status, 0) << der.err;
    token.tool({"--write-object", external.path("key.der"), "--type", "privkey", "--id", id,
                "--label", name, "--usage-sign"});
    ASSERT_EQ(external.prepare().status, 0);
    external.make_digest();
    if (kind == 0) {
      token.tool({"--sign", "--id", id, "--mechanism", "SHA256-RSA-PKCS", "--input-file",
                  external.path("signed.session.bytes"), "--output-file", external.path("value")});
    } else {
      token.tool({"--sign", "--id", id, "--mechanism", "ECDSA", "--input-file",
                  external.path("digest"), "--output-file", external.path("value")});
      EXPECT_EQ(fs::file_size(external.path("value")), 64U);
    }
    const Ran completed = external.complete();
    EXPECT_EQ(completed.status, 0) << completed.err;
    EXPECT_EQ(external.verified().status, 0);
  }
}

/// A PDF of another program, certified by a key elsewhere.
TEST(External, AnyPdfCanBePreparedAndCertified) {
  const ExternalSigning external;
  const Ran foreign =
      run({"pdftocairo", "-pdf", external.path("letter.pdf"), external.path("foreign.pdf")});
  ASSERT_EQ(foreign.status, 0) << foreign.err;
  fs::rename(external.path("foreign.pdf"), external.path("letter.pdf"));
  const Ran prepared = external.prepare({"--rect", "20,20,200,80", "--certify", "2"});
  ASSERT_EQ(prepared.status, 0) << prepared.err;
  ASSERT_EQ(external.sign_elsewhere().status, 0);
  const Ran completed = external.complete();
  ASSERT_EQ(completed.status, 0) << completed.err;
  EXPECT_EQ(external.verified().status, 0);
  EXPECT_THAT(external.text("signed.pdf"), HasSubstr("/TransformMethod /DocMDP"));
  EXPECT_THAT(run({"pdfsig", "-nocert", external.path("signed.pdf")}).out,
              HasSubstr("Signature is Valid"));
}

TEST(External, OptionsThatDoNotGoTogetherAreWrongUsage) {
  const ExternalSigning external;
  const auto usage = [](const std::vector<std::string>& command) {
    return chancery(command).status;
  };
  const std::string letter = external.path("letter.pdf");
  EXPECT_EQ(usage({"sign", letter, "--division", kAsia, "--prepare"}), 3);
  EXPECT_EQ(usage({"sign", letter}), 3);
  EXPECT_EQ(usage({"sign", "--division", kAsia}), 3);
  EXPECT_EQ(usage({"sign", "--complete", "x.json"}), 3);
  EXPECT_EQ(usage({"sign", "--complete", "x.json", "--signature", "a", "--cms", "b"}), 3);
  EXPECT_EQ(usage({"sign", letter, "--complete", "x.json", "--signature", "a"}), 3);
  EXPECT_EQ(usage({"sign", letter, "--division", kAsia, "--signature", "a"}), 3);
}

/// The session's folder may be moved, with everything that it names.
TEST(External, AFolderOfSessionsCanBeMoved) {
  const ExternalSigning external;
  ASSERT_EQ(external.prepare().status, 0);
  ASSERT_EQ(external.sign_elsewhere().status, 0);
  const TemporaryFolder elsewhere;
  fs::copy(external.folder(), elsewhere / "moved", fs::copy_options::recursive);
  const Ran completed =
      chancery({"sign", "--complete", (elsewhere / "moved/signed.session.json").string(),
                "--signature", (elsewhere / "moved/value").string()});
  EXPECT_EQ(completed.status, 0) << completed.err;
  EXPECT_TRUE(fs::exists(elsewhere / "moved/signed.pdf"));
  EXPECT_FALSE(external.is_there("signed.pdf"));
}

/// Every level: what is beyond the signature's value is asked for when it has come back.
TEST(External, LevelsAreReachedWhenTheSignatureIsThere) {
  const Services services;
  const TemporaryFolder folder;
  const auto path = [&](const std::string& name) { return (folder / name).string(); };
  ASSERT_EQ(chancery({"typeset", example("open-letter"), "-o", path("letter.pdf")}).status, 0);
  const fs::path authority = services.pki() / "authority";
  const std::string pass = "file:" + (services.pki() / "asia-division.pass").string();
  ASSERT_EQ(run({"openssl", "pkcs12", "-in", (services.pki() / "asia-division.p12").string(),
                 "-passin", pass, "-nocerts", "-noenc", "-out", path("asia.key")})
                .status,
            0);
  write_text(folder / "chain.pem",
             read_text(authority / "asia-division.pem") + read_text(authority / "issuing.pem"));
  const RunOptions here{{{"XDG_CACHE_HOME", path("cache")}}, folder.path()};
  for (const std::string level : {"T", "LT", "LTA"}) {
    const std::string output = path(level + ".pdf");
    const Ran prepared =
        chancery({"sign", path("letter.pdf"), "--division", kAsia, "--prepare", "--certificate",
                  path("chain.pem"), "--level", level, "--tsa", services.tsa(), "-o", output},
                 here);
    ASSERT_EQ(prepared.status, 0) << prepared.err;
    const std::string session = path(level + ".session.json");
    ASSERT_EQ(run({"openssl", "dgst", "-sha256", "-sign", path("asia.key"), "-out", path("value"),
                   path(level + ".session.bytes")})
                  .status,
              0);
    const Ran nobody =
        chancery({"sign", "--complete", session, "--signature", path("value")}, here);
    EXPECT_EQ(nobody.status, 3);
    EXPECT_THAT(nobody.err, HasSubstr("no-time-stamping"));
    const Ran completed = chancery(
        {"sign", "--complete", session, "--signature", path("value"), "--tsa", services.tsa()},
        here);
    ASSERT_EQ(completed.status, 0) << completed.err;
    const Ran verified = chancery({"verify", output, "--trust", services.trust()}, here);
    EXPECT_EQ(verified.status, 0) << verified.out;
    const std::string pdf = read_text(output);
    const std::vector<CutSignature> cut = signatures_of(pdf);
    EXPECT_EQ(cut.size(), level == "LTA" ? 2U : 1U);
    EXPECT_NE(time_stamp_of(cut.at(0).value).token, "");
    EXPECT_EQ(pdf.find("/Type /DSS") != std::string::npos, level != "T");
    EXPECT_THAT(run({"pdfsig", "-nocert", output}).out, HasSubstr("Signature is Valid"));
  }
}

}  // namespace
}  // namespace chancery::tests
