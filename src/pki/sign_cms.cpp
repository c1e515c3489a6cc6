// Builds the SignedData of a PAdES signature (RFC 5652, RFC 5035, RFC 8419; EN 319 142-1, 6.3).
// OpenSSL 3.0 builds none with Ed25519, and adds attributes that PAdES does not want.
#include "pki/algorithms.h"
#include "pki/certificate.h"
#include "pki/signed_data.h"

namespace chancery::pki {
namespace {

using der::element;
using der::object_identifier;

Bytes attribute(std::string_view type, ByteView value) {
  return element(der::kSequence, {object_identifier(type), element(der::kSet, value)});
}

/// SigningCertificateV2 (RFC 5035, 3) with one ESSCertIDv2: hash, issuer and serial number.
Bytes signing_certificate(const Certificate& certificate, Hash hash) {
  // SHA-256 is the default, and DER leaves defaults out (X.690, 11.5).
  const Bytes algorithm = hash == Hash::kSha256 ? Bytes() : hash_algorithm(hash);
  const Bytes value = element(der::kOctetString, digest(hash, certificate.der()));
  const Bytes directory_name = element(der::constructed(4), issuer_name_der(certificate));
  const Bytes issuer_serial = element(
      der::kSequence, {element(der::kSequence, directory_name), serial_number_der(certificate)});
  const Bytes id = element(der::kSequence, {algorithm, value, issuer_serial});
  return element(der::kSequence, element(der::kSequence, id));
}

/// The content octets of the SET OF signed attributes.
Bytes signed_attributes(const Credential& credential, ByteView message_digest) {
  // Of a certificate there is always a hash of the usual kind, which more verifiers know.
  const Hash hash =
      credential.signer->hash() == Hash::kShake256 ? Hash::kSha512 : credential.signer->hash();
  return der::in_set_order(
      {attribute(kContentTypeOid, object_identifier(kDataOid)),
       attribute(kMessageDigestOid, element(der::kOctetString, message_digest)),
       attribute(kSigningCertificateV2Oid, signing_certificate(credential.certificate, hash))});
}

Bytes assemble(const Credential& credential, ByteView attributes, ByteView signature) {
  const Bytes version = der::small_integer(1);
  const Bytes hash = hash_algorithm(credential.signer->hash());

  std::vector<Bytes> certificates{credential.certificate.der()};
  for (const Certificate& certificate : credential.chain) {
    // A verifier has the root or does not trust it.
    if (!is_self_issued(certificate)) certificates.push_back(certificate.der());
  }
  const Bytes signer =
      element(der::kSequence,
              {version,
               element(der::kSequence, {issuer_name_der(credential.certificate),
                                        serial_number_der(credential.certificate)}),
               hash, element(der::constructed(0), attributes),
               credential.signer->signature_algorithm(), element(der::kOctetString, signature)});
  const Bytes signed_data = element(
      der::kSequence,
      {version, element(der::kSet, hash), element(der::kSequence, object_identifier(kDataOid)),
       element(der::constructed(0), der::in_set_order(std::move(certificates))),
       element(der::kSet, signer)});
  return element(der::kSequence,
                 {object_identifier(kSignedDataOid), element(der::constructed(0), signed_data)});
}

}  // namespace

Bytes to_be_signed(const Credential& credential, ByteView message_digest) {
  const ErrorScope scope;
  // What is signed bears the tag of SET OF, what is sent that of the field (RFC 5652, 5.4).
  return element(der::kSet, signed_attributes(credential, message_digest));
}

Bytes sign_cms(const Credential& credential, ByteView message_digest) {
  const ErrorScope scope;
  const Bytes attributes = signed_attributes(credential, message_digest);
  const Bytes signature = credential.signer->sign(element(der::kSet, attributes));
  return assemble(credential, attributes, signature);
}

std::size_t largest_cms_bytes(const Credential& credential) {
  const ErrorScope scope;
  const Bytes message_digest = digest(credential.signer->hash(), {});
  const Bytes signature(credential.signer->largest_signature_bytes());
  return assemble(credential, signed_attributes(credential, message_digest), signature).size();
}

}  // namespace chancery::pki
