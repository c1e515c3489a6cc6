// Keys, certificates, CMS signatures (RFC 5652, EN 319 122-1) and certificate paths (RFC 5280).
// The door of this room; OpenSSL stays inside.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/diagnostic.h"

namespace chancery::pki {

/// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
using UnixTime = std::int64_t;
inline constexpr UnixTime kNever = INT64_MIN;
inline constexpr UnixTime kForever = INT64_MAX;

/// Does at once what is otherwise done at the first use and needs files (the time zone's, which
/// comparing times loads). A process that will lose the right to open files calls it before. The
/// library's configuration file is never read.
void prepare();

/// SHA-256, SHA-384 and SHA-512 are signed with, and SHAKE256 cut at 64 bytes, which Ed448 takes
/// (RFC 8419, 3.1); the others are only read.
enum class Hash {
  kMd5,
  kRipemd160,
  kSha1,
  kSha224,
  kSha256,
  kSha384,
  kSha512,
  kSha3_224,
  kSha3_256,
  kSha3_384,
  kSha3_512,
  kShake256,
};

/// A running digest.
class Digest {
 public:
  explicit Digest(Hash hash);
  ~Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;
  /// One that has taken in the same bytes so far.
  Digest copy() const;
  void add(ByteView bytes);
  Bytes finish();

 private:
  struct Inside;
  explicit Digest(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};
Bytes digest(Hash hash, ByteView bytes);
std::string hex(ByteView bytes);

/// An X.509 certificate; cheap to copy.
class Certificate {
 public:
  struct Inside;
  explicit Certificate(std::shared_ptr<const Inside> inside) : inside_(std::move(inside)) {}

  /// Nothing when the bytes are not exactly one DER certificate.
  static std::optional<Certificate> from_der(ByteView der);
  /// Every certificate of a PEM text, in order.
  static std::vector<Certificate> from_pem(std::string_view pem);

  Bytes der() const;
  std::string subject() const;  ///< RFC 2253 form, UTF-8
  std::string issuer() const;
  std::string common_name() const;  ///< empty when there is none
  std::string organisation() const;
  std::string organisational_unit() const;
  std::string serial_hex() const;
  std::string fingerprint_sha256() const;  ///< hex
  UnixTime not_before() const;
  UnixTime not_after() const;
  /// "RSA 3072", "EC P-256", "Ed25519".
  std::string key_description() const;
  /// keyUsage absent, or with digitalSignature or nonRepudiation (RFC 5280, 4.2.1.3).
  bool may_sign() const;
  /// Identifiers of its certificate policies (RFC 5280, 4.2.1.4).
  std::vector<std::string> policies() const;
  /// Its issuer signed it with MD5, RIPEMD-160 or SHA-1. A root's own signature says nothing.
  bool weakly_signed() const;
  /// Until when its key, and the digest that its issuer signed it with, can be believed
  /// (pki/strength.cpp).
  UnixTime key_reliable_until() const;
  UnixTime signature_reliable_until() const;
  bool operator==(const Certificate& other) const;
  const Inside& inside() const { return *inside_; }

