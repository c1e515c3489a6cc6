#include "pki/http.h"

#include <thread>

namespace chancery::pki {

std::string words_for(const HttpAnswer& answer) {
  const std::string detail = answer.detail.empty() ? "" : " (" + answer.detail + ")";
  switch (answer.problem) {
    case HttpProblem::kNone:
      return "it answers with the status " + std::to_string(answer.status);
    case HttpProblem::kBadUrl:
      return "its address is neither http:// nor https://" + detail;
    case HttpProblem::kCannotReach:
      return "it cannot be reached" + detail;
    case HttpProblem::kTimeout:
      return "it does not answer in time" + detail;
    case HttpProblem::kCutOff:
      return "it broke off in the middle of its answer" + detail;
    case HttpProblem::kTooLarge:
      return "its answer is larger than any honest one" + detail;
    case HttpProblem::kRedirects:
      return "it leads from one address to another without end, or out of the web" + detail;
    case HttpProblem::kTls:
      return "the connection to it is not trustworthy" + detail;
    case HttpProblem::kOther:
      break;
  }
  return "asking it failed" + detail;
}

bool is_passing(const HttpAnswer& answer) {
  constexpr long kTooManyRequests = 429;
  constexpr long kServerError = 500;
  switch (answer.problem) {
    case HttpProblem::kNone:
      return answer.status >= kServerError || answer.status == kTooManyRequests;
    case HttpProblem::kCannotReach:
    case HttpProblem::kTimeout:
    case HttpProblem::kCutOff:
      return true;
    default:
      return false;
  }
}

HttpAnswer ask(const Http& http, const HttpRequest& request, const Retries& retries) {
  std::chrono::milliseconds wait = retries.first_wait;
  for (int tried = 1;; ++tried) {
    HttpAnswer answer = http(request);
    if (answer.good() || !is_passing(answer) || tried >= retries.tries) return answer;
    if (retries.wait) {
      retries.wait(wait);
    } else {
      std::this_thread::sleep_for(wait);
    }
    wait *= 2;
  }
}

}  // namespace chancery::pki
