#include "pki/verify_signature.h"

#include <openssl/rsa.h>

#include <new>

namespace chancery::pki {
namespace {

bool fits(int kind, Scheme scheme) {
  switch (scheme) {
    case Scheme::kRsaPkcs1:
      return kind == EVP_PKEY_RSA;
    case Scheme::kRsaPss:
      return kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS;
    case Scheme::kEcdsa:
      return kind == EVP_PKEY_EC;
    case Scheme::kDsa:
      return kind == EVP_PKEY_DSA;
    case Scheme::kEd25519:
      return kind == EVP_PKEY_ED25519;
    case Scheme::kEd448:
      return kind == EVP_PKEY_ED448;
  }
  return false;
}

}  // namespace

SignatureCheck verify_signature(EVP_PKEY* key, const SignatureScheme& scheme, Hash hash,
                                ByteView message, ByteView signature) {
  const ErrorScope scope;
  const int kind = EVP_PKEY_get_base_id(key);
  if (!fits(kind, scheme.scheme)) return SignatureCheck::kWrong;
  // A curve given by its parameters may be made so that anyone can sign.
  if (kind == EVP_PKEY_EC && curve_name(key).empty()) return SignatureCheck::kUnsupported;
  const DigestContext context(EVP_MD_CTX_new());
  if (!context) throw std::bad_alloc();
  const bool edwards = scheme.scheme == Scheme::kEd25519 || scheme.scheme == Scheme::kEd448;
  const EVP_MD* digest = edwards ? nullptr : openssl_digest(hash);
  EVP_PKEY_CTX* parameters = nullptr;
  if (EVP_DigestVerifyInit(context.get(), &parameters, digest, nullptr, key) != 1) {
    return SignatureCheck::kUnsupported;
  }
  if (scheme.scheme == Scheme::kRsaPss &&
      (EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) != 1 ||
       EVP_PKEY_CTX_set_rsa_mgf1_md(parameters, openssl_digest(scheme.mask_hash)) != 1 ||
       EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, scheme.salt_bytes) != 1)) {
    return SignatureCheck::kUnsupported;
  }
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                          message.size()) == 1
             ? SignatureCheck::kRight
             : SignatureCheck::kWrong;
}

}  // namespace chancery::pki
