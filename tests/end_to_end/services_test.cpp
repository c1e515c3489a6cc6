// Services that fail in every way: what is said, that nothing is written, and what stands in.
#include "services.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "program.h"

namespace chancery::tests {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

class FailingServices : public ::testing::Test {
 protected:
  FailingServices() {
    const Ran set = chancery({"typeset", example("open-letter"), "-o", letter().string()});
    if (set.status != 0) throw std::runtime_error(set.err);
    before_ = read_text(letter());
  }

  Services services;
  TemporaryFolder folder;

  fs::path letter() const { return folder / "letter.pdf"; }
  fs::path output() const { return folder / "signed.pdf"; }

  /// Each with a cache of its own, so that every service is asked.
  Ran sign(const std::string& level, const std::string& division,
           const std::vector<std::string>& more = {}) {
    std::vector<std::string> command{
        "sign", letter().string(), "--division", division, "--keys",    services.pki().string(),
        "-o",   output().string(), "--level",    level,    "--timeout", "1"};
    if (more.empty() || more[0] != "--tries") {
      command.insert(command.end(), {"--tries", "1"});
    }
    if (more.empty() || more[0] != "--tsa") {
      command.insert(command.end(), {"--tsa", services.tsa()});
    }
    command.insert(command.end(), more.begin(), more.end());
    fs::remove(output());
    const TemporaryFolder cache;
    return chancery(command, {{{"XDG_CACHE_HOME", cache.path().string()}}, folder.path()});
  }

  void expect_refused(const Ran& ran, int status, const std::string& code,
                      const std::string& word = "") {
    EXPECT_EQ(ran.status, status) << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("[" + code + "]"));
    EXPECT_THAT(ran.err, HasSubstr(word));
    expect_nothing_written();
  }
  void expect_nothing_written() {
    EXPECT_FALSE(fs::exists(output()));
    EXPECT_EQ(read_text(letter()), before_);
    std::size_t files = 0;
    for (const auto& file : fs::directory_iterator(folder.path())) files += file.exists() ? 1 : 0;
    EXPECT_EQ(files, 1U) << "something is left over";
  }
  void expect_signed(const Ran& ran) {
    EXPECT_EQ(ran.status, 0) << ran.err;
    const Ran judged =
        chancery({"verify", output().string(), "--trust", services.trust()}, {{}, folder.path()});
    EXPECT_EQ(judged.status, 0) << judged.out;
  }

 private:
  std::string before_;
};

TEST_F(FailingServices, NoBadTimeStampIsTaken) {
  struct Case {
    const char *fault, *code, *word;
  };
  for (const Case& one : std::vector<Case>{
           {"slow", "no-time-stamp", "in time"},
           {"cut-off", "no-time-stamp", "broke off"},
           {"large", "no-time-stamp", "larger"},
           {"error-500", "no-time-stamp", "500"},
           {"error-404", "no-time-stamp", "404"},
           {"needs-password", "no-time-stamp", "401"},
           {"redirect-loop", "no-time-stamp", "from one address to another"},
           {"redirect-to-file", "no-time-stamp", "out of the web"},
           {"garbage", "time-stamp-wrong", "not one to a time-stamp request"},
           {"empty", "time-stamp-wrong", "not one to a time-stamp request"},
           {"refused", "time-stamp-refused", "malformed"},
           {"wrong-nonce", "time-stamp-wrong", "nonce"},
           {"no-nonce", "time-stamp-wrong", "nonce"},
           {"wrong-imprint", "time-stamp-wrong", "something else"},
           {"expired", "time-stamp-wrong", "was not valid"},
           {"no-usage", "time-stamp-wrong", "not for time-stamps"},
       }) {
    SCOPED_TRACE(one.fault);
    services.order("tsa", one.fault);
    expect_refused(sign("T", kAsia), 4, one.code, one.word);
  }
  services.order("tsa", "other-policy");
  expect_refused(sign("T", kAsia, {"--tsa-policy", "1.3.6.1.4.1.99999.1.2"}), 4, "time-stamp-wrong",
                 "1.3.6.1.4.1.99999.1.1");
  services.recover();
  expect_refused(sign("T", kAsia, {"--tsa-policy", "1.2.3"}), 4, "time-stamp-refused", "policy");
  EXPECT_EQ(services.errors(), "");
}

