#include "pki/signing_certificate.h"

#include <algorithm>

#include "pki/algorithms.h"
#include "pki/certificate.h"

namespace chancery::pki {
namespace {

using der::Element;
using der::Reader;
using der::Rules;

struct NamedCertificate {
  Hash hash = Hash::kSha1;
  ByteView value;
  std::optional<Element> issuer_serial;
};

/// ESSCertIDv2 (RFC 5035, 4), or ESSCertID (RFC 2634, 5.4.1) whose hash is SHA-1.
std::optional<NamedCertificate> read_first(const Element& attribute_value, bool version_2) {
  if (attribute_value.tag != der::kSequence) return std::nullopt;
  Reader outer(attribute_value.content, Rules::kDer);
  const auto list = outer.next(der::kSequence);
  if (!list) return std::nullopt;
  const auto first = Reader(list->content, Rules::kDer).next(der::kSequence);
  if (!first) return std::nullopt;
  NamedCertificate named;
  Reader reader(first->content, Rules::kDer);
  if (version_2) {
    named.hash = Hash::kSha256;
    if (const auto element = reader.next(der::kSequence)) {
      const auto algorithm = der::read_algorithm(*element);
      const auto hash = algorithm ? hash_of(*algorithm) : std::nullopt;
      if (!hash) return std::nullopt;
      named.hash = *hash;
    }
  }
  const auto value = reader.next(der::kOctetString);
  if (!value) return std::nullopt;
  named.value = value->content;
  if (!reader.at_end()) {
    named.issuer_serial = reader.next(der::kSequence);
    if (!named.issuer_serial || !reader.at_end()) return std::nullopt;
  }
  return named;
}

/// IssuerSerial: one directory name and the serial number.
bool matches(const Element& issuer_serial, const Certificate& certificate) {
  Reader reader(issuer_serial.content, Rules::kDer);
  const auto names = reader.next(der::kSequence);
  const auto serial = reader.next(der::kInteger);
  if (!names || !serial || !std::ranges::equal(serial->whole, serial_number_der(certificate))) {
    return false;
  }
  Reader inside(names->content, Rules::kDer);
  while (const auto name = inside.next()) {
    if (name->tag == der::constructed(4) && is_issuer_name(name->content, certificate)) return true;
  }
  return false;
}

bool names(const Attribute& attribute, bool version_2, const Certificate& certificate) {
  if (attribute.values.size() != 1) return false;
  const auto named = read_first(attribute.values[0], version_2);
  return named && std::ranges::equal(named->value, digest(named->hash, certificate.der())) &&
         (!named->issuer_serial || matches(*named->issuer_serial, certificate));
}

}  // namespace

SigningCertificate signing_certificate(const std::vector<Attribute>& signed_attributes,
                                       const Certificate& certificate) {
  SigningCertificate found = SigningCertificate::kAbsent;
  for (const Attribute& attribute : signed_attributes) {
    const bool version_2 = attribute.type == kSigningCertificateV2Oid;
    if (!version_2 && attribute.type != kSigningCertificateOid) continue;
    if (!names(attribute, version_2, certificate)) return SigningCertificate::kAnother;
    found = SigningCertificate::kThisOne;
  }
  return found;
}

}  // namespace chancery::pki
