// Asking services of the network over HTTP: what a request is, and how often it is tried again.
// Who carries it is a function, so that everything above works without a network. The one that
// uses libcurl is a module of its own (http_module.cpp), loaded only when a service is asked.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

#include "base/bytes.h"

namespace chancery::pki {

/// Larger answers are cut off as they arrive: a time-stamp token or an OCSP response has a few
/// kilobytes, the lists of large authorities have some megabytes.
inline constexpr std::size_t kLargestTokenBytes = std::size_t{1} << 20U;
inline constexpr std::size_t kLargestListBytes = std::size_t{10} << 20U;

/// How a client tells a service who it is, and whom it believes. Files are PEM.
struct HttpAccess {
  std::string user, password;                    ///< basic authentication (RFC 7617)
  std::string certificate, key, key_passphrase;  ///< TLS client authentication
  std::string authorities;                       ///< empty: the system's
  std::string proxy;                             ///< empty: the environment's, "none": no proxy
  std::chrono::milliseconds connect_timeout{10'000};  ///< until the service takes the connection
  std::chrono::milliseconds timeout{30'000};          ///< until the whole answer is there
};

struct HttpRequest {
  std::string url;
  std::string content_type;  ///< empty: GET
  Bytes body;
  std::size_t largest_answer = kLargestTokenBytes;
  HttpAccess access;
};

enum class HttpProblem {
  kNone,
  kBadUrl,       ///< no URL, or neither http nor https
  kCannotReach,  ///< no such host, or nobody takes the connection
  kTimeout,
  kCutOff,  ///< the connection ended before the answer did
  kTooLarge,
  kRedirects,  ///< too many, or to another scheme
  kTls,        ///< the service's or the client's certificate is not accepted
  kOther,
};

struct HttpAnswer {
  HttpProblem problem = HttpProblem::kNone;
  std::string detail;  ///< the library's own words
  long status = 0;     ///< 200 when all is well
  std::string content_type;
  Bytes body;

  bool good() const { return problem == HttpProblem::kNone && status == 200; }
};

/// Never throws for what the network does.
using Http = std::function<HttpAnswer(const HttpRequest&)>;

/// What is wrong with an answer, in words.
std::string words_for(const HttpAnswer& answer);

/// Whether the same request may fare better a moment later.
bool is_passing(const HttpAnswer& answer);

/// Asks again, at most `tries` times in all, waiting twice as long each time, as long as what is
/// wrong may pass.
struct Retries {
  int tries = 3;
  std::chrono::milliseconds first_wait{250};
  std::function<void(std::chrono::milliseconds)> wait;  ///< empty: the thread sleeps
};
HttpAnswer ask(const Http& http, const HttpRequest& request, const Retries& retries);

/// The symbol of the module, and its type. Program and module are built together, so objects pass
/// as they are; it does not throw.
inline constexpr const char* kHttpModuleSymbol = "chancery_http";
using HttpModuleFunction = void(const HttpRequest& request, HttpAnswer& answer);

}  // namespace chancery::pki
