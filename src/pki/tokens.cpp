#include "pki/tokens.h"

#include <openssl/core_names.h>

#include <algorithm>

#include "pki/certificate.h"
#include "pki/chain.h"
#include "pki/token_key.h"

namespace chancery::pki {
namespace {

/// More slots than a module has.
constexpr CK_ULONG kMostSlots = 1000;

struct Slot {
  CK_FUNCTION_LIST* module;
  CK_SLOT_ID id;
  std::string label;
};

/// A text of fixed length, padded with spaces.
std::string padded(ByteView text) {
  std::string_view view = text_of(text);
  const std::size_t last = view.find_last_not_of(std::string_view(" \0", 2));
  return std::string(view.substr(0, last == std::string_view::npos ? 0 : last + 1));
}

std::vector<CK_SLOT_ID> slots_with_tokens(CK_FUNCTION_LIST* module) {
  CK_ULONG count = 0;
  if (module->C_GetSlotList(CK_TRUE, nullptr, &count) != CKR_OK || count > kMostSlots) return {};
  std::vector<CK_SLOT_ID> slots(count);
  if (module->C_GetSlotList(CK_TRUE, slots.data(), &count) != CKR_OK || count > slots.size()) {
    return {};
  }
  slots.resize(count);
  return slots;
}

/// The one token that the URI names.
Slot find_token(const ParsedUri& uri, std::span<CK_FUNCTION_LIST* const> modules) {
  std::vector<Slot> matching;
  std::string others;
  for (CK_FUNCTION_LIST* module : modules) {
    CK_INFO about{};
    const bool module_fits =
        module->C_GetInfo(&about) == CKR_OK && uri.kit().uri_match_module(uri.get(), &about) == 1;
    for (const CK_SLOT_ID id : slots_with_tokens(module)) {
      CK_SLOT_INFO slot{};
      CK_TOKEN_INFO token{};
      if (module->C_GetSlotInfo(id, &slot) != CKR_OK ||
          module->C_GetTokenInfo(id, &token) != CKR_OK) {
        continue;
      }
      const std::string label = padded(token.label);
      const CK_SLOT_ID wanted = uri.kit().uri_slot_id(uri.get());
      if (module_fits && (wanted == static_cast<CK_SLOT_ID>(-1) || wanted == id) &&
          uri.kit().uri_match_slot(uri.get(), &slot) == 1 &&
          uri.kit().uri_match_token(uri.get(), &token) == 1) {
        matching.push_back({module, id, label});
      } else if ((token.flags & CKF_TOKEN_INITIALIZED) != 0) {
        others += (others.empty() ? "'" : ", '") + label + "'";
      }
    }
  }
  if (matching.empty()) {
    throw Failure(FailureKind::kInput, "no-token", "no token is there as " + uri.shown() + " asks",
                  others.empty() ? "connect the token, and see that p11-kit knows its module"
                                 : "connect the token; there are " + others);
  }
  if (matching.size() > 1) {
    throw Failure(FailureKind::kInput, "several-tokens",
                  uri.shown() + " fits several tokens, '" + matching[0].label + "' and '" +
                      matching[1].label + "'",
                  "add 'serial=' of the one that is meant");
  }
  return matching[0];
}

CK_ATTRIBUTE class_attribute(CK_OBJECT_CLASS& kind) {
  return {CKA_CLASS, &kind, sizeof kind};
}

CK_OBJECT_HANDLE find_key(const ParsedUri& uri, const TokenSession& session) {
  CK_OBJECT_CLASS kind = CKO_PRIVATE_KEY;
  std::vector<CK_ATTRIBUTE> wanted{class_attribute(kind)};
  for (const CK_ATTRIBUTE_TYPE type : {CKA_ID, CKA_LABEL}) {
    if (const CK_ATTRIBUTE* given = uri.kit().uri_attribute(uri.get(), type)) {
      wanted.push_back(*given);
    }
  }
  const std::vector<CK_OBJECT_HANDLE> keys = session.find(wanted);
  if (keys.empty()) {
    throw Failure(
        FailureKind::kInput, "no-key-in-token",
        "the token '" + session.label() + "' has no private key as " + uri.shown() + " asks",
        "look at its keys with 'p11tool --login --list-privkeys' or 'pkcs11-tool -O'");
  }
  if (keys.size() > 1) {
    throw Failure(
        FailureKind::kInput, "several-keys",
        "the token '" + session.label() + "' has several private keys as " + uri.shown() + " asks",
        "add 'object=' or 'id=' of the one that is meant");
  }
  return keys[0];
}

struct TokenCertificate {
  Certificate certificate;
  Bytes id;
};

std::vector<TokenCertificate> certificates_in(const TokenSession& session) {
  CK_OBJECT_CLASS kind = CKO_CERTIFICATE;
  std::vector<CK_ATTRIBUTE> wanted{class_attribute(kind)};
  std::vector<TokenCertificate> found;
  for (const CK_OBJECT_HANDLE object : session.find(wanted)) {
    const auto value = session.attribute(object, CKA_VALUE);
    auto certificate = value ? Certificate::from_der(*value) : std::nullopt;
    if (!certificate) continue;
    found.push_back({std::move(*certificate), session.attribute(object, CKA_ID).value_or(Bytes())});
  }
  return found;
}

/// What the token tells of the public half of a key: an RSA modulus, or a point of a curve.
struct PublicPart {
  std::optional<Bytes> modulus, point;
};

PublicPart public_part(const TokenSession& session, CK_OBJECT_HANDLE key, Bytes id) {
  PublicPart part;
  part.modulus = session.attribute(key, CKA_MODULUS);
  if (part.modulus) return part;
  part.point = session.attribute(key, CKA_EC_POINT);
  if (part.point || id.empty()) return part;
  CK_OBJECT_CLASS kind = CKO_PUBLIC_KEY;
  std::vector<CK_ATTRIBUTE> wanted{class_attribute(kind), {CKA_ID, id.data(), id.size()}};
  const std::vector<CK_OBJECT_HANDLE> halves = session.find(wanted);
  if (halves.size() == 1) part.point = session.attribute(halves[0], CKA_EC_POINT);
  return part;
}

/// An EC point stands in an OCTET STRING, which some tokens leave out.
ByteView without_wrapping(ByteView point) {
  const auto string = der::Reader(point, der::Rules::kDer).next(der::kOctetString);
  return string && string->whole.size() == point.size() ? string->content : point;
}

/// Nothing when the token does not tell.
std::optional<bool> belongs(const PublicPart& part, const Certificate& certificate) {
  const EVP_PKEY* key = X509_get0_pubkey(handle_of(certificate));
  if (key == nullptr) return false;
  if (part.modulus) {
    BIGNUM* number = nullptr;
    if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &number) != 1) return false;
    Bytes modulus(static_cast<std::size_t>(BN_num_bytes(number)));
    BN_bn2bin(number, modulus.data());
    BN_free(number);
    ByteView told(*part.modulus);
    while (!told.empty() && told.front() == 0) told = told.subspan(1);
    return std::ranges::equal(modulus, told);
  }
  if (!part.point) return std::nullopt;
  const ASN1_BIT_STRING* bits = X509_get0_pubkey_bitstr(handle_of(certificate));
  if (bits == nullptr) return false;
  const ByteView own(ASN1_STRING_get0_data(bits),
                     static_cast<std::size_t>(ASN1_STRING_length(bits)));
  return std::ranges::equal(own, without_wrapping(*part.point));
}

}  // namespace

