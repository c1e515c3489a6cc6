// Builds and validates a certificate path (RFC 5280, 6.1) with OpenSSL, which reaches nobody.
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <new>

#include "pki/certificate.h"
#include "pki/verify_links.h"

namespace chancery::pki {
namespace {

/// Certificates between the signer and the anchor; real paths have one to three.
constexpr int kLongestPath = 8;
/// At least 112 bits of security, and so no SHA-1, in every certificate below the anchor.
constexpr int kAuthenticationLevel = 2;

PathStatus status_of(int error) {
  switch (error) {
    case X509_V_OK:
      return PathStatus::kValid;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_UNTRUSTED:
    case X509_V_ERR_CERT_CHAIN_TOO_LONG:
      return PathStatus::kNoAnchor;
    case X509_V_ERR_CERT_NOT_YET_VALID:
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return PathStatus::kExpired;
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_INVALID_NON_CA:
    case X509_V_ERR_INVALID_PURPOSE:
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
      return PathStatus::kNotForSigning;
    case X509_V_ERR_PERMITTED_VIOLATION:
    case X509_V_ERR_EXCLUDED_VIOLATION:
    case X509_V_ERR_SUBTREE_MINMAX:
    case X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE:
    case X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX:
    case X509_V_ERR_UNSUPPORTED_NAME_SYNTAX:
    case X509_V_ERR_NO_EXPLICIT_POLICY:
    case X509_V_ERR_INVALID_POLICY_EXTENSION:
      return PathStatus::kConstraint;
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE:
    case X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY:
      return PathStatus::kBadSignature;
    default:
      return PathStatus::kOther;
  }
}

/// Whether an extended key usage, if there is one, lets a person or an organisation sign documents:
/// a web server's certificate does not, nor that of a time-stamping unit, which has to have one.
bool extended_usage_allows(Purpose purpose, const X509* certificate) {
  // anyExtendedKeyUsage, emailProtection, clientAuth, documentSigning (RFC 9336), and the usages
  // that Adobe and Microsoft gave signing of documents before there was one.
  static constexpr std::array<std::string_view, 6> kSigning = {
      "2.5.29.37.0",        "1.3.6.1.5.5.7.3.4",    "1.3.6.1.5.5.7.3.2",
      "1.3.6.1.5.5.7.3.36", "1.2.840.113583.1.1.5", "1.3.6.1.4.1.311.10.3.12"};
  static constexpr std::array<std::string_view, 1> kTimeStamping = {"1.3.6.1.5.5.7.3.8"};
  const std::span<const std::string_view> allowed =
      purpose == Purpose::kSigning ? std::span<const std::string_view>(kSigning)
                                   : std::span<const std::string_view>(kTimeStamping);
  int critical = 0;
  auto* usage = static_cast<EXTENDED_KEY_USAGE*>(
      X509_get_ext_d2i(certificate, NID_ext_key_usage, &critical, nullptr));
  if (usage == nullptr) {
    // Absent at -1; else it is malformed or stands there twice.
    return critical == -1 && purpose == Purpose::kSigning;
  }
  bool found = false;
  for (int i = 0; i < sk_ASN1_OBJECT_num(usage) && !found; ++i) {
    std::array<char, 128> name{};
    OBJ_obj2txt(name.data(), static_cast<int>(name.size()), sk_ASN1_OBJECT_value(usage, i), 1);
    found = std::ranges::find(allowed, std::string_view(name.data())) != allowed.end();
  }
  EXTENDED_KEY_USAGE_free(usage);
  return found;
}

StoreHandle store_of(std::span<const Certificate> anchors) {
  StoreHandle store(X509_STORE_new());
  if (!store) throw std::bad_alloc();
  X509_STORE_set_verify(store.get(), verify_links);
  for (const Certificate& anchor : anchors) {
    if (X509_STORE_add_cert(store.get(), handle_of(anchor)) != 1) throw std::bad_alloc();
  }
  return store;
}

std::vector<Certificate> path_of(const X509_STORE_CTX* context) {
  std::vector<Certificate> path;
  STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(context);
  for (int i = 0; i < sk_X509_num(chain); ++i) {
    X509* x509 = sk_X509_value(chain, i);
    if (X509_up_ref(x509) != 1) throw std::bad_alloc();
    if (auto certificate = make_certificate(X509Handle(x509))) path.push_back(*certificate);
  }
  return path;
}

PathCheck not_for_it(const Certificate& signer, const std::string& usage, std::string extension) {
  PathCheck check;
  check.status = PathStatus::kNotForSigning;
  check.detail = usage + " does not allow it: " + signer.subject();
  check.usage = std::move(extension);
  check.subject = signer.subject();
  return check;
}

/// Sets what the path must be. Its own policies are processed always: an authority may ask for them
/// (requireExplicitPolicy, RFC 5280, 4.2.1.11).
void set_request(X509_VERIFY_PARAM* parameters, const PathRequest& request, bool at_any_time) {
  X509_VERIFY_PARAM_set_depth(parameters, kLongestPath);
  X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_ANY);
  unsigned long flags = X509_V_FLAG_POLICY_CHECK;
  if (at_any_time) {
    flags |= X509_V_FLAG_NO_CHECK_TIME;  // which a time that is set would outweigh
  } else {
    X509_VERIFY_PARAM_set_time(parameters, request.at);
  }
  if (request.any_anchor) flags |= X509_V_FLAG_PARTIAL_CHAIN;
  if (!request.policies.empty()) flags |= X509_V_FLAG_EXPLICIT_POLICY;
  X509_VERIFY_PARAM_set_flags(parameters, flags);
  for (const std::string& policy : request.policies) {
    ASN1_OBJECT* identifier = OBJ_txt2obj(policy.c_str(), 1);
    if (identifier != nullptr) X509_VERIFY_PARAM_add0_policy(parameters, identifier);
  }
}

PathCheck search(const Certificate& signer, std::span<const Certificate> intermediates,
                 std::span<const Certificate> anchors, const PathRequest& request, int level,
                 bool at_any_time) {
  const ErrorScope scope;
  const StoreHandle store = store_of(anchors);
  const X509Stack untrusted = stack_of(intermediates);
  const StoreContext context(X509_STORE_CTX_new());
  if (!context ||
      X509_STORE_CTX_init(context.get(), store.get(), handle_of(signer), untrusted.get()) != 1) {
    throw std::bad_alloc();
  }
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
  set_request(parameters, request, at_any_time);
  X509_VERIFY_PARAM_set_auth_level(parameters, level);

  PathCheck check;
  if (X509_verify_cert(context.get()) != 1) {
    const int error = X509_STORE_CTX_get_error(context.get());
    check.status = error == X509_V_OK ? PathStatus::kOther : status_of(error);
    check.words = check.detail = X509_verify_cert_error_string(error);
    X509* culprit = X509_STORE_CTX_get_current_cert(context.get());
    if (culprit != nullptr && X509_up_ref(culprit) == 1) {
      if (const auto certificate = make_certificate(X509Handle(culprit))) {
        check.subject = certificate->subject();
        check.detail += ": " + check.subject;
      }
    }
    return check;
  }
  if (!signer.may_sign()) return not_for_it(signer, "key usage", "keyUsage");
  if (!extended_usage_allows(request.purpose, handle_of(signer))) {
    return not_for_it(signer, "extended key usage", "extKeyUsage");
  }
  check.status = PathStatus::kValid;
  check.path = path_of(context.get());
  return check;
}

}  // namespace

PathCheck check_path(const Certificate& signer, std::span<const Certificate> intermediates,
                     std::span<const Certificate> anchors, UnixTime at, Purpose purpose) {
  return search(signer, intermediates, anchors, {.at = at, .purpose = purpose},
                kAuthenticationLevel, false);
}

PathCheck find_path(const Certificate& signer, std::span<const Certificate> intermediates,
                    std::span<const Certificate> anchors, const PathRequest& request) {
  constexpr int kAnyStrength = 0;
  PathCheck check = search(signer, intermediates, anchors, request, kAnyStrength, false);
  if (check.status != PathStatus::kExpired) return check;
  return search(signer, intermediates, anchors, request, kAnyStrength, true);
}

}  // namespace chancery::pki
