#include "pki/timestamp.h"

#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "pki/certificate.h"
#include "pki/check_signer.h"
#include "pki/signed_data.h"
#include "pki/time_stamp_info.h"

namespace chancery::pki {
namespace {

using der::element;
using der::Reader;
using der::Rules;

/// Sixty-two bits by chance (RFC 3161, 2.4.1: a large random number).
constexpr std::size_t kNonceBytes = 8;

[[noreturn]] void wrong(const std::string& what) {
  throw Failure(FailureKind::kSystem, "time-stamp-wrong", "the time-stamp is not good: " + what,
                "ask the authority that runs the service, or name another one");
}

/// The bits of a PKIFailureInfo in words (2.4.2).
std::string failure_words(ByteView bits) {
  static constexpr std::array<std::pair<unsigned, std::string_view>, 8> kWords = {{
      {0, "the algorithm is not recognised"},
      {2, "the request is not permitted"},
      {5, "the request is malformed"},
      {14, "its clock is not available"},
      {15, "the policy is not one of its own"},
      {16, "an extension is not supported"},
      {17, "the information asked for is not available"},
      {25, "it has a fault"},
  }};
  std::string words;
  for (const auto& [bit, text] : kWords) {
    const std::size_t octet = 1 + bit / 8;  // the first octet counts unused bits
    if (octet >= bits.size() || (bits[octet] >> (7U - bit % 8U) & 1U) == 0) continue;
    words += (words.empty() ? "" : ", ") + std::string(text);
  }
  return words;
}

[[noreturn]] void refused(Reader status) {
  constexpr std::uint8_t kBitString = 0x03;
  std::string why;
  if (const auto texts = status.next(der::kSequence)) {
    Reader each(texts->content, Rules::kBer);
    while (const auto text = each.next(der::kUtf8String)) {
      // A stranger's words, shown at a terminal.
      for (const std::uint8_t byte : text->content) {
        why += byte >= 0x20 && byte < 0x7F ? static_cast<char>(byte) : '?';
      }
    }
  }
  if (const auto bits = status.next(kBitString)) {
    const std::string words = failure_words(bits->content);
    if (!words.empty()) why += (why.empty() ? "" : "; ") + words;
  }
  throw Failure(FailureKind::kSystem, "time-stamp-refused",
                "the authority gave no time-stamp" + (why.empty() ? "" : ": " + why),
                "check the policy and the hash that it is asked for, or name another service");
}

/// timeStamping, alone and critical (2.3).
bool is_for_time_stamps_only(const Certificate& certificate) {
  int critical = 0;
  auto* usage = static_cast<EXTENDED_KEY_USAGE*>(
      X509_get_ext_d2i(handle_of(certificate), NID_ext_key_usage, &critical, nullptr));
  if (usage == nullptr) return false;
  const bool only = critical == 1 && sk_ASN1_OBJECT_num(usage) == 1 &&
                    OBJ_obj2nid(sk_ASN1_OBJECT_value(usage, 0)) == NID_time_stamp;
  EXTENDED_KEY_USAGE_free(usage);
  return only;
}

/// What a token must be in itself; trust in its certificate is another matter.
void check_token(ByteView token, const TimeStampQuery& query, std::span<const ByteView> message,
                 UnixTime now) {
  const CmsCheck check = check_timestamp(token, message);
  if (std::ranges::find(check.findings, CmsFinding::kDigestMismatch) != check.findings.end()) {
    wrong("it is over something else");
  }
  if (!check.signer) wrong("it does not carry its certificate");
  if (!check.findings.empty() || !check.signature_verifies || !check.signing_time) {
    wrong("its signature does not hold");
  }
  CmsCheck ignored;
  const std::optional<SignedData> data = open_signed_data(token, ignored);
  const auto info = data && data->content ? read_time_stamp(*data->content) : std::nullopt;
  if (!info || info->hash != query.hash) wrong("it is of another hash");
  if (!std::ranges::equal(info->nonce, query.nonce)) {
    wrong("it does not carry the nonce of the request, so it may be an old one");
  }
  if (!query.policy.empty() && info->policy != query.policy) {
    wrong("it is under the policy " + info->policy + ", not " + query.policy);
  }
  if (!is_for_time_stamps_only(*check.signer) || !check.signer->may_sign()) {
    wrong("its certificate is not for time-stamps and nothing else: " + check.signer->subject());
  }
  for (const UnixTime time : {info->time, now}) {
    if (time < check.signer->not_before() || time > check.signer->not_after()) {
      wrong("its certificate was not valid at " + format_utc(time) + ": " +
            check.signer->subject());
    }
  }
}

/// The parts of a CMS as assemble() writes them, to its only SignerInfo.
struct Opened {
  std::vector<der::Element> content_info, signed_data, signer;
};

std::vector<der::Element> elements_of(ByteView content) {
  Reader reader(content, Rules::kDer);
  std::vector<der::Element> elements;
  while (const auto one = reader.next()) elements.push_back(*one);
  if (!reader.at_end()) throw std::invalid_argument("not DER");
  return elements;
}

Opened open(ByteView cms) {
  const auto need = [](bool holds) {
    if (!holds) throw std::invalid_argument("not a CMS signature");
  };
  const auto outer = Reader(cms, Rules::kDer).next(der::kSequence);
  need(outer.has_value());
  Opened opened;
  opened.content_info = elements_of(outer->content);
  need(opened.content_info.size() == 2);
  const auto inner = elements_of(opened.content_info[1].content);
  need(inner.size() == 1);
  opened.signed_data = elements_of(inner[0].content);
  need(opened.signed_data.size() >= 4 && opened.signed_data.back().tag == der::kSet);
  const auto signers = elements_of(opened.signed_data.back().content);
  need(signers.size() == 1);
  opened.signer = elements_of(signers[0].content);
  need(opened.signer.size() >= 6 && opened.signer[5].tag == der::kOctetString);
  return opened;
}

Bytes joined(const std::vector<der::Element>& elements, std::size_t count) {
  Bytes bytes;
  for (std::size_t i = 0; i < count; ++i) append(bytes, elements[i].whole);
  return bytes;
}

}  // namespace

TimeStampQuery query_for(Hash hash, std::span<const ByteView> message, std::string policy) {
  const ErrorScope scope;
  TimeStampQuery query;
  query.hash = hash;
  query.digest = digest_of(hash, message);
  query.nonce.resize(kNonceBytes);
  if (RAND_bytes(query.nonce.data(), static_cast<int>(query.nonce.size())) != 1) {
    throw Failure(FailureKind::kSystem, "no-randomness", "the system gives no random numbers",
                  "try again");
  }
  // Positive, and never shorter.
  query.nonce[0] = static_cast<std::uint8_t>((query.nonce[0] & 0x3FU) | 0x40U);
  query.policy = std::move(policy);
  return query;
}

Bytes request_der(const TimeStampQuery& query) {
  // With the parameter NULL, which every service takes.
  const Bytes algorithm = element(der::kSequence, {der::object_identifier(hash_oid(query.hash)),
                                                   element(der::kNull, ByteView())});
  const Bytes imprint =
      element(der::kSequence, {algorithm, element(der::kOctetString, query.digest)});
  const Bytes policy = query.policy.empty() ? Bytes() : der::object_identifier(query.policy);
  const Bytes certificate_please{der::kBoolean, 1, 0xFF};
  return element(der::kSequence, {der::small_integer(1), imprint, policy,
                                  element(der::kInteger, query.nonce), certificate_please});
}

Bytes token_of(ByteView response, const TimeStampQuery& query, std::span<const ByteView> message,
               UnixTime now) {
  const ErrorScope scope;
  Reader reader(response, Rules::kBer);
  const auto outer = reader.next(der::kSequence);
  if (!outer || !reader.at_end()) wrong("the answer is not one to a time-stamp request");
  Reader parts(outer->content, Rules::kBer);
  const auto status = parts.next(der::kSequence);
  if (!status) wrong("the answer is not one to a time-stamp request");
  Reader inside(status->content, Rules::kBer);
  const auto code = inside.next(der::kInteger);
  const auto number = code ? der::to_int(code->content) : std::nullopt;
  if (!number) wrong("the answer is not one to a time-stamp request");
  if (*number > 1) refused(inside);  // neither granted nor grantedWithMods
  const auto token = parts.next(der::kSequence);
  if (!token || !parts.at_end()) wrong("the answer holds no time-stamp");
  check_token(token->whole, query, message, now);
  return {token->whole.begin(), token->whole.end()};
}

Bytes signature_value(ByteView cms) {
  const ByteView value = open(cms).signer[5].content;
  return {value.begin(), value.end()};
}

Bytes with_time_stamp(ByteView cms, ByteView token) {
  const Opened opened = open(cms);
  const Bytes attribute = element(
      der::kSequence, {der::object_identifier(kSignatureTimeStampOid), element(der::kSet, token)});
  // Those before it stay, in the order of a SET OF.
  std::vector<Bytes> attributes{attribute};
  if (opened.signer.size() > 6) {
    for (const der::Element& one : elements_of(opened.signer[6].content)) {
      attributes.emplace_back(one.whole.begin(), one.whole.end());
    }
  }
  const Bytes signer = element(
      der::kSequence, {joined(opened.signer, 6),
                       element(der::constructed(1), der::in_set_order(std::move(attributes)))});
  const Bytes signed_data = element(
      der::kSequence,
      {joined(opened.signed_data, opened.signed_data.size() - 1), element(der::kSet, signer)});
  return element(der::kSequence,
                 {opened.content_info[0].whole, element(der::constructed(0), signed_data)});
}

}  // namespace chancery::pki
