// Trusted lists (TS 119 612) as they come, good and hostile.
#include "pki/trusted_list.h"

#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openssl_keys.h"

namespace chancery::tests {
namespace {

using pki::ListedText;
using pki::TrustedList;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

ListedText read(const std::string& xml) {
  static void* const kModule =
      ::dlopen(CHANCERY_BINARY_DIR "/chancery_trusted_list.so", RTLD_NOW | RTLD_LOCAL);
  if (kModule == nullptr) throw std::runtime_error(::dlerror());
  auto* const function = reinterpret_cast<pki::TrustedListModuleFunction*>(
      ::dlsym(kModule, pki::kTrustedListModuleSymbol));
  ListedText text;
  function(bytes_of(xml), text);
  return text;
}

std::string status(const std::string& type, const std::string& word, const std::string& since) {
  return "<ServiceTypeIdentifier>http://uri.etsi.org/TrstSvc/Svctype/" + type +
         "</ServiceTypeIdentifier>"
         "<ServiceStatus>http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/" +
         word + "</ServiceStatus><StatusStartingTime>" + since + "</StatusStartingTime>";
}

std::string service(const std::string& now, const std::string& certificate,
                    const std::vector<std::string>& before = {}) {
  std::string history;
  for (const std::string& one : before) {
    history += "<ServiceHistoryInstance>" + one + "</ServiceHistoryInstance>";
  }
  return "<TSPService><ServiceInformation><ServiceName><Name xml:lang=\"en\">Qualified</Name>"
         "</ServiceName>" +
         now + "<ServiceDigitalIdentity><DigitalId><X509Certificate>" + certificate +
         "</X509Certificate></DigitalId><DigitalId><X509SubjectName>CN=x</X509SubjectName>"
         "</DigitalId></ServiceDigitalIdentity></ServiceInformation><ServiceHistory>" +
         history + "</ServiceHistory></TSPService>";
}

std::string list(const std::string& services) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<TrustServiceStatusList xmlns=\"http://uri.etsi.org/02231/v2#\">"
         "<SchemeInformation><SchemeOperatorName><Name xml:lang=\"en\">Lakes Agency</Name>"
         "</SchemeOperatorName><SchemeTerritory>LK</SchemeTerritory>"
         "<NextUpdate><dateTime>2027-01-01T00:00:00Z</dateTime></NextUpdate></SchemeInformation>"
         "<TrustServiceProviderList><TrustServiceProvider><TSPInformation><TSPName>"
         "<Name xml:lang=\"en\">Lakes Trust</Name></TSPName></TSPInformation><TSPServices>" +
         services +
         "</TSPServices></TrustServiceProvider></TrustServiceProviderList>"
         "</TrustServiceStatusList>";
}

/// The lines between those that PEM puts around them, as lists have them.
std::string base64(const Keys& keys, const std::string& name) {
  std::string pem = keys.text(name + ".pem");
  const std::size_t begin = pem.find('\n') + 1;
  return pem.substr(begin, pem.find("-----END") - begin);
}

TEST(TrustedLists, ServicesWithTheirPurposeAndHistory) {
  const Keys keys;
  const ListedText text = read(list(
      service(status("CA/QC", "withdrawn", "2022-06-01T02:00:00+02:00"), base64(keys, "issuing"),
              {status("CA/QC", "granted", "2016-06-30T22:00:00Z"),
               status("CA/QC", "undersupervision", "2010-01-01T00:00:00Z")}) +
      service(status("TSA/QTST", "granted", "2019-01-01T00:00:00.5Z"), base64(keys, "root")) +
      service(status("CA/PKC", "granted", "2019-01-01T00:00:00Z"), base64(keys, "root"))));
  EXPECT_EQ(text.problem, "");
  EXPECT_FALSE(text.has_signature);
  const TrustedList found = pki::trusted_list(text);
  EXPECT_EQ(found.operator_name, "Lakes Agency");
  EXPECT_EQ(found.territory, "LK");
  EXPECT_EQ(found.next_update, 1798761600);
  ASSERT_THAT(found.services, SizeIs(2));
  EXPECT_EQ(found.services[0].certificate, keys.certificate("issuing"));
  EXPECT_EQ(found.services[0].purpose, pki::Purpose::kSigning);
  ASSERT_THAT(found.services[0].history, SizeIs(3));
  EXPECT_EQ(found.services[0].history[0].since, 1262304000);
  EXPECT_TRUE(found.services[0].history[0].granted);
  EXPECT_TRUE(found.services[0].history[1].granted);
  EXPECT_EQ(found.services[0].history[2].since, 1654041600);
  EXPECT_FALSE(found.services[0].history[2].granted);
  EXPECT_EQ(found.services[1].purpose, pki::Purpose::kTimeStamping);
}

TEST(TrustedLists, ServicesThatCannotBeUnderstoodAreLeftOut) {
  const Keys keys;
  const std::string good = base64(keys, "root");
  for (const std::string& bad :
       {service(status("CA/QC", "granted", "yesterday"), good),
        service(status("CA/QC", "withdrawn", "2020-01-01T00:00:00Z"), good),
        service(status("CA/QC", "granted", "2020-01-01T00:00:00Z"), "AAAA"),
        service(status("CA/QC", "granted", "2020-01-01T00:00:00Z"), "no base64!"),
        service(status("CA/QC", "granted", "2020-01-01T00:00:00Z"), "")}) {
    EXPECT_THAT(pki::trusted_list(read(list(bad))).services, IsEmpty()) << bad;
  }
}

TEST(TrustedLists, HostileOnesAreRefused) {
  EXPECT_THAT(read("").problem, HasSubstr("empty"));
  EXPECT_THAT(read("<a>").problem, HasSubstr("not well-formed"));
  EXPECT_THAT(read("<TrustServiceStatusList/>").problem, HasSubstr("no TrustServiceStatusList"));
  const std::string bomb =
      "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
      "<!ENTITY c SYSTEM \"file:///etc/passwd\">]>"
      "<TrustServiceStatusList xmlns=\"http://uri.etsi.org/02231/v2#\">&b;&c;"
      "</TrustServiceStatusList>";
  EXPECT_THAT(read(bomb).problem, HasSubstr("document type"));
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  EXPECT_NE(read(deep).problem, "");
}

TEST(TrustedLists, TimesOfXml) {
  EXPECT_EQ(pki::xml_time("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(pki::xml_time(" 1970-01-01T01:00:00.250+01:00\n"), 0);
  EXPECT_EQ(pki::xml_time("1969-12-31T23:00:00-01:00"), 0);
  for (const char* bad : {"", "1970-01-01", "1970-01-01T00:00:00", "1970-13-01T00:00:00Z",
                          "1970-01-01T00:00:00+25:00", "1970-01-01T00:00:00Zx"}) {
    EXPECT_FALSE(pki::xml_time(bad)) << bad;
  }
}

}  // namespace
}  // namespace chancery::tests