 private:
  std::shared_ptr<const Inside> inside_;
};

/// Signs bytes: a private key here, or one that never leaves its token.
class Signer {
 public:
  virtual ~Signer() = default;
  /// The signature value over `message` (not over its digest), in the form that CMS carries.
  virtual Bytes sign(ByteView message) const = 0;
  /// DER of the AlgorithmIdentifier for SignerInfo.signatureAlgorithm.
  virtual Bytes signature_algorithm() const = 0;
  virtual Hash hash() const = 0;
  /// An upper bound of what sign() returns.
  virtual std::size_t largest_signature_bytes() const = 0;
};

/// A key with its certificate and the certificates above it.
struct Credential {
  std::shared_ptr<const Signer> signer;
  Certificate certificate;
  std::vector<Certificate> chain;
};

/// What is asked of a key's signatures beyond the usual: a hash as strong as the key, RSA with
/// PKCS#1 v1.5.
struct SigningChoice {
  std::optional<Hash> hash;  ///< SHA-256, SHA-384 or SHA-512
  bool pss = false;          ///< RSASSA-PSS (RFC 4056), the salt as long as the hash
};
/// "SHA-256", also "sha256"; nothing for what is no hash.
std::optional<Hash> hash_named(std::string_view name);

/// Both throw Failure: "wrong-passphrase", "key-damaged", "key-too-weak" (RSA below 2048 bits,
/// curves below 256), "key-not-for-certificate", "key-unsupported" (neither RSA, EC nor Edwards
/// curve), "key-encryption-unsupported", "no-certificate", "hash-too-weak", "hash-not-for-key"
/// (Edwards curves have their own), "padding-not-for-key" (PSS without RSA), each with its mending
/// step. `name` is what the messages call the file.
Credential load_pkcs12(ByteView file, std::string_view passphrase, const std::string& name,
                       const SigningChoice& choice = {});
/// A PEM file with private key (may be encrypted), certificate and chain.
Credential load_pem(ByteView file, std::string_view passphrase, const std::string& name,
                    const SigningChoice& choice = {});

/// A detached CAdES-BES signature for PAdES (EN 319 142-1, 6.3): SignedData with one SignerInfo,
/// signed attributes content-type, message-digest and signing-certificate-v2, nothing else.
/// `message_digest` is over the signed bytes with the signer's hash.
Bytes sign_cms(const Credential& credential, ByteView message_digest);
/// What the signer is given to sign: the DER of the signed attributes (RFC 5652, 5.4).
Bytes to_be_signed(const Credential& credential, ByteView message_digest);
/// A bound for the size of what sign_cms returns for this credential.
std::size_t largest_cms_bytes(const Credential& credential);

/// What is wrong with a CMS signature itself, trust aside.
enum class CmsFinding {
  kNotCms,        ///< not DER SignedData (trailing zero padding allowed)
  kTrailingData,  ///< bytes other than zero after the SignedData; nobody signed or reads them
  kNoSigner,
  kSeveralSigners,        ///< PAdES wants exactly one (EN 319 142-1, 6.3)
  kEncapsulatedContent,   ///< a detached signature must not carry content
  kNoEncapsulatedDigest,  ///< adbe.pkcs7.sha1 must carry the SHA-1 digest of the bytes
  kNoSignerCertificate,
  kDigestMismatch,  ///< message-digest differs from the bytes' digest
  kSignatureWrong,  ///< the signature value does not verify
  kNoMessageDigest,
  kNoSignedAttributes,  ///< signed over the bytes themselves (RFC 5652, 5.4), against PAdES
  kContentTypeWrong,
  kNoSigningCertificate,        ///< signing-certificate(-v2) attribute missing
  kSigningCertificateMismatch,  ///< it names another certificate
  kSigningTimePresent,          ///< not allowed in PAdES baseline (EN 319 142-1, 6.3)
  kWeakHash,                    ///< MD5, RIPEMD-160 or SHA-1
  kWeakKey,
  kTimeStampWrong,  ///< a signature-time-stamp is not over this signature's value, or is damaged
  kUnsupportedAlgorithm,
};

struct CmsCheck;

/// A signature-time-stamp attribute (EN 319 122-1, 5.3), as far as it can be checked without trust.
struct SignatureTimeStamp {
  std::optional<UnixTime> time;  ///< nothing when the attribute holds no time-stamp token
  std::string authority;         ///< common name of the time-stamping unit
  /// The token is over this signature's value and its own signature verifies.
  bool stamps_the_signature = false;
  std::shared_ptr<const CmsCheck> token;  ///< all that was found about it; never null
};

struct CmsCheck {
  std::vector<CmsFinding> findings;
  std::optional<Certificate> signer;
  std::vector<Certificate> certificates;  ///< all that it carries
  std::string digest_algorithm;           ///< "SHA-256"
  std::string signature_algorithm;        ///< "RSA PKCS#1 v1.5", "ECDSA", "Ed25519"
  std::optional<UnixTime> signing_time;   ///< the attribute, when present
  std::vector<SignatureTimeStamp> timestamps;
  /// Over the signed bytes, before the signature was made (EN 319 122-1, 5.2.8).
  std::vector<SignatureTimeStamp> content_timestamps;
  Bytes signature_value;
  /// Evidence that it carries, DER: OCSP responses and revocation lists.
  std::vector<Bytes> ocsp_responses, crls;
  /// Until when the digests and the key that it was made with could be believed.
  UnixTime reliable_until = kForever;
  /// The signed attributes stand in the order of DER, as they must (RFC 5652, 5.3). Some signers
  /// get that wrong and sign them unsorted; such a signature can verify, since it says the same.
  bool attributes_in_order = false;
  bool digest_matches = false;
  bool signature_verifies = false;
};
/// Checks a CMS (as cut from /Contents, zero padding included) against the signed bytes, given as
/// pieces in order. Hostile input: never throws for its content.
CmsCheck check_cms(ByteView cms, std::span<const ByteView> signed_bytes);
/// Checks a time-stamp token (RFC 3161, 2.4.2) over the bytes: of a document time-stamp
/// (ETSI.RFC3161) or, with the signature value as the bytes, of a signature-time-stamp attribute.
/// `signing_time` is the token's own; `digest_matches` when the bytes are those that it stamps.
CmsCheck check_timestamp(ByteView token, std::span<const ByteView> signed_bytes);

/// Checks a signature of SubFilter adbe.pkcs7.sha1 (ISO 32000-1, 12.8.3.3.1): a CMS whose content
/// is the SHA-1 digest of the bytes.
CmsCheck check_cms_sha1(ByteView cms, std::span<const ByteView> signed_bytes);
/// Checks a signature of SubFilter adbe.x509.rsa_sha1 (12.8.3.2): `value` is the DER of an octet
/// string with an RSA PKCS#1 signature, `certificates` those of /Cert, the signer's first.
CmsCheck check_rsa_sha1(ByteView value, std::span<const ByteView> certificates,
                        std::span<const ByteView> signed_bytes);

/// Outcome of building and validating a path to an anchor at a time (RFC 5280, 6.1).
enum class PathStatus {
  kValid,
  kNoAnchor,       ///< no path to any given anchor
  kExpired,        ///< a certificate was not valid yet or any more at the time
  kNotForSigning,  ///< key usage or basic constraints forbid it, or time-stamping
  kConstraint,     ///< name constraints or certificate policies forbid it
  kBadSignature,
  kOther,
};
struct PathCheck {
  PathStatus status = PathStatus::kNoAnchor;
  std::string detail;             ///< the library's own words, with the certificate's subject
  std::vector<Certificate> path;  ///< from the signer to the anchor when valid
  std::string words = {};         ///< the library's own, alone
  std::string usage = {};         ///< the extension that does not allow it: "keyUsage"
  std::string subject = {};       ///< of the certificate that it is about
};
/// What the first certificate of a path is to be for: its key usages must allow it.
enum class Purpose {
  kSigning,
  kTimeStamping,  ///< extended key usage timeStamping (RFC 3161, 2.3)
};
/// Revocation is not asked about; keys and digests must be strong today.
PathCheck check_path(const Certificate& signer, std::span<const Certificate> intermediates,
                     std::span<const Certificate> anchors, UnixTime at,
                     Purpose purpose = Purpose::kSigning);

/// What a path must be, when times, revocation and strength are judged by whoever asks.
struct PathRequest {
  UnixTime at = 0;
  Purpose purpose = Purpose::kSigning;
  /// Anchors that are no roots end a path too, as those of trusted lists do.
  bool any_anchor = false;
  /// Certificate policies of which the path must have one (RFC 5280, 6.1.1 c); empty: any.
  std::vector<std::string> policies = {};
};
/// The path that holds at the time, else one that does at some other: names, basic constraints, key
/// usages, name constraints and policies (RFC 5280, 6.1) are in order when it is kValid, though a
/// certificate may be out of its time or weakly signed.
PathCheck find_path(const Certificate& signer, std::span<const Certificate> intermediates,
                    std::span<const Certificate> anchors, const PathRequest& request);

/// `2026-11-24T10:00:00Z` for reports.
std::string format_utc(UnixTime time);

}  // namespace chancery::pki
