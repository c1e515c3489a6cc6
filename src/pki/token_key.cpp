#include "pki/token_key.h"

#include <algorithm>

#include "pki/certificate.h"

namespace chancery::pki {
namespace {

struct PssNames {
  CK_MECHANISM_TYPE hash;
  CK_RSA_PKCS_MGF_TYPE mask;
};

PssNames pss_names(Hash hash) {
  switch (hash) {
    case Hash::kSha384:
      return {CKM_SHA384, CKG_MGF1_SHA384};
    case Hash::kSha512:
      return {CKM_SHA512, CKG_MGF1_SHA512};
    default:
      return {CKM_SHA256, CKG_MGF1_SHA256};
  }
}

/// An INTEGER of unsigned octets.
Bytes integer(ByteView octets) {
  while (octets.size() > 1 && octets.front() == 0) octets = octets.subspan(1);
  Bytes content;
  if (octets.empty() || octets.front() >= 0x80) content.push_back(0);
  append(content, octets);
  return der::element(der::kInteger, content);
}

class TokenKey final : public Signer {
 public:
  TokenKey(std::shared_ptr<const TokenSession> session, CK_OBJECT_HANDLE key,
           const SignatureForm& form, const EVP_PKEY* public_key)
      : session_(std::move(session)),
        key_(key),
        form_(form),
        largest_(static_cast<std::size_t>(EVP_PKEY_get_size(public_key))),
        order_bytes_((static_cast<std::size_t>(EVP_PKEY_get_bits(public_key)) + 7) / 8) {}

  void ask_each_time(PinSource pin) { pin_ = std::move(pin); }

  Bytes sign(ByteView message) const override {
    switch (form_.scheme) {
      case Scheme::kRsaPkcs1:
        return raw({CKM_RSA_PKCS, nullptr, 0}, digest_info(form_.hash, message));
      case Scheme::kRsaPss: {
        const auto [hash, mask] = pss_names(form_.hash);
        CK_RSA_PKCS_PSS_PARAMS parameters{hash, mask, hash_bytes(form_.hash)};
        return raw({CKM_RSA_PKCS_PSS, &parameters, sizeof parameters}, digest(form_.hash, message));
      }
      case Scheme::kEcdsa: {
        // Of a digest longer than the curve's order the first bits count (FIPS 186-4, 6.4), which
        // some tokens leave to their callers.
        Bytes value = digest(form_.hash, message);
        if (value.size() > order_bytes_) value.resize(order_bytes_);
        return ecdsa_der(raw({CKM_ECDSA, nullptr, 0}, value));
      }
      default:
        return raw({CKM_EDDSA, nullptr, 0}, message);
    }
  }
  Bytes signature_algorithm() const override { return pki::signature_algorithm(form_); }
  Hash hash() const override { return form_.hash; }
  std::size_t largest_signature_bytes() const override { return largest_; }

 private:
  Bytes raw(const CK_MECHANISM& mechanism, ByteView data) const {
    return session_->sign(key_, mechanism, data, std::max(largest_, 2 * order_bytes_),
                          pin_ ? &pin_ : nullptr);
  }

  std::shared_ptr<const TokenSession> session_;
  CK_OBJECT_HANDLE key_;
  SignatureForm form_;
  std::size_t largest_, order_bytes_;
  PinSource pin_;
};

}  // namespace

Bytes ecdsa_der(ByteView r_and_s) {
  const std::size_t half = r_and_s.size() / 2;
  return der::element(der::kSequence,
                      {integer(r_and_s.first(half)), integer(r_and_s.subspan(half))});
}

Bytes digest_info(Hash hash, ByteView message) {
  const Bytes algorithm = der::element(der::kSequence, {der::object_identifier(hash_oid(hash)),
                                                        der::element(der::kNull, ByteView())});
  return der::element(der::kSequence,
                      {algorithm, der::element(der::kOctetString, digest(hash, message))});
}

std::shared_ptr<const Signer> make_token_signer(std::shared_ptr<const TokenSession> session,
                                                CK_OBJECT_HANDLE key,
                                                const Certificate& certificate,
                                                const SigningChoice& choice, const PinSource& pin,
                                                const std::string& name) {
  const EVP_PKEY* public_key = X509_get0_pubkey(handle_of(certificate));
  if (public_key == nullptr) {
    throw Failure(FailureKind::kInput, "key-unsupported",
                  "the certificate for " + name + " has a key of an unknown kind",
                  "use an RSA, NIST or Brainpool curve, Ed25519 or Ed448 key");
  }
  const SignatureForm form = signature_form(public_key, choice, name);
  const auto asks = session->attribute(key, CKA_ALWAYS_AUTHENTICATE);
  auto signer = std::make_shared<TokenKey>(std::move(session), key, form, public_key);
  if (asks && !asks->empty() && asks->front() != CK_FALSE) signer->ask_each_time(pin);
  return signer;
}

}  // namespace chancery::pki
