#include "pki/token_session.h"

#include <openssl/crypto.h>

#include <array>

#include "base/diagnostic.h"

namespace chancery::pki {
namespace {

/// Larger values of attributes are hostile; certificates have a few kilobytes.
constexpr CK_ULONG kLargestAttribute = 1UL << 20U;
/// More objects than a token holds of one kind.
constexpr std::size_t kMostObjects = 10000;

/// Wipes the PIN when it goes.
class Pin {
 public:
  explicit Pin(std::string text) : text_(std::move(text)) {}
  ~Pin() { OPENSSL_cleanse(text_.data(), text_.size()); }
  Pin(const Pin&) = delete;
  Pin& operator=(const Pin&) = delete;
  CK_UTF8CHAR* data() { return reinterpret_cast<CK_UTF8CHAR*>(text_.data()); }
  CK_ULONG size() const { return text_.size(); }

 private:
  std::string text_;
};

[[noreturn]] void locked(const std::string& label) {
  throw Failure(FailureKind::kInput, "token-locked",
                "the token '" + label + "' is locked after too many wrong PINs",
                "have whoever administers the token unlock it");
}

}  // namespace

TokenSession::TokenSession(std::shared_ptr<TokenModules> modules, CK_FUNCTION_LIST* module,
                           CK_SLOT_ID slot, std::string label, const PinSource& pin)
    : modules_(std::move(modules)), module_(module), slot_(slot), label_(std::move(label)) {
  CK_TOKEN_INFO info{};
  must(module_->C_GetTokenInfo(slot_, &info), "telling of itself");
  if ((info.flags & CKF_USER_PIN_LOCKED) != 0) locked(label_);
  const bool needs_pin = (info.flags & CKF_LOGIN_REQUIRED) != 0;
  if ((info.flags & CKF_TOKEN_INITIALIZED) == 0 ||
      (needs_pin && (info.flags & CKF_USER_PIN_INITIALIZED) == 0)) {
    throw Failure(FailureKind::kInput, "token-not-ready",
                  "the token '" + label_ + "' was never given a PIN",
                  "initialise it, and make or import the key");
  }
  asks_itself_ = (info.flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;
  must(module_->C_OpenSession(slot_, CKF_SERIAL_SESSION, nullptr, nullptr, &session_),
       "opening a session");
  if (!needs_pin) return;
  try {
    log_in(CKU_USER, pin);
  } catch (...) {
    module_->C_CloseSession(session_);
    throw;
  }
}

TokenSession::~TokenSession() {
  module_->C_CloseSession(session_);
}

void TokenSession::must(CK_RV result, const std::string& what) const {
  if (result == CKR_OK) return;
  if (result == CKR_TOKEN_NOT_PRESENT || result == CKR_DEVICE_REMOVED) {
    throw Failure(FailureKind::kInput, "no-token",
                  "the token '" + label_ + "' is not there any more", "put it back and try again");
  }
  const char* text = modules_->kit().error_text(result);
  throw Failure(FailureKind::kSystem, "token-failed",
                "the token '" + label_ + "' failed at " + what + ": " +
                    (text == nullptr ? "unknown error" : text),
                "try again; when it fails again, look at the token with its own program");
}

void TokenSession::log_in(CK_USER_TYPE user, const PinSource& pin) const {
  CK_RV result = CKR_OK;
  if (asks_itself_) {
    result = module_->C_Login(session_, user, nullptr, 0);
  } else {
    Pin given(pin ? pin(label_) : std::string());
    result = module_->C_Login(session_, user, given.data(), given.size());
  }
  switch (result) {
    case CKR_USER_ALREADY_LOGGED_IN:
      return;
    case CKR_PIN_INCORRECT:
    case CKR_PIN_INVALID:
    case CKR_PIN_LEN_RANGE:
      throw Failure(FailureKind::kInput, "wrong-pin",
                    "the PIN does not open the token '" + label_ + "'",
                    "give its PIN; after a few wrong ones most tokens lock");
    case CKR_PIN_LOCKED:
      locked(label_);
    default:
      must(result, "logging in");
  }
}

std::vector<CK_OBJECT_HANDLE> TokenSession::find(std::span<CK_ATTRIBUTE> wanted) const {
  const std::lock_guard guard(one_at_a_time_);
  std::vector<CK_OBJECT_HANDLE> found;
  must(module_->C_FindObjectsInit(session_, wanted.data(), wanted.size()), "looking for objects");
  std::array<CK_OBJECT_HANDLE, 64> some{};
  CK_RV result = CKR_OK;
  for (CK_ULONG count = some.size(); count == some.size() && found.size() < kMostObjects;) {
    result = module_->C_FindObjects(session_, some.data(), some.size(), &count);
    if (result != CKR_OK || count > some.size()) break;
    found.insert(found.end(), some.begin(), some.begin() + static_cast<std::ptrdiff_t>(count));
  }
  module_->C_FindObjectsFinal(session_);
  must(result, "looking for objects");
  return found;
}

std::optional<Bytes> TokenSession::attribute(CK_OBJECT_HANDLE object,
                                             CK_ATTRIBUTE_TYPE type) const {
  const std::lock_guard guard(one_at_a_time_);
  CK_ATTRIBUTE attribute{type, nullptr, 0};
  if (module_->C_GetAttributeValue(session_, object, &attribute, 1) != CKR_OK ||
      attribute.ulValueLen == CK_UNAVAILABLE_INFORMATION ||
      attribute.ulValueLen > kLargestAttribute) {
    return std::nullopt;
  }
  Bytes value(attribute.ulValueLen);
  attribute.pValue = value.data();
  if (module_->C_GetAttributeValue(session_, object, &attribute, 1) != CKR_OK ||
      attribute.ulValueLen > value.size()) {
    return std::nullopt;
  }
  value.resize(attribute.ulValueLen);
  return value;
}

Bytes TokenSession::sign(CK_OBJECT_HANDLE key, CK_MECHANISM mechanism, ByteView data,
                         std::size_t largest, const PinSource* pin) const {
  const std::lock_guard guard(one_at_a_time_);
  const CK_RV started = module_->C_SignInit(session_, &mechanism, key);
  if (started == CKR_MECHANISM_INVALID || started == CKR_MECHANISM_PARAM_INVALID) {
    throw Failure(FailureKind::kInput, "token-cannot",
                  "the token '" + label_ + "' does not make signatures of this kind",
                  "choose another 'hash' or 'padding' in the list of divisions, or another key");
  }
  must(started, "beginning a signature");
  if (pin != nullptr) log_in(CKU_CONTEXT_SPECIFIC, *pin);
  Bytes message(data.begin(), data.end());
  Bytes signature(largest);
  CK_ULONG size = signature.size();
  must(module_->C_Sign(session_, message.data(), message.size(), signature.data(), &size),
       "signing");
  signature.resize(size);
  return signature;
}

}  // namespace chancery::pki
