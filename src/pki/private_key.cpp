#include "pki/private_key.h"

#include "pki/algorithms.h"

namespace chancery::pki {
namespace {

struct Parameters {
  std::string_view signature_oid;
  bool null_parameters = false;
  Hash hash = Hash::kSha256;
};

/// RFC 5754 and RFC 8419; a curve takes the hash of its strength (TS 119 312, 7).
Parameters parameters_of(const EVP_PKEY* key) {
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_ED25519:
      return {kEd25519Oid, false, Hash::kSha512};
    case EVP_PKEY_EC:
      if (EVP_PKEY_get_bits(key) <= 256) return {kEcdsaWithSha256Oid, false, Hash::kSha256};
      if (EVP_PKEY_get_bits(key) <= 384) return {kEcdsaWithSha384Oid, false, Hash::kSha384};
      return {kEcdsaWithSha512Oid, false, Hash::kSha512};
    default:
      return {kSha256WithRsaOid, true, Hash::kSha256};
  }
}

class PrivateKey final : public Signer {
 public:
  explicit PrivateKey(KeyHandle key)
      : key_(std::move(key)), parameters_(parameters_of(key_.get())) {}

  Bytes sign(ByteView message) const override {
    const ErrorScope scope;
    const DigestContext context(EVP_MD_CTX_new());
    const bool own_digest = parameters_.signature_oid == kEd25519Oid;
    const EVP_MD* digest = own_digest ? nullptr : openssl_digest(parameters_.hash);
    Bytes signature(largest_signature_bytes());
    std::size_t size = signature.size();
    if (!context || EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key_.get()) != 1 ||
        EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) !=
            1) {
      throw Failure(FailureKind::kSystem, "signing-failed", "the key did not give a signature",
                    "try again; when it fails again, the key file is damaged");
    }
    signature.resize(size);
    return signature;
  }

  Bytes signature_algorithm() const override {
    const Bytes oid = der::object_identifier(parameters_.signature_oid);
    const Bytes null = parameters_.null_parameters ? der::element(der::kNull, ByteView()) : Bytes();
    return der::element(der::kSequence, {oid, null});
  }

  Hash hash() const override { return parameters_.hash; }

  std::size_t largest_signature_bytes() const override {
    return static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()));
  }

 private:
  KeyHandle key_;
  Parameters parameters_;
};

std::string describe(const EVP_PKEY* key) {
  const std::string bits = std::to_string(EVP_PKEY_get_bits(key));
  return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC ? "an EC key of " + bits + " bits"
                                                  : "an RSA key of " + bits + " bits";
}

}  // namespace

std::shared_ptr<const Signer> make_signer(KeyHandle key, const std::string& name) {
  const int kind = EVP_PKEY_get_base_id(key.get());
  const bool known = kind == EVP_PKEY_RSA || kind == EVP_PKEY_ED25519 ||
                     (kind == EVP_PKEY_EC && !curve_name(key.get()).empty());
  if (!known) {
    const char* type = EVP_PKEY_get0_type_name(key.get());
    throw Failure(FailureKind::kInput, "key-unsupported",
                  name + " holds a key of a kind that cannot sign here (" +
                      (type == nullptr ? "unknown" : type) + ")",
                  "use an RSA, NIST or Brainpool curve, or Ed25519 key");
  }
  if (!is_strong(key.get())) {
    throw Failure(FailureKind::kInput, "key-too-weak",
                  name + " holds " + describe(key.get()) + ", which is too short to be believed",
                  "have a certificate issued for an RSA key of at least 2048 bits or a curve of at "
                  "least 256 bits");
  }
  return std::make_shared<PrivateKey>(std::move(key));
}

}  // namespace chancery::pki
