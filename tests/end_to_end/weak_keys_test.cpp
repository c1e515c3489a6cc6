// Keys and digests that are too weak are refused with the reason, whatever else is right; and a PIN
// is asked for at the terminal.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pki/openssl_keys.h"
#include "program.h"
#include "soft_token.h"

namespace chancery::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

class KeysOfALetter : public ::testing::Test {
 protected:
  void SetUp() override {
    const Ran set = chancery({"typeset", example("open-letter"), "-o", path("letter.pdf")});
    ASSERT_EQ(set.status, 0) << set.err;
    write_text(folder / "pass", std::string(Keys::kPassphrase) + "\n");
    fs::permissions(folder / "pass", fs::perms::owner_read);
  }
  std::string path(const std::string& file) const { return (folder / file).string(); }

  Ran sign(const std::string& key, const std::string& more) const {
    write_text(folder / "divisions.yaml",
               "divisions:\n  - name: Asia Division\n    organisational-unit: Asia Division\n"
               "    key: '" +
                   key + "'\n" + more);
    return chancery({"sign", path("letter.pdf"), "--division", kAsia, "--divisions",
                     path("divisions.yaml"), "-o", path("signed.pdf")});
  }
  /// A PKCS#12 file with a key of this kind, and what signing with it says.
  Ran with_key(const std::string& name, const Wanted& wanted, const std::string& more = "") const {
    keys.make(name, "issuing", wanted);
    const Bytes file = keys.pkcs12(name);
    write_text(folder / (name + ".p12"), to_text(file));
    return sign("pkcs12:" + name + ".p12", "    passphrase-file: pass\n" + more);
  }
  void refused(const Ran& ran, const std::string& code, const std::string& why) const {
    EXPECT_EQ(ran.status, 1) << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("error[" + code + "]"));
    EXPECT_THAT(ran.err, HasSubstr(why));
    EXPECT_FALSE(fs::exists(path("signed.pdf")));
  }

  Keys keys;
  TemporaryFolder folder;
};

TEST_F(KeysOfALetter, AreRefusedWhenTheyAreTooWeak) {
  refused(with_key("rsa1024", {rsa("1024")}), "key-too-weak", "an RSA key of 1024 bits");
  refused(with_key("p192", {curve("P-192")}), "key-too-weak", "an EC key of 192 bits");
  refused(with_key("p256", {}, "    hash: SHA-1\n"), "hash-too-weak", "SHA-1");
  refused(with_key("p256", {}, "    hash: MD5\n"), "hash-too-weak", "MD5");
  refused(with_key("p256", {}, "    padding: pss\n"), "padding-not-for-key", "no RSA key");
  refused(with_key("ed", {{"ed25519"}}, "    hash: SHA-256\n"), "hash-not-for-key", "RFC 8419");
  const Ran strong = with_key("p256", {}, "    hash: SHA-512\n");
  EXPECT_EQ(strong.status, 0) << strong.err;
}

TEST_F(KeysOfALetter, AreRefusedWhenTheirCertificateIsSignedWithSha1) {
  keys.make("sha1", "issuing", {});
  keys.must({"req", "-new", "-key", "sha1.key", "-subj",
             "/O=Test Office/OU=Asia Division/CN=Asia Division", "-out", "sha1.csr"});
  keys.must({"x509", "-req", "-sha1", "-in", "sha1.csr", "-CA", "issuing.pem", "-CAkey",
             "issuing.key", "-CAcreateserial", "-days", "30", "-out", "sha1.pem"});
  write_text(folder / "sha1.pem", keys.text("sha1.key") + keys.text("sha1.pem"));
  refused(sign("pem:sha1.pem", ""), "certificate-too-weak", "which can be forged");
}

/// At a terminal of its own; nothing of the PIN is shown.
TEST_F(KeysOfALetter, InATokenOpenWithAPinThatIsAskedFor) {
  if (!fs::exists(kSoftHsm)) GTEST_SKIP() << "SoftHSM is not installed";
  const SoftToken token;
  token.make_key("EC:prime256v1", "asia", "01");
  keys.must({"x509", "-new", "-force_pubkey", token.path("asia.pub").string(), "-CA", "issuing.pem",
             "-CAkey", "issuing.key", "-subj", "/O=Test Office/OU=Asia Division/CN=Asia Division",
             "-days", "30", "-out", path("asia.pem")});
  const Ran without = sign("pkcs11:token=Divisions;object=asia", "    certificate: asia.pem\n");
  refused(without, "no-passphrase", "no PIN for the token");
  write_text(folder / "type.py",
             "import os,pty,signal,sys\n"
             "signal.alarm(60)\n"
             "pid,terminal=pty.fork()\n"
             "if pid==0: os.execv(sys.argv[1],sys.argv[1:])\n"
             "said=b''; told=False\n"
             "while True:\n"
             "    try: piece=os.read(terminal,1024)\n"
             "    except OSError: break\n"
             "    if not piece: break\n"
             "    said+=piece\n"
             "    if not told and b\"': \" in said:\n"
             "        told=True; os.write(terminal,b'" +
                 std::string(SoftToken::kPin) +
                 "\\n')\n"
                 "status=os.waitpid(pid,0)[1]\n"
                 "sys.stdout.write(said.decode())\n"
                 "sys.exit(os.WEXITSTATUS(status))\n");
  const Ran asked = run({"python3", path("type.py"), std::string(CHANCERY_BINARY_DIR) + "/chancery",
                         "sign", path("letter.pdf"), "--division", kAsia, "--divisions",
                         path("divisions.yaml"), "-o", path("signed.pdf")});
  EXPECT_EQ(asked.status, 0) << asked.out << asked.err;
  EXPECT_THAT(asked.out, HasSubstr("PIN for the token 'Divisions'"));
  EXPECT_THAT(asked.out, Not(HasSubstr("123456")));
  EXPECT_TRUE(fs::exists(path("signed.pdf")));
}

}  // namespace
}  // namespace chancery::tests
