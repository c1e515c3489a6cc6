// Whom the verifier believes, and whose signatures it asks for, from the command line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "program.h"
#include "services.h"

namespace chancery::tests {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class VerifiersTrust : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    services = std::make_unique<Services>();
    folder = std::make_unique<TemporaryFolder>();
    ASSERT_EQ(chancery({"typeset", example("open-letter"), "-o", path("letter.pdf")}).status, 0);
    ASSERT_EQ(signed_at("B", "letter.pdf", kAsia, "one.pdf").status, 0);
    ASSERT_EQ(signed_at("B", "one.pdf", kEurope, "both.pdf").status, 0);
  }
  static void TearDownTestSuite() {
    folder.reset();
    services.reset();
  }
  void SetUp() override { services->recover(); }

  static std::string path(const std::string& name) { return (*folder / name).string(); }
  static Ran signed_at(const std::string& level, const std::string& from,
                       const std::string& division, const std::string& to) {
    return chancery({"sign", path(from), "--division", division, "--keys", services->pki().string(),
                     "--level", level, "--tsa", services->tsa(), "-o", path(to)},
                    {{{"XDG_CACHE_HOME", path("cache")}}, {}});
  }
  static Ran verified(const std::string& file, const std::vector<std::string>& more,
                      bool trusting = true) {
    std::vector<std::string> command{"verify", path(file)};
    if (trusting) command.insert(command.end(), {"--trust", services->trust()});
    command.insert(command.end(), more.begin(), more.end());
    return chancery(command);
  }
  static std::string authority(const std::string& name) {
    return (services->pki() / "authority" / name).string();
  }

  static std::unique_ptr<Services> services;
  static std::unique_ptr<TemporaryFolder> folder;
};
std::unique_ptr<Services> VerifiersTrust::services;
std::unique_ptr<TemporaryFolder> VerifiersTrust::folder;

TEST_F(VerifiersTrust, RevocationIsAskedForOnlineOnlyWhenToldTo) {
  const Ran offline = verified("both.pdf", {"--require-revocation"});
  EXPECT_EQ(offline.status, 2) << offline.out;
  EXPECT_THAT(offline.out, HasSubstr("INDETERMINATE / TRY_LATER"));
  EXPECT_EQ(services->requests("ocsp") + services->requests("crl"), 0);
  const Ran online = verified("both.pdf", {"--require-revocation", "--online"});
  EXPECT_EQ(online.status, 0) << online.out << online.err;
  EXPECT_THAT(online.out, AllOf(HasSubstr("GENUINE: "), Not(HasSubstr("nobody says"))));
  // One division's certificate names a responder, the other's and the authority's a list.
  EXPECT_EQ(services->requests("ocsp"), 1);
  EXPECT_EQ(services->requests("crl"), 2);
}

TEST_F(VerifiersTrust, AResponderThatFailsIsFollowedByTheList) {
  services->order("ocsp", "error-500");
  const Ran online = verified("one.pdf", {"--require-revocation", "--online"});
  EXPECT_EQ(online.status, 0) << online.out << online.err;
  services->order("crl", "garbage");
  const Ran neither = verified("one.pdf", {"--require-revocation", "--online"});
  EXPECT_EQ(neither.status, 2) << neither.out;
}

TEST_F(VerifiersTrust, ListsAndResponsesFromFiles) {
  const Ran lists = verified(
      "both.pdf", {"--require-revocation", "--crl", (services->pki() / "revoked.crl").string()});
  EXPECT_EQ(lists.status, 0) << lists.out << lists.err;
  const Ran response =
      run({"openssl", "ocsp", "-index", authority("index.txt"), "-CA", authority("issuing.pem"),
           "-rsigner", authority("issuing.pem"), "-rkey", authority("issuing.key"), "-issuer",
           authority("issuing.pem"), "-cert", authority("asia-division.pem"), "-ndays", "2",
           "-no_nonce", "-respout", path("response.der")});
  ASSERT_EQ(response.status, 0) << response.err;
  const Ran both = verified("one.pdf", {"--require-revocation", "--ocsp", path("response.der"),
                                        "--crl", authority("root.crl")});
  EXPECT_EQ(both.status, 0) << both.out << both.err;
  EXPECT_THAT(verified("one.pdf", {"--crl", path("response.der")}).err,
              HasSubstr("no-revocation-list"));
  EXPECT_THAT(verified("one.pdf", {"--ocsp", authority("root.crl")}).err,
              HasSubstr("no-ocsp-response"));
  EXPECT_EQ(verified("one.pdf", {"--certificate-policy", "nonsense"}).status, 3);
}

TEST_F(VerifiersTrust, AnchorsInPemAndDer) {
  std::filesystem::create_directory(path("anchors"));
  ASSERT_EQ(run({"openssl", "x509", "-in", authority("root.pem"), "-outform", "DER", "-out",
                 path("anchors/root.der")})
                .status,
            0);
  EXPECT_EQ(verified("both.pdf", {"--trust", path("anchors")}, false).status, 0);
  write_text(path("bundle.pem"),
             read_text(authority("issuing.pem")) + read_text(authority("root.pem")));
  EXPECT_EQ(verified("both.pdf", {"--trust", path("bundle.pem")}, false).status, 0);
}

