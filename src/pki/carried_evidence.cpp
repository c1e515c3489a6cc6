#include "pki/carried_evidence.h"

#include <array>

namespace chancery::pki {
namespace {

using der::Element;
using der::Reader;
using der::Rules;

/// More of each than any honest signature carries.
constexpr std::size_t kMostCarried = 128;
constexpr std::string_view kOcspBasicOid = "1.3.6.1.5.5.7.48.1.1";
/// id-ri-ocsp-response (RFC 5940, 2.1).
constexpr std::string_view kOcspInfoOid = "1.3.6.1.5.5.7.16.2";
constexpr std::uint8_t kEnumerated = 0x0A;

void keep(std::vector<Bytes>& to, ByteView one) {
  if (to.size() < kMostCarried) to.emplace_back(one.begin(), one.end());
}

/// An OCSPResponse around a BasicOCSPResponse (RFC 6960, 4.2.1).
Bytes response_of(ByteView basic) {
  constexpr std::array<std::uint8_t, 1> kSuccessful = {0};
  const Bytes status = der::element(kEnumerated, ByteView(kSuccessful));
  const Bytes bytes = der::element(der::kSequence, {der::object_identifier(kOcspBasicOid),
                                                    der::element(der::kOctetString, basic)});
  return der::element(der::kSequence, {status, der::element(der::constructed(0), bytes)});
}

/// Both attributes are a sequence of [0] lists and [1] OCSP responses; they differ in whether a
/// response is whole.
void read_revocation(const Attribute& attribute, bool basic, CmsCheck& check) {
  for (const Element& value : attribute.values) {
    if (value.tag != der::kSequence) continue;
    Reader reader(value.content, Rules::kBer);
    while (const auto kind = reader.next()) {
      const auto list = Reader(kind->content, Rules::kBer).next(der::kSequence);
      if (!list) continue;
      Reader items(list->content, Rules::kBer);
      while (const auto item = items.next(der::kSequence)) {
        if (kind->tag == der::constructed(0)) keep(check.crls, item->whole);
        if (kind->tag != der::constructed(1)) continue;
        keep(check.ocsp_responses,
             basic ? response_of(item->whole) : Bytes(item->whole.begin(), item->whole.end()));
      }
    }
  }
}

void read_certificates(const Attribute& attribute, CmsCheck& check) {
  std::size_t count = 0;
  for (const Element& value : attribute.values) {
    Reader items(value.content, Rules::kBer);
    while (const auto item = items.next(der::kSequence)) {
      if (++count > kMostCarried) return;
      if (auto certificate = Certificate::from_der(item->whole)) {
        check.certificates.push_back(std::move(*certificate));
      }
    }
  }
}

void read_choices(ByteView choices, CmsCheck& check) {
  Reader reader(choices, Rules::kBer);
  while (const auto choice = reader.next()) {
    if (choice->tag == der::kSequence) keep(check.crls, choice->whole);
    if (choice->tag != der::constructed(1)) continue;
    Reader other(choice->content, Rules::kBer);
    const auto format = other.next(der::kObjectIdentifier);
    if (!format || der::dotted(format->content) != kOcspInfoOid) continue;
    if (const auto response = other.next(der::kSequence)) {
      keep(check.ocsp_responses, response->whole);
    }
  }
}

}  // namespace

void add_carried_evidence(const SignedData& data, const SignerInfo& signer, CmsCheck& check) {
  read_choices(data.revocation, check);
  for (const Attribute& attribute : signer.signed_attributes) {
    if (attribute.type == kRevocationArchivalOid) read_revocation(attribute, false, check);
  }
  for (const Attribute& attribute : signer.unsigned_attributes) {
    // Some signers put Adobe's attribute among the unsigned ones.
    if (attribute.type == kRevocationArchivalOid) read_revocation(attribute, false, check);
    if (attribute.type == kRevocationValuesOid) read_revocation(attribute, true, check);
    if (attribute.type == kCertificateValuesOid) read_certificates(attribute, check);
  }
}

}  // namespace chancery::pki
