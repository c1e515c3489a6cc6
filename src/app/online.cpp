#include "app/online.h"

#include "app/services.h"
#include "pki/revocation.h"

namespace chancery::app {
namespace {

namespace v = verification;

/// More than a confined reader asks at once.
constexpr std::uint32_t kMostQuestions = 64;

void put_number(std::uint32_t number, Bytes& to) {
  for (const unsigned shift : {24U, 16U, 8U, 0U}) {
    to.push_back(static_cast<std::uint8_t>(number >> shift & 0xFFU));
  }
}

void put(ByteView field, Bytes& to) {
  put_number(static_cast<std::uint32_t>(field.size()), to);
  append(to, field);
}

std::optional<std::uint32_t> take_number(ByteView& from) {
  if (from.size() < 4) return std::nullopt;
  std::uint32_t number = 0;
  for (const std::uint8_t byte : from.first(4)) number = number << 8U | byte;
  from = from.subspan(4);
  return number;
}

std::optional<ByteView> take(ByteView& from) {
  const auto size = take_number(from);
  if (!size || *size > from.size()) return std::nullopt;
  const ByteView field = from.first(*size);
  from = from.subspan(*size);
  return field;
}

pki::HttpAnswer answer_to(const v::Question& question) {
  pki::HttpRequest request;
  request.url = question.url;
  if (!question.is_list) {
    request.content_type = "application/ocsp-request";
    request.body = question.request;
  }
  request.largest_answer = question.is_list ? pki::kLargestListBytes : pki::kLargestTokenBytes;
  constexpr int kTries = 2;
  return pki::ask(carry, request, {.tries = kTries, .wait = {}});
}

}  // namespace

void pack_questions(const std::vector<v::Question>& questions, Bytes& to) {
  put_number(static_cast<std::uint32_t>(questions.size()), to);
  for (const v::Question& question : questions) {
    put(bytes_of(question.name), to);
    put(bytes_of(question.url), to);
    to.push_back(question.is_list ? 1 : 0);
    put(question.request, to);
  }
}

std::optional<std::vector<v::Question>> unpack_questions(ByteView& bytes) {
  const auto count = take_number(bytes);
  if (!count || *count > kMostQuestions) return std::nullopt;
  std::vector<v::Question> questions;
  for (std::uint32_t i = 0; i < *count; ++i) {
    const auto name = take(bytes);
    const auto url = name ? take(bytes) : std::nullopt;
    if (!url || bytes.empty()) return std::nullopt;
    const bool is_list = bytes.front() != 0;
    bytes = bytes.subspan(1);
    const auto request = take(bytes);
    if (!request) return std::nullopt;
    questions.push_back({std::string(text_of(*name)), std::string(text_of(*url)), is_list,
                         Bytes(request->begin(), request->end())});
  }
  return questions;
}

void ask_questions(const std::vector<v::Question>& questions, v::Trust& trust) {
  for (const v::Question& question : questions) {
    if (!trust.asked.insert(question.name).second) continue;
    pki::HttpAnswer answer = answer_to(question);
    if (!answer.good()) continue;
    (question.is_list ? trust.crls : trust.ocsp_responses).push_back(std::move(answer.body));
  }
}

}  // namespace chancery::app
