// What keeps a signature by a key elsewhere from being completed.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "end_to_end/external_signing.h"
#include "end_to_end/signed_pdf.h"

namespace chancery::tests {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

/// Each refusal tells what was signed instead, and leaves no output.
class ExternalRefusals : public ::testing::Test {
 protected:
  void refused(const ExternalSigning& external, const Ran& ran, const std::string& what) {
    EXPECT_EQ(ran.status, 1) << what << ran.err;
    EXPECT_THAT(ran.err, HasSubstr(what));
    EXPECT_FALSE(external.is_there("signed.pdf")) << what;
  }
  /// Signs something with openssl and tries to complete with it.
  void wrong(const ExternalSigning& external, const std::vector<std::string>& how,
             const std::string& bytes, const std::string& what, const std::string& key = "") {
    const Ran made =
        external.sign_with(key.empty() ? external.kind().name : key, how, bytes, "value");
    ASSERT_EQ(made.status, 0) << made.err;
    refused(external, external.complete(), what);
  }
};

TEST_F(ExternalRefusals, SayWhatWasSignedInstead) {
  const ExternalSigning external(external_kinds().at(0));
  ASSERT_EQ(external.prepare().status, 0);
  external_keys().make("another", "issuing", {rsa("2048")});
  wrong(external, {"dgst", "-sha256", "-sign"}, "signed.session.bytes", "made with another key",
        "another");
  wrong(external, {"dgst", "-sha512", "-sign"}, "signed.session.bytes",
        "over the digest with SHA-512, not with SHA-256");
  wrong(external, {"dgst", "-sha256", "-sigopt", "rsa_padding_mode:pss", "-sign"},
        "signed.session.bytes", "padded with PSS");
  wrong(external, {"dgst", "-sha256", "-sign"}, "signed.session.digest",
        "as the text of its hexadecimal digits");
  external.make_digest();
  wrong(external, {"dgst", "-sha256", "-sign"}, "digest", "digested once more");
  wrong(external, {"pkeyutl", "-sign", "-inkey"}, "digest", "without the name of its algorithm");
  wrong(external, {"dgst", "-sha256", "-sign"}, "letter.pdf", "over other bytes");
  write_text(external.path("value"), "QUJD\n");
  refused(external, external.complete(), "the file is text");
  write_text(external.path("value"), "");
  refused(external, external.complete(), "the file is empty");
  write_text(external.path("value"), std::string("\x01\x02\x03", 3));
  refused(external, external.complete(), "it has 3 bytes, and signatures of this key have 256");
  fs::remove(external.path("value"));
  refused(external, external.complete(), "cannot-read");
}

TEST_F(ExternalRefusals, SayWhatWasSignedInsteadForCurvesToo) {
  const ExternalSigning external(external_kinds().at(3));
  ASSERT_EQ(external.prepare().status, 0);
  wrong(external, {"dgst", "-sha256", "-sign"}, "signed.session.bytes", "with SHA-256, not with");
  wrong(external, {"dgst", "-sha384", "-sign"}, "signed.session.digest", "hexadecimal digits");
  const ExternalSigning edwards(external_kinds().at(5));
  ASSERT_EQ(edwards.prepare().status, 0);
  wrong(edwards, edwards.kind().command, "letter.pdf", "over other bytes");
  const ExternalSigning pss(external_kinds().at(1));
  ASSERT_EQ(pss.prepare().status, 0);
  wrong(pss, {"dgst", "-sha384", "-sign"}, "signed.session.bytes", "padded with PKCS#1 v1.5");
  wrong(pss,
        {"dgst", "-sha384", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:20",
         "-sign"},
        "signed.session.bytes", "salt is not as long as the hash");
}

/// A whole CMS: of another run over the same bytes, and what the openssl program makes of them.
TEST_F(ExternalRefusals, AWholeCmsIsTakenWhenPadesHasNothingAgainstIt) {
  const ExternalSigning external;
  ASSERT_EQ(external.prepare({"--room", "4000"}).status, 0);
  ASSERT_EQ(external.sign_elsewhere().status, 0);
  ASSERT_EQ(external.complete().status, 0);
  const CutSignature cut = signatures_of(external.text("signed.pdf")).at(0);
  write_text(external.path("cms.der"), cut.value);
  write_text(external.path("content"), cut.content);
  const Ran pem = run({"openssl", "cms", "-cmsout", "-inform", "DER", "-in", "cms.der", "-outform",
                       "PEM", "-out", "cms.pem"},
                      {{}, external.folder()});
  ASSERT_EQ(pem.status, 0) << pem.err;
  for (const char* form : {"cms.der", "cms.pem"}) {
    fs::remove(external.path("signed.pdf"));
    const Ran completed = external.complete({"--cms", external.path(form)});
    EXPECT_EQ(completed.status, 0) << completed.err;
    EXPECT_EQ(external.verified().status, 0);
  }
  fs::remove(external.path("signed.pdf"));

  const std::string key = external_keys().path(external.kind().name + ".key").string();
  const std::string certificate = external_keys().path(external.kind().name + ".pem").string();
  const auto made = [&](const std::vector<std::string>& options,
                        const std::string& content = "content") {
    std::vector<std::string> command{"openssl", "cms",        "-sign",   "-binary",   "-md",
                                     "sha256",  "-outform",   "DER",     "-in",       content,
                                     "-inkey",  key,          "-signer", certificate, "-out",
                                     "made",    "-nosmimecap"};
    command.insert(command.end(), options.begin(), options.end());
    const Ran ran = run(command, {{}, external.folder()});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return external.complete({"--cms", external.path("made")});
  };
  refused(external, made({"-cades"}), "signing-time");
  refused(external, made({"-cades"}, "letter.pdf"), "over other bytes than those of the prepared");
  refused(external, made({"-cades", "-nodetach"}), "carries what was signed inside");
  refused(external, made({}), "lacks the attribute signing-certificate-v2");
  refused(external, made({"-noattr"}), "no signed attributes");
  refused(external, made({"-cades", "-nocerts"}), "certificate is not in it");
  external_keys().make("second", "issuing", {curve("P-256")});
  refused(external,
          made({"-cades", "-signer", external_keys().path("second.pem").string(), "-inkey",
                external_keys().path("second.key").string()}),
          "more than one signer");
  // Another's signature is as good as none, however right it is.
  const Ran others = run({"openssl", "cms", "-sign", "-binary", "-cades", "-outform", "DER", "-in",
                          "content", "-inkey", external_keys().path("second.key").string(),
                          "-signer", external_keys().path("second.pem").string(), "-out", "made"},
                         {{}, external.folder()});
  ASSERT_EQ(others.status, 0);
  refused(external, external.complete({"--cms", external.path("made")}), "and the session is for");
  write_text(external.path("made"), "no CMS");
  refused(external, external.complete({"--cms", external.path("made")}), "no CMS SignedData");
  write_text(external.path("made"), cut.value + "x");
  refused(external, external.complete({"--cms", external.path("made")}), "other bytes follow it");
}

TEST_F(ExternalRefusals, ThePlaceIsAsLargeAsTheSignatureNeedsAndAsIsAskedFor) {
  for (const std::size_t room : {0U, 5000U}) {
    const ExternalSigning external;
    ASSERT_EQ(external.prepare({"--room", std::to_string(room)}).status, 0);
    ASSERT_EQ(external.sign_elsewhere().status, 0);
    ASSERT_EQ(external.complete().status, 0);
    const CutSignature cut = signatures_of(external.text("signed.pdf")).at(0);
    EXPECT_GE(cut.padding, room);
    EXPECT_LE(cut.padding, room + 10);
  }
}

TEST_F(ExternalRefusals, NothingMayHaveChangedInTheMeantime) {
  const ExternalSigning external;
  ASSERT_EQ(external.prepare().status, 0);
  ASSERT_EQ(external.sign_elsewhere().status, 0);
  const std::string letter = external.text("letter.pdf");
  const auto with = [&](const std::string& file, const std::string& text, const std::string& what) {
    const std::string before = external.text(file);
    write_text(external.path(file), text);
    refused(external, external.complete(), what);
    write_text(external.path(file), before);
  };
  with("letter.pdf", letter + "\n", "input-changed");
  std::string prepared = external.text("signed.session.pdf");
  prepared[prepared.size() / 2] = static_cast<char>(prepared[prepared.size() / 2] ^ 1);
  with("signed.session.pdf", prepared, "prepared-changed");
  std::string session = external.text("signed.session.json");
  const std::size_t certify = session.find("\"certify\": 0");
  ASSERT_NE(certify, std::string::npos);
  session[certify + 11] = '2';
  with("signed.session.json", session, "session-changed");
  session = external.text("signed.session.json");
  session.replace(session.find("\"version\": 1"), 12, "\"version\": 2");
  with("signed.session.json", session, "session-version");
  with("signed.session.json", external.text("signed.session.json").substr(0, 200), "not-a-session");
  with("signed.session.json", "{}", "not-a-session");
  with("divisions.yaml",
       "divisions:\n  - name: Asia Division\n    organisational-unit: Other\n    key: pem:x.pem\n",
       "not-the-division");
  with("divisions.yaml", external.text("divisions.yaml") + "policy:\n  level: B-T\n",
       "level-not-reached");
  fs::rename(external.path("letter.pdf"), external.path("away.pdf"));
  refused(external, external.complete(), "not there any more");
  fs::rename(external.path("away.pdf"), external.path("letter.pdf"));
  // However it is laid out, a session is what it says.
  session = external.text("signed.session.json");
  std::string flat;
  for (const char c : session) flat += c == '\n' ? ' ' : c;
  write_text(external.path("signed.session.json"), flat);
  const Ran completed = external.complete();
  EXPECT_EQ(completed.status, 0) << completed.err;
}

TEST_F(ExternalRefusals, OfSeveralSessionsOnOneFileTheFirstCounts) {
  const ExternalSigning external;
  ASSERT_EQ(external.prepare({"--session", external.path("first.session.json")}).status, 0);
  ASSERT_EQ(external.prepare({"--session", external.path("second.session.json")}).status, 0);
  const Ran again = external.prepare({"--session", external.path("first.session.json")});
  EXPECT_EQ(again.status, 3);
  EXPECT_THAT(again.err, HasSubstr("session-exists"));
  const auto complete = [&](const std::string& name) {
    EXPECT_EQ(external.sign_elsewhere(name + ".session.bytes").status, 0);
    return chancery({"sign", "--complete", external.path(name + ".session.json"), "--signature",
                     external.path("value")});
  };
  ASSERT_EQ(complete("first").status, 0);
  const std::string output = external.text("signed.pdf");
  for (const char* late : {"second", "first"}) {
    const Ran ran = complete(late);
    EXPECT_EQ(ran.status, 1);
    EXPECT_THAT(ran.err, HasSubstr("output-changed"));
    EXPECT_EQ(external.text("signed.pdf"), output);
  }
}

/// Two that are completed at the same moment: whoever comes second sees what the first has written.
/// The test is the first, and holds the folder as the program does.
TEST_F(ExternalRefusals, NobodyWritesWhileAnotherLooks) {
  const ExternalSigning external;
  ASSERT_EQ(external.prepare().status, 0);
  ASSERT_EQ(external.sign_elsewhere().status, 0);
  const int folder = ::open(external.folder().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  ASSERT_GE(folder, 0);
  ASSERT_EQ(::flock(folder, LOCK_EX), 0);
  Ran second;
  std::thread other([&] { second = external.complete(); });
  // Long enough for the other to have come to its end, if it did not wait.
  std::this_thread::sleep_for(std::chrono::seconds(1));
  EXPECT_FALSE(external.is_there("signed.pdf"));
  write_text(external.path("signed.pdf"), "signed by the first");
  ::close(folder);
  other.join();
  EXPECT_EQ(second.status, 1);
  EXPECT_THAT(second.err, HasSubstr("output-changed"));
  EXPECT_EQ(external.text("signed.pdf"), "signed by the first");
}

TEST(SignInPlace, ASignatureMadeMeanwhileIsNotLost) {
  const TemporaryFolder folder;
  const std::string letter = (folder / "a.signed.pdf").string();
  ASSERT_EQ(chancery({"typeset", example("open-letter"), "-o", letter}).status, 0);
  const int held = ::open(folder.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  ASSERT_EQ(::flock(held, LOCK_EX), 0);
  Ran second;
  const std::string keys = pki().string();
  std::thread other([&] {
    second = chancery({"sign", letter, "--division", kAsia, "--keys", keys});
  });
  std::this_thread::sleep_for(std::chrono::seconds(1));
  const std::string changed = read_text(letter) + "\n";
  write_text(letter, changed);
  ::close(held);
  other.join();
  EXPECT_EQ(second.status, 1);
  EXPECT_THAT(second.err, HasSubstr("input-changed"));
  EXPECT_EQ(read_text(letter), changed);
}

/// In place: the input of the second session is the output of the first.
TEST_F(ExternalRefusals, AFileThatWasSignedInPlaceIsAnotherFile) {
  const ExternalSigning external;
  const std::vector<std::string> in_place{"-o", external.path("letter.pdf"), "--session",
                                          external.path("one.session.json")};
  ASSERT_EQ(external.prepare(in_place).status, 0);
  ASSERT_EQ(external
                .prepare({"-o", external.path("letter.pdf"), "--session",
                          external.path("signed.session.json")})
                .status,
            0);
  ASSERT_EQ(external.sign_elsewhere("one.session.bytes").status, 0);
  ASSERT_EQ(chancery({"sign", "--complete", external.path("one.session.json"), "--signature",
                      external.path("value")})
                .status,
            0);
  EXPECT_EQ(external.verified("letter.pdf").status, 0);
  ASSERT_EQ(external.sign_elsewhere().status, 0);
  refused(external, external.complete(), "input-changed");
  EXPECT_EQ(external.verified("letter.pdf").status, 0);
}

TEST_F(ExternalRefusals, ACertificateThatHasExpiredByThenOrIsAnothersOrTooWeak) {
  const ExternalSigning external(external_kinds().at(2), {.days = "2"});
  ASSERT_EQ(external.prepare().status, 0);
  ASSERT_EQ(external.sign_elsewhere().status, 0);
  const std::string later = std::to_string(::time(nullptr) + 3 * 86400);
  refused(external, external.complete({}, {{{"SOURCE_DATE_EPOCH", later}}, {}}),
          "certificate-expired");
  const ExternalSigning other(external_kinds().at(2), {.subject = "/O=Test Office/OU=Mail/CN=M"});
  EXPECT_THAT(other.prepare().err, HasSubstr("not-the-division"));
  const ExternalSigning weak({"weak", rsa("1024"), "", {}});
  const Ran refused_key = weak.prepare();
  EXPECT_EQ(refused_key.status, 1);
  EXPECT_THAT(refused_key.err, HasSubstr("key-too-weak"));
  EXPECT_FALSE(weak.is_there("signed.session.json"));
  write_text(weak.path("chain.pem"), "nothing");
  EXPECT_THAT(weak.prepare().err, HasSubstr("no-certificate"));
}

}  // namespace
}  // namespace chancery::tests
