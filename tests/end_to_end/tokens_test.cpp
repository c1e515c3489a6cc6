// A division signs with a key that never leaves its token.
#include <gmock/gmock.h>

#include "end_to_end/program.h"
#include "soft_token.h"

namespace chancery::tests {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class TokenKeys : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(
        run({(kSource / "scripts/make-demo-pki.sh").string(), (folder / "pki").string()}).status,
        0);
    token.make_key("EC:prime256v1", "asia", "01");
    const std::filesystem::path authority = pki() / "authority";
    const Ran made =
        run({"openssl", "x509", "-new", "-subj",
             "/O=Lakes Correspondence Office/OU=Asia Division/CN=Asia Division", "-force_pubkey",
             token.path("asia.pub").string(), "-CA", (authority / "issuing.pem").string(), "-CAkey",
             (authority / "issuing.key").string(), "-days", "30", "-out",
             (folder / "asia.pem").string()});
    ASSERT_EQ(made.status, 0) << made.err;
    write_text(folder / "asia.pem",
               read_text(folder / "asia.pem") + read_text(authority / "issuing.pem"));
    write_text(folder / "asia.pin", std::string(SoftToken::kPin) + "\n");
    std::filesystem::permissions(folder / "asia.pin", std::filesystem::perms::owner_read);
    const Ran set = chancery({"typeset", example("open-letter"), "-o", path("letter.pdf")});
    ASSERT_EQ(set.status, 0) << set.err;
    list("pkcs11:token=Divisions;object=asia", "certificate: asia.pem");
  }

  void list(const std::string& key, const std::string& more) const {
    write_text(folder / "divisions.yaml",
               "divisions:\n  - name: Asia Division\n    organisational-unit: Asia Division\n"
               "    key: '" +
                   key + "'\n    " + more + "\n");
  }
  std::string path(const std::string& name) const { return (folder / name).string(); }

  Ran sign(const std::vector<std::string>& more = {}, const RunOptions& options = {}) const {
    std::vector<std::string> command{"sign", path("letter.pdf"), "--division",
                                     kAsia,  "--divisions",      path("divisions.yaml"),
                                     "-o",   path("signed.pdf")};
    command.insert(command.end(), more.begin(), more.end());
    return chancery(command, options);
  }

  TemporaryFolder folder;
  SoftToken token;
};

TEST_F(TokenKeys, SignWithThePinFromAFileTheUriOrTheEnvironment) {
  const Ran by_file = sign({"--passphrase-file", path("asia.pin")});
  ASSERT_EQ(by_file.status, 0) << by_file.err;
  const std::string said = run({"pdfsig", "-nocert", path("signed.pdf")}).out;
  EXPECT_THAT(said, HasSubstr("Signature is Valid"));
  const Ran verified = chancery({"verify", path("signed.pdf"), "--trust", trust()});
  EXPECT_EQ(verified.status, 0) << verified.out;
  EXPECT_EQ(
      sign({"--passphrase-env", "DIVISION_PIN"}, {{{"DIVISION_PIN", SoftToken::kPin}}, {}}).status,
      0);
  list("pkcs11:token=Divisions;object=asia?pin-source=file:asia.pin", "certificate: asia.pem");
  EXPECT_EQ(sign().status, 0);
  list("pkcs11:token=Divisions;object=asia?pin-source=" + path("asia.pin"),
       "certificate: asia.pem");
  EXPECT_EQ(sign().status, 0);
  const Ran listed = chancery({"divisions", "--divisions", path("divisions.yaml")});
  EXPECT_EQ(listed.status, 0) << listed.out;
  EXPECT_THAT(listed.out, AllOf(HasSubstr("EC P-256, pkcs11:token=Divisions;object=asia"),
                                Not(HasSubstr("pin-source"))));
}

TEST_F(TokenKeys, AreOpenedOnceForSeveralPdfs) {
  namespace fs = std::filesystem;
  for (const char* name : {"b.pdf", "c.pdf"}) fs::copy(folder / "letter.pdf", folder / name);
  // Whoever reads such a file warns of it.
  fs::permissions(folder / "asia.pin", fs::perms::others_read, fs::perm_options::add);
  const Ran ran = chancery({"sign", path("letter.pdf"), path("b.pdf"), path("c.pdf"), "--division",
                            kAsia, "--divisions", path("divisions.yaml"), "--passphrase-file",
                            path("asia.pin"), "-o", path("out")});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out, "3 of 3 PDFs signed\n");
  const std::string warning = "warning[";
  const std::size_t first = ran.err.find(warning);
  ASSERT_NE(first, std::string::npos) << ran.err;
  EXPECT_EQ(ran.err.find(warning, first + 1), std::string::npos) << ran.err;
  for (const char* name : {"letter", "b", "c"}) {
    const std::string file = path(std::string("out/") + name + ".signed.pdf");
    EXPECT_THAT(run({"pdfsig", "-nocert", file}).out, HasSubstr("Signature is Valid"));
  }
  const Ran tried = chancery({"divisions", "check", "--divisions", path("divisions.yaml"),
                              "--passphrase-file", path("asia.pin"), "--days", "5"});
  EXPECT_EQ(tried.status, 0) << tried.out;
  EXPECT_THAT(tried.out, HasSubstr("it signs"));
}

TEST_F(TokenKeys, FailWithoutWritingAnythingAndWithoutTellingThePin) {
  const auto refused = [&](const Ran& ran, const std::string& what) {
    EXPECT_EQ(ran.status, 1) << ran.err;
    EXPECT_THAT(ran.err, HasSubstr(what));
    EXPECT_THAT(ran.out + ran.err, Not(HasSubstr("123456")));
    EXPECT_FALSE(std::filesystem::exists(path("signed.pdf")));
  };
  refused(sign(), "no PIN for the token 'Divisions'");
  write_text(folder / "wrong.pin", "00123456\n");
  refused(sign({"--passphrase-file", path("wrong.pin")}), "does not open the token");
  list("pkcs11:token=Divisions;object=asia", "passphrase-file: asia.pin");
  refused(sign(), "has no certificate in its token");
  list("pkcs11:token=Divisions;object=asia?pin-value=123456", "certificate: asia.pem");
  refused(sign(), "PIN for everyone to read");
  list("pkcs11:token=Divisions;object=asia?pin-source=|cat", "certificate: asia.pem");
  refused(sign(), "none is started here");
  list("pkcs11:token=Away;object=asia", "certificate: asia.pem");
  refused(sign(), "no token is there");
}

}  // namespace
}  // namespace chancery::tests