TEST_F(FailingServices, AreTriedAgainAndInTurn) {
  services.order("tsa", "error-500", 2);
  expect_signed(sign("T", kAsia, {"--tries", "3"}));
  EXPECT_EQ(services.requests("tsa"), 4);  // two that failed, the trial, the time-stamp
  services.recover();
  expect_signed(sign("T", kAsia, {"--tsa", "http://127.0.0.1:1/nobody", "--tsa", services.tsa()}));
  // A bad time-stamp from the first is no reason to go without.
  services.order("tsa", "wrong-nonce", 1);
  expect_signed(sign("T", kAsia, {"--tsa", services.tsa(), "--tsa", services.tsa()}));
  const Ran none =
      sign("T", kAsia, {"--tsa", "http://127.0.0.1:1/one", "--tsa", "http://127.0.0.1:1/two"});
  expect_refused(none, 4, "no-time-stamp", "http://127.0.0.1:1/two");
  EXPECT_THAT(none.err, HasSubstr("http://127.0.0.1:1/one"));
}

TEST_F(FailingServices, PasswordsComeFromFilesAndTheEnvironment) {
  services.order("tsa", "needs-password");
  const TemporaryFolder secrets;
  write_text(secrets / "right", "open sesame\n");
  write_text(secrets / "wrong", "open barley\n");
  const auto with = [&](const std::string& file) {
    return sign("T", kAsia,
                {"--tsa-user", "office", "--tsa-password-file", (secrets / file).string()});
  };
  expect_signed(with("right"));
  const Ran wrong = with("wrong");
  expect_refused(wrong, 4, "no-time-stamp", "401");
  ::setenv("STAMPS_PASSWORD", "open sesame", 1);
  expect_signed(
      sign("T", kAsia, {"--tsa-user", "office", "--tsa-password-env", "STAMPS_PASSWORD"}));
  ::unsetenv("STAMPS_PASSWORD");
}

/// The list stands in for the responder; when both fail, nothing is signed.
TEST_F(FailingServices, AListStandsInForAResponder) {
  for (const char* fault : {"slow", "cut-off", "garbage", "large", "empty", "error-500",
                            "wrong-nonce", "unknown", "not-delegated", "try-later"}) {
    SCOPED_TRACE(fault);
    services.order("ocsp", fault);
    services.order("crl", "none");
    expect_signed(sign("LT", kAsia));
    services.order("crl", "error-404");
    const Ran ran = sign("LT", kAsia);
    expect_refused(ran, 4, "no-revocation-data", services.url() + "/ocsp");
    EXPECT_THAT(ran.err, HasSubstr(services.url() + "/issuing.crl"));
  }
}

TEST_F(FailingServices, OnlyAWholeListOfTheIssuerAndOfTheTimeIsTaken) {
  struct Case {
    const char *fault, *word;
  };
  for (const Case& one : std::vector<Case>{{"delta", "delta"},
                                           {"stale", "out of date"},
                                           {"wrong-issuer", "another issuer"},
                                           {"garbage", "no revocation list"},
                                           {"large", "larger"},
                                           {"slow", "in time"},
                                           {"cut-off", "broke off"}}) {
    SCOPED_TRACE(one.fault);
    services.order("crl", one.fault);
    expect_refused(sign("LT", kEurope), 4, "no-revocation-data", one.word);
  }
}

TEST_F(FailingServices, ARevokedCertificateDoesNotSign) {
  ASSERT_EQ(services.authority({"-revoke", "authority/asia-division.pem"}).status, 0);
  ASSERT_EQ(
      services.authority({"-revoke", "authority/europe-and-central-asia-division.pem"}).status, 0);
  ASSERT_EQ(services.authority({"-gencrl", "-out", "authority/issuing.crl"}).status, 0);
  expect_refused(sign("LT", kAsia), 1, "certificate-revoked", "since ");     // by OCSP
  expect_refused(sign("LTA", kEurope), 1, "certificate-revoked", "since ");  // by the list
}

TEST_F(FailingServices, AnIssuerThatCannotBeHadIsNamed) {
  for (const char* fault : {"error-404", "garbage", "large", "slow"}) {
    SCOPED_TRACE(fault);
    services.order("cer", fault);
    expect_refused(sign("LT", kAsia), 1, "chain-incomplete", "Root");
  }
}

/// The last time-stamp, of the document, fails when all else is done.
TEST_F(FailingServices, ALevelIsReachedWhollyOrNotAtAll) {
  for (const char* fault : {"wrong-imprint", "cut-off", "expired"}) {
    SCOPED_TRACE(fault);
    services.recover();
    services.order("tsa", "none 2 " + std::string(fault));  // trial and signature
    const Ran ran = sign("LTA", kAsia);
    EXPECT_EQ(ran.status, 4) << ran.err;
    EXPECT_EQ(services.requests("tsa"), 3);
    expect_nothing_written();
  }
}

}  // namespace
}  // namespace chancery::tests