TokenUri read_token_uri(const std::string& uri) {
  const ParsedUri parsed(load_p11_kit(), uri);
  const char* source = parsed.kit().uri_pin_source(parsed.get());
  return {parsed.shown(), source == nullptr ? "" : source};
}

struct Tokens::Inside {
  std::shared_ptr<const P11Kit> kit;
  std::shared_ptr<TokenModules> modules;
  std::vector<std::shared_ptr<const TokenSession>> sessions;

  std::shared_ptr<const TokenSession> session(const ParsedUri& uri, const PinSource& pin) {
    const char* path = kit->uri_module_path(uri.get());
    const std::vector<CK_FUNCTION_LIST*> loaded =
        path == nullptr ? modules->configured() : std::vector{modules->at(path)};
    const Slot slot = find_token(uri, loaded);
    for (const auto& open : sessions) {
      if (open->is_at(slot.module, slot.id)) return open;
    }
    sessions.push_back(
        std::make_shared<const TokenSession>(modules, slot.module, slot.id, slot.label, pin));
    return sessions.back();
  }
};

Tokens::Tokens() : inside_(std::make_unique<Inside>()) {}
Tokens::~Tokens() = default;
Tokens::Tokens(Tokens&&) noexcept = default;
Tokens& Tokens::operator=(Tokens&&) noexcept = default;

Credential Tokens::open(const std::string& uri, const PinSource& pin,
                        std::span<const Certificate> beside, const SigningChoice& choice) {
  const ErrorScope scope;
  if (!inside_->kit) {
    inside_->kit = load_p11_kit();
    inside_->modules = std::make_shared<TokenModules>(inside_->kit);
  }
  const ParsedUri parsed(inside_->kit, uri);
  const std::shared_ptr<const TokenSession> session = inside_->session(parsed, pin);
  const CK_OBJECT_HANDLE key = find_key(parsed, *session);
  const Bytes id = session->attribute(key, CKA_ID).value_or(Bytes());
  const PublicPart part = public_part(*session, key, id);

  std::vector<Certificate> own, others;
  for (TokenCertificate& found : certificates_in(*session)) {
    // What the token tells of the key counts; else that both have one identifier.
    const bool same_id = !id.empty() && found.id == id;
    const bool is_own = belongs(part, found.certificate).value_or(same_id);
    (is_own ? own : others).push_back(std::move(found.certificate));
  }
  for (const Certificate& certificate : beside) {
    const bool is_own = belongs(part, certificate).value_or(&certificate == beside.data());
    (is_own ? own : others).push_back(certificate);
  }
  if (own.empty()) {
    const bool none = beside.empty();
    throw Failure(FailureKind::kInput, none ? "no-certificate" : "key-not-for-certificate",
                  "the key " + parsed.shown() + " has no certificate in its token" +
                      (none ? "" : ", and those beside it belong to other keys"),
                  "write the certificate into the token, or name its PEM file with 'certificate:'");
  }
  const Certificate certificate = own.front();
  own.erase(own.begin());
  others.insert(others.end(), own.begin(), own.end());
  return {make_token_signer(session, key, certificate, choice, pin, parsed.shown()), certificate,
          chain_above(certificate, std::move(others))};
}

}  // namespace chancery::pki
