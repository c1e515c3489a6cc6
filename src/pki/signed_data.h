// The parts of a CMS SignedData (RFC 5652, 5), read from hostile bytes. BER is accepted around what
// must be DER.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pki/der.h"
#include "pki/pki.h"

namespace chancery::pki {

inline constexpr std::string_view kDataOid = "1.2.840.113549.1.7.1";
inline constexpr std::string_view kSignedDataOid = "1.2.840.113549.1.7.2";
inline constexpr std::string_view kTimeStampInfoOid = "1.2.840.113549.1.9.16.1.4";
inline constexpr std::string_view kContentTypeOid = "1.2.840.113549.1.9.3";
inline constexpr std::string_view kMessageDigestOid = "1.2.840.113549.1.9.4";
inline constexpr std::string_view kSigningTimeOid = "1.2.840.113549.1.9.5";
inline constexpr std::string_view kSigningCertificateOid = "1.2.840.113549.1.9.16.2.12";
inline constexpr std::string_view kSigningCertificateV2Oid = "1.2.840.113549.1.9.16.2.47";
inline constexpr std::string_view kSignatureTimeStampOid = "1.2.840.113549.1.9.16.2.14";
inline constexpr std::string_view kContentTimeStampOid = "1.2.840.113549.1.9.16.2.20";
inline constexpr std::string_view kCertificateValuesOid = "1.2.840.113549.1.9.16.2.23";
inline constexpr std::string_view kRevocationValuesOid = "1.2.840.113549.1.9.16.2.24";
/// RevocationInfoArchival (ISO 32000-1, 12.8.3.3.2), a signed attribute.
inline constexpr std::string_view kRevocationArchivalOid = "1.2.840.113583.1.1.8";

/// All views are into the bytes that were parsed.
struct SignedData {
  std::string content_type;
  std::optional<Bytes> content;           ///< carried inside (encapsulated)
  std::vector<Certificate> certificates;  ///< those that are X.509 and can be read
  ByteView revocation;                    ///< the elements of RevocationInfoChoices (10.2.1)
  std::vector<der::Element> signers;
};
/// `content_info` is a ContentInfo. Of `known` certificates those are taken that it carries.
/// Nothing when it is no SignedData.
std::optional<SignedData> read_signed_data(const der::Element& content_info,
                                           std::span<const Certificate> known = {});

struct Attribute {
  std::string type;
  std::vector<der::Element> values;
};

struct SignerInfo {
  /// Which certificate: issuer and serial number, or else the subject key identifier.
  ByteView issuer_name, serial_number;
  ByteView subject_key_identifier;
  der::Algorithm digest_algorithm, signature_algorithm;
  ByteView signature;
  bool has_signed_attributes = false;
  std::vector<Attribute> signed_attributes, unsigned_attributes;
  /// The signed attributes as they are signed, DER of the SET OF (5.4); and with that tag, but as
  /// they stand, which some signers sign.
  Bytes signed_attributes_der, signed_attributes_as_they_stand;
};
/// Nothing when it is malformed.
std::optional<SignerInfo> read_signer_info(const der::Element& element);

}  // namespace chancery::pki
