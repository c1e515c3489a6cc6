#include "pki/verify_links.h"

#include <openssl/x509v3.h>

#include <memory>

#include "base/generation_cache.h"
#include "pki/certificate.h"

namespace chancery::pki {
namespace {

/// Links by the whole of both certificates: whoever issued what, with which key and signature.
GenerationCache<char>& right_links() {
  constexpr std::size_t kGenerationBytes = std::size_t{512} << 10U;
  static GenerationCache<char> right(kGenerationBytes);
  return right;
}

/// DER begins with its own length, so that two pieces of it have one reading. Empty when one cannot
/// be encoded.
Bytes link_of(const X509* issuer, const X509* certificate) {
  Bytes link = encoded<X509>(issuer, i2d_X509);
  const Bytes issued = encoded<X509>(certificate, i2d_X509);
  if (link.empty() || issued.empty()) return {};
  append(link, issued);
  return link;
}

int check_signature(X509* issuer, X509* certificate) {
  if ((X509_get_key_usage(issuer) & KU_KEY_CERT_SIGN) == 0) return X509_V_ERR_KEYUSAGE_NO_CERTSIGN;
  EVP_PKEY* key = X509_get0_pubkey(issuer);
  if (key == nullptr) return X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY;
  const Bytes link = link_of(issuer, certificate);
  if (!link.empty() && right_links().find(text_of(link))) return X509_V_OK;
  if (X509_verify(certificate, key) != 1) return X509_V_ERR_CERT_SIGNATURE_FAILURE;
  if (!link.empty()) right_links().keep(text_of(link), 0, std::make_shared<const char>());
  return X509_V_OK;
}

/// The validity of every certificate, the anchor's too.
int check_time(const X509* certificate, const X509_VERIFY_PARAM* parameters) {
  const unsigned long flags = X509_VERIFY_PARAM_get_flags(parameters);
  if ((flags & X509_V_FLAG_NO_CHECK_TIME) != 0) return X509_V_OK;
  std::time_t given = X509_VERIFY_PARAM_get_time(parameters);
  std::time_t* const at = (flags & X509_V_FLAG_USE_CHECK_TIME) != 0 ? &given : nullptr;
  const int begins = X509_cmp_time(X509_get0_notBefore(certificate), at);
  if (begins == 0) return X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD;
  if (begins > 0) return X509_V_ERR_CERT_NOT_YET_VALID;
  const int ends = X509_cmp_time(X509_get0_notAfter(certificate), at);
  if (ends == 0) return X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD;
  return ends < 0 ? X509_V_ERR_CERT_HAS_EXPIRED : X509_V_OK;
}

int fail(X509_STORE_CTX* context, X509* culprit, int depth, int error) {
  X509_STORE_CTX_set_current_cert(context, culprit);
  X509_STORE_CTX_set_error_depth(context, depth);
  X509_STORE_CTX_set_error(context, error);
  return 0;
}

}  // namespace

int verify_links(X509_STORE_CTX* context) {
  STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(context);
  const X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context);
  // From the anchor, which is believed without a signature, down to the signer.
  X509* issuer = nullptr;
  for (int i = sk_X509_num(chain) - 1; i >= 0; --i) {
    X509* certificate = sk_X509_value(chain, i);
    if (issuer != nullptr) {
      const int error = check_signature(issuer, certificate);
      if (error != X509_V_OK) {
        const bool of_signature = error == X509_V_ERR_CERT_SIGNATURE_FAILURE;
        return fail(context, of_signature ? certificate : issuer, of_signature ? i : i + 1, error);
      }
    }
    const int error = check_time(certificate, parameters);
    if (error != X509_V_OK) return fail(context, certificate, i, error);
    issuer = certificate;
  }
  return 1;
}

}  // namespace chancery::pki