/// A list that stands for the issuing authority, which is no root.
std::string trusted_list(const std::string& pem, const std::string& status) {
  const std::size_t begin = pem.find('\n', pem.find("-----BEGIN")) + 1;
  return "<TrustServiceStatusList xmlns=\"http://uri.etsi.org/02231/v2#\"><SchemeInformation>"
         "<SchemeOperatorName><Name xml:lang=\"en\">Lakes Agency</Name></SchemeOperatorName>"
         "<NextUpdate><dateTime>2020-01-01T00:00:00Z</dateTime></NextUpdate></SchemeInformation>"
         "<TrustServiceProviderList><TrustServiceProvider><TSPServices><TSPService>"
         "<ServiceInformation><ServiceTypeIdentifier>http://uri.etsi.org/TrstSvc/Svctype/CA/QC"
         "</ServiceTypeIdentifier><ServiceDigitalIdentity><DigitalId><X509Certificate>" +
         pem.substr(begin, pem.find("-----END") - begin) +
         "</X509Certificate></DigitalId></ServiceDigitalIdentity><ServiceStatus>"
         "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/" +
         status +
         "</ServiceStatus><StatusStartingTime>2016-07-01T00:00:00Z</StatusStartingTime>"
         "</ServiceInformation></TSPService></TSPServices></TrustServiceProvider>"
         "</TrustServiceProviderList></TrustServiceStatusList>";
}

TEST_F(VerifiersTrust, ATrustedListIsBelievedAsItStandsAndTheReportSaysSo) {
  write_text(path("list.xml"), trusted_list(read_text(authority("issuing.pem")), "granted"));
  const Ran believed = verified("both.pdf", {"--trust", path("list.xml")}, false);
  EXPECT_EQ(believed.status, 0) << believed.out << believed.err;
  EXPECT_THAT(believed.out, AllOf(HasSubstr("its own signature was NOT checked"),
                                  HasSubstr("should have been replaced by 2020-01-01")));
  write_text(path("list.xml"), trusted_list(read_text(authority("issuing.pem")), "withdrawn"));
  const Ran withdrawn = verified("both.pdf", {"--trust", path("list.xml")}, false);
  EXPECT_EQ(withdrawn.status, 1);
  EXPECT_THAT(withdrawn.err, HasSubstr("bad-trusted-list"));
}

TEST_F(VerifiersTrust, FilesThatAreNotInOrderAreToldWhateverIsVerified) {
  write_text(path("none.pem"), "nothing");
  write_text(path("no.pdf"), "no PDF");
  write_text(path("unsigned.pdf"), read_text(path("letter.pdf")));
  for (const char* file : {"both.pdf", "no.pdf", "unsigned.pdf"}) {
    for (const auto& more : {std::vector<std::string>{}, {path("one.pdf")}}) {
      std::vector<std::string> all{"--trust", path("none.pem")};
      all.insert(all.begin(), more.begin(), more.end());
      const Ran anchors = verified(file, all, false);
      EXPECT_EQ(anchors.status, 1) << file;
      EXPECT_EQ(anchors.out, "") << file;
      EXPECT_THAT(anchors.err, AllOf(HasSubstr("error[no-certificate]"), HasSubstr("none.pem")));
    }
    const Ran lists = verified(file, {"--crl", path("none.pem")});
    EXPECT_THAT(lists.err, HasSubstr("error[no-revocation-list]")) << file;
    const Ran policies = verified(file, {"--certificate-policy", "one.two"});
    EXPECT_EQ(policies.status, 3) << file;
    EXPECT_THAT(policies.err, HasSubstr("error[bad-policy]")) << file;
  }
}

TEST_F(VerifiersTrust, DivisionsMayBeRequired) {
  EXPECT_EQ(verified("both.pdf", {"--require", kAsia, "--require", kEurope}).status, 0);
  EXPECT_EQ(verified("one.pdf", {}).status, 0);
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{"--require", kEurope}, {"--complete"}}) {
    const Ran missing = verified("one.pdf", more);
    EXPECT_EQ(missing.status, 1) << missing.out;
    EXPECT_THAT(missing.out, AllOf(HasSubstr("NOT AS ASKED"), HasSubstr(kEurope),
                                   HasSubstr("it has not signed")));
    EXPECT_THAT(missing.out, HasSubstr("TOTAL-PASSED"));
  }
}

TEST_F(VerifiersTrust, TheRecipientsListOfDivisions) {
  write_text(path("divisions.yaml"),
             "divisions:\n"
             "  - {name: Asia Division, organisational-unit: Asia Division}\n"
             "  - {name: Europe and Central Asia Division, organisation: Lakes Correspondence "
             "Office}\npolicy:\n  require: [Europe and Central Asia Division]\n  signatures: 2\n");
  const std::vector<std::string> list{"--divisions", path("divisions.yaml")};
  EXPECT_EQ(verified("both.pdf", list).status, 0) << verified("both.pdf", list).out;
  const Ran missing = verified("one.pdf", list);
  EXPECT_EQ(missing.status, 1);
  EXPECT_THAT(missing.out, HasSubstr("must carry a valid signature of " + kEurope));
  const Ran unknown =
      verified("one.pdf", {"--divisions", path("divisions.yaml"), "--require", "Nobody"});
  EXPECT_EQ(unknown.status, 3);
  EXPECT_THAT(unknown.err, HasSubstr("no-such-division"));
  // The signing list will do as well.
  EXPECT_EQ(
      verified("both.pdf", {"--divisions", (kSource / "certs/divisions.yaml").string()}).status, 0);
}

TEST_F(VerifiersTrust, EveryLevelPassesWithRevocationRequired) {
  for (const std::string level : {"T", "LT", "LTA"}) {
    ASSERT_EQ(signed_at(level, "letter.pdf", kAsia, level + ".pdf").status, 0);
    const Ran ran = verified(level + ".pdf", {"--require-revocation"});
    EXPECT_EQ(ran.status, level == "T" ? 2 : 0) << ran.out;
    EXPECT_THAT(ran.out, HasSubstr("stamped"));
  }
}

}  // namespace
}  // namespace chancery::tests
