// Requests over libcurl to a real server with faults, and how often they are tried.
#include "pki/http.h"

#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "base/diagnostic.h"
#include "services.h"

namespace chancery::tests {
namespace {

using namespace std::chrono_literals;
using pki::HttpAnswer;
using pki::HttpProblem;
using pki::HttpRequest;
using ::testing::ElementsAre;

HttpAnswer carry(const HttpRequest& request) {
  static auto* const kModule =
      ::dlopen(CHANCERY_BINARY_DIR "/chancery_http.so", RTLD_NOW | RTLD_LOCAL);
  if (kModule == nullptr) throw std::runtime_error(::dlerror());
  auto* const function =
      reinterpret_cast<pki::HttpModuleFunction*>(::dlsym(kModule, pki::kHttpModuleSymbol));
  HttpAnswer answer;
  function(request, answer);
  return answer;
}

HttpRequest get(const std::string& url) {
  HttpRequest request;
  request.url = url;
  request.access.timeout = 5s;
  return request;
}

TEST(Http, TellsEveryFaultOfAServiceFromTheOthers) {
  const Services services;
  HttpRequest request = get(services.url() + "/root.cer");
  const HttpAnswer good = carry(request);
  EXPECT_TRUE(good.good()) << good.detail;
  EXPECT_EQ(good.content_type, "application/pkix-cert");
  const std::string pem = read_text(services.pki() / "trust/root.pem");
  EXPECT_EQ(
      good.body.size(),
      std::stoul(run({"bash", "-c",
                      "openssl x509 -outform DER -in " + services.trust() + "/root.pem | wc -c"})
                     .out));
  const std::map<std::string, HttpProblem> faults{
      {"slow", HttpProblem::kTimeout},
      {"cut-off", HttpProblem::kCutOff},
      {"large", HttpProblem::kTooLarge},
      {"redirect-loop", HttpProblem::kRedirects},
      {"redirect-to-file", HttpProblem::kRedirects},
      {"error-500", HttpProblem::kNone},
  };
  for (const auto& [fault, problem] : faults) {
    services.order("cer", fault);
    request.access.timeout = fault == "slow" ? 500ms : 5000ms;
    const HttpAnswer answer = carry(request);
    EXPECT_EQ(answer.problem, problem) << fault << ": " << answer.detail;
    EXPECT_FALSE(answer.good()) << fault;
    EXPECT_LE(answer.body.size(), request.largest_answer) << fault;
  }
  services.recover();
  EXPECT_EQ(carry(get(services.url() + "/nothing")).status, 404);
  EXPECT_EQ(carry(get("file:///etc/passwd")).problem, HttpProblem::kBadUrl);
  EXPECT_EQ(carry(get("ftp://127.0.0.1/x")).problem, HttpProblem::kBadUrl);
  EXPECT_EQ(carry(get("no address")).problem, HttpProblem::kBadUrl);
  EXPECT_EQ(carry(get("http://127.0.0.1:1/")).problem, HttpProblem::kCannotReach);
  // The server played a proxy: it is asked for a whole address.
  request = get("http://authority.invalid/root.cer");
  request.access.proxy = services.url();
  EXPECT_TRUE(carry(request).good());
  ::setenv("http_proxy", services.url().c_str(), 1);
  EXPECT_TRUE(carry(get("http://authority.invalid/root.cer")).good());
  request.access.proxy = "none";
  EXPECT_EQ(carry(request).problem, HttpProblem::kCannotReach);
  ::unsetenv("http_proxy");
  // Basic authentication.
  services.order("cer", "needs-password");
  request = get(services.url() + "/root.cer");
  EXPECT_EQ(carry(request).status, 401);
  request.access.user = "office";
  request.access.password = "open sesame";
  EXPECT_TRUE(carry(request).good());
}

TEST(Http, ShowsItsCertificateAndBelievesOnlyTheNamedAuthorities) {
  const TemporaryFolder folder;
  const auto make = [&](const std::string& name, const std::vector<std::string>& more) {
    std::vector<std::string> command{"openssl",
                                     "req",
                                     "-x509",
                                     "-newkey",
                                     "ec",
                                     "-pkeyopt",
                                     "ec_paramgen_curve:P-256",
                                     "-noenc",
                                     "-days",
                                     "2",
                                     "-subj",
                                     "/CN=" + name,
                                     "-keyout",
                                     name + ".key",
                                     "-out",
                                     name + ".crt"};
    command.insert(command.end(), more.begin(), more.end());
    const Ran made = run(command, {{}, folder.path()});
    ASSERT_EQ(made.status, 0) << made.err;
    write_text(folder / (name + ".pem"),
               read_text(folder / (name + ".key")) + read_text(folder / (name + ".crt")));
  };
  make("server", {"-addext", "subjectAltName=IP:127.0.0.1"});
  make("client", {});
  const Services services(
      {"--tls", (folder / "server.pem").string(), "--clients", (folder / "client.crt").string()});
  HttpRequest request = get(services.url() + "/root.cer");
  EXPECT_EQ(carry(request).problem, HttpProblem::kTls);  // an authority that nobody named
  request.access.authorities = (folder / "server.crt").string();
  EXPECT_FALSE(carry(request).good());  // no certificate shown
  request.access.certificate = (folder / "client.crt").string();
  request.access.key = (folder / "client.key").string();
  const HttpAnswer answer = carry(request);
  EXPECT_TRUE(answer.good()) << answer.detail;
}

/// Answers in turn; the waits between them.
struct Played {
  std::vector<HttpAnswer> answers;
  std::vector<int> waits = {};
  HttpAnswer ask(int tries) {
    std::size_t next = 0;
    pki::Retries retries;
    retries.tries = tries;
    retries.wait = [&](std::chrono::milliseconds wait) {
      waits.push_back(static_cast<int>(wait.count()));
    };
    return pki::ask([&](const HttpRequest&) { return answers.at(next++); }, {}, retries);
  }
};

HttpAnswer with_status(long status) {
  HttpAnswer answer;
  answer.status = status;
  return answer;
}
HttpAnswer with_problem(HttpProblem problem) {
  HttpAnswer answer;
  answer.problem = problem;
  return answer;
}

TEST(Http, IsTriedAgainTwiceAsLateEachTime) {
  Played played{{with_status(503), with_problem(HttpProblem::kTimeout), with_status(200)}};
  EXPECT_TRUE(played.ask(3).good());
  EXPECT_THAT(played.waits, ElementsAre(250, 500));
  Played failing{{with_status(500), with_status(500), with_status(200)}};
  EXPECT_EQ(failing.ask(2).status, 500);
}

TEST(Http, WhatWillNotPassIsNotTriedAgain) {
  for (const HttpAnswer& answer :
       {with_status(401), with_status(404), with_problem(HttpProblem::kBadUrl),
        with_problem(HttpProblem::kTls), with_problem(HttpProblem::kTooLarge)}) {
    Played played{{answer, with_status(200)}};
    EXPECT_FALSE(played.ask(3).good());
  }
}

}  // namespace
}  // namespace chancery::tests
