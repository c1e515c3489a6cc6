#include "pki/private_key.h"

#include <openssl/rsa.h>

#include "pki/signature_form.h"

namespace chancery::pki {
namespace {

class PrivateKey final : public Signer {
 public:
  PrivateKey(KeyHandle key, const SignatureForm& form) : key_(std::move(key)), form_(form) {}

  Bytes sign(ByteView message) const override {
    const ErrorScope scope;
    const DigestContext context(EVP_MD_CTX_new());
    Bytes signature(largest_signature_bytes());
    std::size_t size = signature.size();
    if (!context || !start(context.get()) ||
        EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) !=
            1) {
      throw Failure(FailureKind::kSystem, "signing-failed", "the key did not give a signature",
                    "try again; when it fails again, the key file is damaged");
    }
    signature.resize(size);
    return signature;
  }

  Bytes signature_algorithm() const override { return pki::signature_algorithm(form_); }

  Hash hash() const override { return form_.hash; }

  std::size_t largest_signature_bytes() const override {
    return static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()));
  }

 private:
  bool start(EVP_MD_CTX* context) const {
    const bool edwards = form_.scheme == Scheme::kEd25519 || form_.scheme == Scheme::kEd448;
    const EVP_MD* digest = edwards ? nullptr : openssl_digest(form_.hash);
    EVP_PKEY_CTX* parameters = nullptr;
    if (EVP_DigestSignInit(context, &parameters, digest, nullptr, key_.get()) != 1) return false;
    return form_.scheme != Scheme::kRsaPss ||
           (EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
            EVP_PKEY_CTX_set_rsa_mgf1_md(parameters, digest) == 1 &&
            EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1);
  }

  KeyHandle key_;
  SignatureForm form_;
};

}  // namespace

std::shared_ptr<const Signer> make_signer(KeyHandle key, const SigningChoice& choice,
                                          const std::string& name) {
  const SignatureForm form = signature_form(key.get(), choice, name);
  return std::make_shared<PrivateKey>(std::move(key), form);
}

}  // namespace chancery::pki
