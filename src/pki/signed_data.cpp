#include "pki/signed_data.h"

#include <algorithm>

#include "pki/certificate.h"

namespace chancery::pki {
namespace {

using der::Element;
using der::Reader;
using der::Rules;

// More than any honest signature has.
constexpr std::size_t kMostCertificates = 256;
constexpr std::size_t kMostSigners = 64;
constexpr std::size_t kMostAttributes = 64;
constexpr std::size_t kMostValues = 64;

std::optional<Attribute> read_attribute(const Element& element) {
  if (element.tag != der::kSequence) return std::nullopt;
  Reader reader(element.content, Rules::kBer);
  const auto type = reader.next(der::kObjectIdentifier);
  const auto values = reader.next(der::kSet);
  if (!type || !values || !reader.at_end()) return std::nullopt;
  Attribute attribute;
  attribute.type = der::dotted(type->content);
  if (attribute.type.empty()) return std::nullopt;
  Reader inside(values->content, Rules::kBer);
  while (!inside.at_end()) {
    const auto value = inside.next();
    if (!value || attribute.values.size() == kMostValues) return std::nullopt;
    attribute.values.push_back(*value);
  }
  return attribute;
}

bool read_attributes(const Element& element, std::vector<Attribute>& to) {
  Reader reader(element.content, Rules::kBer);
  while (!reader.at_end()) {
    const auto one = reader.next();
    if (!one || to.size() == kMostAttributes) return false;
    auto attribute = read_attribute(*one);
    if (!attribute) return false;
    to.push_back(std::move(*attribute));
  }
  return true;
}

Bytes set_of(ByteView content) {
  std::vector<Bytes> elements;
  Reader reader(content, Rules::kDer);
  while (const auto element = reader.next()) {
    elements.emplace_back(element->whole.begin(), element->whole.end());
  }
  return der::element(der::kSet, der::in_set_order(std::move(elements)));
}

/// Reading one, and its key for the first time, takes longer than checking a signature with it.
std::optional<Certificate> certificate_of(ByteView der, std::span<const Certificate> known) {
  for (const Certificate& certificate : known) {
    if (std::ranges::equal(certificate.inside().der, der)) return certificate;
  }
  return Certificate::from_der(der);
}

bool read_certificates(const Element& set, std::span<const Certificate> known,
                       std::vector<Certificate>& to) {
  Reader reader(set.content, Rules::kBer);
  while (!reader.at_end()) {
    const auto choice = reader.next();
    if (!choice || to.size() == kMostCertificates) return false;
    if (choice->tag != der::kSequence) continue;  // attribute certificates and the like (10.2.2)
    if (auto certificate = certificate_of(choice->whole, known)) to.push_back(*certificate);
  }
  return true;
}

/// The octets of an OCTET STRING, which BER may cut into pieces.
std::optional<Bytes> read_content(const Element& wrapped) {
  constexpr std::uint8_t kInPieces = 0x24;
  Reader wrapper(wrapped.content, Rules::kBer);
  const auto string = wrapper.next();
  if (!string || !wrapper.at_end()) return std::nullopt;
  Bytes octets;
  if (string->tag == der::kOctetString) {
    append(octets, string->content);
    return octets;
  }
  if (string->tag != kInPieces) return std::nullopt;
  Reader pieces(string->content, Rules::kBer);
  while (!pieces.at_end()) {
    const auto piece = pieces.next(der::kOctetString);
    if (!piece) return std::nullopt;
    append(octets, piece->content);
  }
  return octets;
}

/// SignerIdentifier (5.3).
bool read_identifier(Reader& reader, SignerInfo& signer) {
  if (const auto issuer_and_serial = reader.next(der::kSequence)) {
    Reader inside(issuer_and_serial->content, Rules::kBer);
    const auto issuer = inside.next(der::kSequence);
    const auto serial = inside.next(der::kInteger);
    if (!issuer || !serial || !inside.at_end()) return false;
    signer.issuer_name = issuer->whole;
    signer.serial_number = serial->whole;
    return true;
  }
  const auto key_identifier = reader.next(der::primitive(0));
  if (!key_identifier) return false;
  signer.subject_key_identifier = key_identifier->content;
  return true;
}

}  // namespace

std::optional<SignedData> read_signed_data(const Element& content_info,
                                           std::span<const Certificate> known) {
  if (content_info.tag != der::kSequence) return std::nullopt;
  Reader outer(content_info.content, Rules::kBer);
  const auto type = outer.next(der::kObjectIdentifier);
  if (!type || der::dotted(type->content) != kSignedDataOid) return std::nullopt;
  const auto wrapped = outer.next(der::constructed(0));
  if (!wrapped || !outer.at_end()) return std::nullopt;
  Reader wrapper(wrapped->content, Rules::kBer);
  const auto sequence = wrapper.next(der::kSequence);
  if (!sequence || !wrapper.at_end()) return std::nullopt;

  SignedData data;
  Reader reader(sequence->content, Rules::kBer);
  if (!reader.next(der::kInteger) || !reader.next(der::kSet)) return std::nullopt;
  const auto encapsulated = reader.next(der::kSequence);
  if (!encapsulated) return std::nullopt;
  Reader content(encapsulated->content, Rules::kBer);
  const auto content_type = content.next(der::kObjectIdentifier);
  if (!content_type) return std::nullopt;
  data.content_type = der::dotted(content_type->content);
  if (!content.at_end()) {
    const auto wrapped_content = content.next(der::constructed(0));
    if (!wrapped_content || !content.at_end()) return std::nullopt;
    data.content = read_content(*wrapped_content);
    if (!data.content) return std::nullopt;
  }

  if (const auto certificates = reader.next(der::constructed(0))) {
    if (!read_certificates(*certificates, known, data.certificates)) return std::nullopt;
  }
  if (const auto revocation = reader.next(der::constructed(1))) {
    data.revocation = revocation->content;
  }
  const auto signers = reader.next(der::kSet);
  if (!signers || !reader.at_end()) return std::nullopt;
  Reader each(signers->content, Rules::kBer);
  while (!each.at_end()) {
    const auto signer = each.next();
    if (!signer || data.signers.size() == kMostSigners) return std::nullopt;
    data.signers.push_back(*signer);
  }
  return data;
}

std::optional<SignerInfo> read_signer_info(const Element& element) {
  if (element.tag != der::kSequence) return std::nullopt;
  SignerInfo signer;
  Reader reader(element.content, Rules::kBer);
  if (!reader.next(der::kInteger) || !read_identifier(reader, signer)) return std::nullopt;
  const auto digest = reader.next(der::kSequence);
  const auto digest_algorithm = digest ? der::read_algorithm(*digest) : std::nullopt;
  if (!digest_algorithm) return std::nullopt;
  signer.digest_algorithm = *digest_algorithm;
  if (const auto attributes = reader.next(der::constructed(0))) {
    signer.has_signed_attributes = true;
    if (!read_attributes(*attributes, signer.signed_attributes)) return std::nullopt;
    signer.signed_attributes_as_they_stand = der::element(der::kSet, attributes->content);
    // What is not DER can only have been signed as it stands.
    signer.signed_attributes_der = der::has_der_lengths(attributes->content)
                                       ? set_of(attributes->content)
                                       : signer.signed_attributes_as_they_stand;
  }
  const auto algorithm = reader.next(der::kSequence);
  const auto signature_algorithm = algorithm ? der::read_algorithm(*algorithm) : std::nullopt;
  const auto signature = reader.next(der::kOctetString);
  if (!signature_algorithm || !signature) return std::nullopt;
  signer.signature_algorithm = *signature_algorithm;
  signer.signature = signature->content;
  if (const auto attributes = reader.next(der::constructed(1))) {
    if (!read_attributes(*attributes, signer.unsigned_attributes)) return std::nullopt;
  }
  if (!reader.at_end()) return std::nullopt;
  return signer;
}

}  // namespace chancery::pki
