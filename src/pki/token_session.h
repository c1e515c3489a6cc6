// One session with a token, logged in (PKCS#11 2.40, 5.6 and 5.7).
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pki/p11_kit.h"
#include "pki/tokens.h"

namespace chancery::pki {

class TokenSession {
 public:
  /// Throws Failure: "token-not-ready", "wrong-pin", "token-locked", "token-failed".
  TokenSession(std::shared_ptr<TokenModules> modules, CK_FUNCTION_LIST* module, CK_SLOT_ID slot,
               std::string label, const PinSource& pin);
  ~TokenSession();
  TokenSession(const TokenSession&) = delete;
  TokenSession& operator=(const TokenSession&) = delete;

  const std::string& label() const { return label_; }
  bool is_at(const CK_FUNCTION_LIST* module, CK_SLOT_ID slot) const {
    return module == module_ && slot == slot_;
  }

  std::vector<CK_OBJECT_HANDLE> find(std::span<CK_ATTRIBUTE> wanted) const;
  /// Nothing when the object has none, or does not give it away.
  std::optional<Bytes> attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;
  /// `pin` is asked when the key wants its PIN for every signature. Safe from several threads.
  Bytes sign(CK_OBJECT_HANDLE key, CK_MECHANISM mechanism, ByteView data, std::size_t largest,
             const PinSource* pin) const;

 private:
  void log_in(CK_USER_TYPE user, const PinSource& pin) const;
  void must(CK_RV result, const std::string& what) const;

  std::shared_ptr<TokenModules> modules_;
  CK_FUNCTION_LIST* module_;
  CK_SLOT_ID slot_;
  std::string label_;
  CK_SESSION_HANDLE session_ = 0;
  bool asks_itself_ = false;  ///< the device has a keypad
  mutable std::mutex one_at_a_time_;
};

}  // namespace chancery::pki
