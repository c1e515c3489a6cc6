// Carries requests with libcurl: http and https only, answers cut off where they become too large.
#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "pki/http.h"

namespace chancery::pki {
namespace {

/// A service may have moved; more steps than this are a loop.
constexpr long kMostRedirects = 5;

struct FreesHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, FreesHandle>;
using Headers = std::unique_ptr<curl_slist, FreesHandle>;

struct Taking {
  Bytes* body;
  std::size_t largest;
  bool too_large = false;
};

std::size_t take(const char* data, std::size_t size, std::size_t count, void* context) {
  auto* taking = static_cast<Taking*>(context);
  const std::size_t bytes = size * count;
  if (bytes > taking->largest - taking->body->size()) {
    taking->too_large = true;
    return 0;
  }
  append(*taking->body, std::string_view(data, bytes));
  return bytes;
}

HttpProblem problem_of(CURLcode code, const Taking& taking) {
  if (taking.too_large) return HttpProblem::kTooLarge;
  switch (code) {
    case CURLE_OK:
      return HttpProblem::kNone;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
      return HttpProblem::kBadUrl;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
      return HttpProblem::kCannotReach;
    case CURLE_OPERATION_TIMEDOUT:
      return HttpProblem::kTimeout;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_WEIRD_SERVER_REPLY:
      return HttpProblem::kCutOff;
    case CURLE_FILESIZE_EXCEEDED:
      return HttpProblem::kTooLarge;
    case CURLE_TOO_MANY_REDIRECTS:
      return HttpProblem::kRedirects;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return HttpProblem::kTls;
    default:
      return HttpProblem::kOther;
  }
}

/// Whether the request came as far as being led elsewhere before it failed.
bool was_redirected(CURL* handle) {
  long steps = 0;
  curl_easy_getinfo(handle, CURLINFO_REDIRECT_COUNT, &steps);
  return steps > 0;
}

void set_access(CURL* handle, const HttpAccess& access) {
  const auto set = [&](CURLoption option, const std::string& text) {
    if (!text.empty()) curl_easy_setopt(handle, option, text.c_str());
  };
  if (!access.user.empty()) curl_easy_setopt(handle, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
  set(CURLOPT_USERNAME, access.user);
  set(CURLOPT_PASSWORD, access.password);
  set(CURLOPT_SSLCERT, access.certificate);
  set(CURLOPT_SSLKEY, access.key);
  set(CURLOPT_KEYPASSWD, access.key_passphrase);
  set(CURLOPT_CAINFO, access.authorities);
  if (access.proxy == "none") {
    curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
  } else {
    set(CURLOPT_PROXY, access.proxy);
  }
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(access.connect_timeout.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(access.timeout.count()));
}

void carry(const HttpRequest& request, HttpAnswer& answer) {
  static std::once_flag started;
  std::call_once(started, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  const Handle handle(curl_easy_init());
  if (!handle) {
    answer.problem = HttpProblem::kOther;
    return;
  }
  CURL* curl = handle.get();
  Headers headers;
  const auto add_header = [&](const std::string& line) {
    headers.reset(curl_slist_append(headers.release(), line.c_str()));
  };
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, kMostRedirects);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE,
                   static_cast<curl_off_t>(request.largest_answer));
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "chancery");
  if (!request.content_type.empty()) {
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    // A redirected request stays what it is.
    curl_easy_setopt(curl, CURLOPT_POSTREDIR, CURL_REDIR_POST_ALL);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    add_header("Content-Type: " + request.content_type);
    add_header("Expect:");
  }
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  set_access(curl, request.access);

  answer.body.clear();
  Taking taking{&answer.body, request.largest_answer};
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &taking);
  const CURLcode code = curl_easy_perform(curl);
  answer.problem = problem_of(code, taking);
  if (answer.problem == HttpProblem::kBadUrl && was_redirected(curl)) {
    answer.problem = HttpProblem::kRedirects;
  }
  if (code != CURLE_OK) {
    answer.detail = curl_easy_strerror(code);
    answer.body.clear();
  }
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  const char* type = nullptr;
  curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
  if (type != nullptr) answer.content_type = type;
}

}  // namespace
}  // namespace chancery::pki

extern "C" void chancery_http(const chancery::pki::HttpRequest& request,
                              chancery::pki::HttpAnswer& answer) {
  try {
    chancery::pki::carry(request, answer);
  } catch (const std::exception& error) {
    answer = {};
    answer.problem = chancery::pki::HttpProblem::kOther;
    answer.detail = error.what();
  }
}
