// Every level with every kind of key by one to four divisions, judged by other programs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "end_to_end/external_signing.h"
#include "end_to_end/judges.h"
#include "services.h"

namespace chancery::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

const std::vector<std::string> kDivisions{"Asia Division", "Africa Division", "Americas Division",
                                          "Pacific Division"};
constexpr const char* kPassphrase = "correct horse";

/// A letter of four divisions, whose keys are of one kind and lie in files of every form.
class Matrix : public ::testing::TestWithParam<ExternalKind> {
 protected:
  void SetUp() override {
    std::string signatories, list = "divisions:\n";
    for (std::size_t i = 0; i < kDivisions.size(); ++i) {
      signatories += "  - { name: Ada Quist, title: Director, division: " + kDivisions[i] + " }\n";
      list += "  - name: " + kDivisions[i] + "\n    organisational-unit: " + kDivisions[i] +
              "\n    key: " + make_key(i) + "\n" + GetParam().choice;
      if (i != 1) list += "    passphrase-file: pass\n";
    }
    write_text(folder / "pass", std::string(kPassphrase) + "\n");
    fs::permissions(folder / "pass", fs::perms::owner_read);
    write_text(folder / "divisions.yaml", list);
    write_text(folder / "letter.md",
               "---\nletterhead: division-letters\nlanguage: en\ndate: 2026-11-24\n"
               "title: Four divisions\nto:\n  - The Ministers\nsalutation: \"Dear Ministers:\"\n"
               "signatories:\n" +
                   signatories + "---\nWe write with one voice.\n");
    const Ran set = chancery({"typeset", path("letter.md"), "-o", path("letter.pdf")});
    ASSERT_EQ(set.status, 0) << set.err;
  }

  std::string path(const std::string& file) const { return (folder / file).string(); }
  std::string authority(const std::string& file) const {
    return (services.pki() / "authority" / file).string();
  }
  void must(const std::vector<std::string>& command) const {
    const Ran ran = run(command, {{}, services.pki()});
    if (ran.status != 0) throw std::runtime_error(command[0] + " " + command[1] + ": " + ran.err);
  }

  /// Key and certificate of one division; what the list calls its file.
  std::string make_key(std::size_t i) const {
    const std::string name = "d" + std::to_string(i);
    std::vector<std::string> request{"openssl", "req",   "-config", authority("openssl.cnf"),
                                     "-x509",   "-utf8", "-sha384", "-new",
                                     "-newkey"};
    const std::vector<std::string>& key = GetParam().key;
    request.insert(request.end(), key.begin(), key.end());
    const std::vector<std::string> more{
        "-noenc",
        "-keyout",
        path(name + ".key"),
        "-out",
        path(name + ".crt"),
        "-extensions",
        "signing",
        "-days",
        "30",
        "-subj",
        "/O=Lakes Correspondence Office/OU=" + kDivisions[i] + "/CN=" + kDivisions[i],
        "-CA",
        authority("issuing.pem"),
        "-CAkey",
        authority("issuing.key")};
    request.insert(request.end(), more.begin(), more.end());
    must(request);
    // The authority answers for what it has on its list only.
    must({"openssl", "ca", "-config", authority("openssl.cnf"), "-valid", path(name + ".crt")});
    const std::string above = read_text(authority("issuing.pem"));
    const std::string certificates = read_text(folder / (name + ".crt")) + above;
    if (i == 1) {
      write_text(folder / (name + ".pem"), read_text(folder / (name + ".key")) + certificates);
      return "pem:" + name + ".pem";
    }
    if (i == 2) {
      must({"openssl", "pkcs8", "-topk8", "-in", path(name + ".key"), "-passout",
            std::string("pass:") + kPassphrase, "-out", path("encrypted.key")});
      write_text(folder / (name + ".pem"), read_text(folder / "encrypted.key") + certificates);
      return "pem:" + name + ".pem";
    }
    must({"openssl", "pkcs12", "-export", "-inkey", path(name + ".key"), "-in", path(name + ".crt"),
          "-certfile", authority("issuing.pem"), "-passout", std::string("pass:") + kPassphrase,
          "-out", path(name + ".p12")});
    return "pkcs12:" + name + ".p12";
  }

  void expect_valid(const std::string& file, std::size_t signatures, std::size_t stamps) const {
    const Ran verified = chancery({"verify", file, "--trust", services.trust()});
    EXPECT_EQ(verified.status, 0) << verified.out;
    EXPECT_THAT(verified.out, Not(HasSubstr("not permitted")));
    const std::vector<CutSignature> cut = signatures_of(read_text(file));
    ASSERT_EQ(cut.size(), signatures + stamps);
    // NSS and the CMS of OpenSSL 3.0 do not know Edwards curves.
    if (GetParam().edwards) return;
    EXPECT_EQ(valid_by_pdfsig(file), signatures);
    for (const CutSignature& one : cut) {
      if (one.is_time_stamp) continue;
      const Ran judged = judged_by_openssl(one, services.trust() + "/root.pem");
      EXPECT_EQ(judged.status, 0) << judged.err;
    }
  }

  Services services;
  TemporaryFolder folder;
};

TEST_P(Matrix, OneToFourDivisionsSignAtEveryLevel) {
  const RunOptions here{{{"XDG_CACHE_HOME", path("cache")}}, {}};
  for (const std::string level : {"B", "T", "LT", "LTA"}) {
    std::string input = path("letter.pdf");
    for (std::size_t i = 0; i < kDivisions.size(); ++i) {
      SCOPED_TRACE(level + " by " + kDivisions[i]);
      const std::string output = path(level + std::to_string(i) + ".pdf");
      const Ran ran = chancery(
          {"sign", input, "--division", kDivisions[i], "--divisions", path("divisions.yaml"),
           "--level", level, "--tsa", services.tsa(), "-o", output},
          here);
      ASSERT_EQ(ran.status, 0) << ran.err;
      expect_valid(output, i + 1, level == "LTA" ? i + 1 : 0);
      EXPECT_TRUE(read_text(output).starts_with(read_text(input)));
      input = output;
    }
    const Ran drawn = run({"mutool", "draw", "-q", "-o", path("page.png"), input, "1"});
    EXPECT_EQ(drawn.status, 0);
    EXPECT_THAT(drawn.err, Not(HasSubstr("error")));
  }
}

INSTANTIATE_TEST_SUITE_P(Keys, Matrix, ::testing::ValuesIn(external_kinds()),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace
}  // namespace chancery::tests
