// p11-kit, loaded when a key is in a token: no other start pays for it.
#pragma once

#include <p11-kit/p11-kit.h>
#include <p11-kit/uri.h>

#include <memory>
#include <string>
#include <vector>

namespace chancery::pki {

/// The functions of libp11-kit that are used here.
struct P11Kit {
  decltype(&p11_kit_uri_new) uri_new = nullptr;
  decltype(&p11_kit_uri_free) uri_free = nullptr;
  decltype(&p11_kit_uri_parse) uri_parse = nullptr;
  decltype(&p11_kit_uri_message) uri_message = nullptr;
  decltype(&p11_kit_uri_any_unrecognized) uri_any_unrecognised = nullptr;
  decltype(&p11_kit_uri_get_pin_value) uri_pin_value = nullptr;
  decltype(&p11_kit_uri_get_pin_source) uri_pin_source = nullptr;
  decltype(&p11_kit_uri_get_module_path) uri_module_path = nullptr;
  decltype(&p11_kit_uri_get_slot_id) uri_slot_id = nullptr;
  decltype(&p11_kit_uri_get_attribute) uri_attribute = nullptr;
  decltype(&p11_kit_uri_match_module_info) uri_match_module = nullptr;
  decltype(&p11_kit_uri_match_slot_info) uri_match_slot = nullptr;
  decltype(&p11_kit_uri_match_token_info) uri_match_token = nullptr;
  decltype(&p11_kit_modules_load_and_initialize) load_modules = nullptr;
  decltype(&p11_kit_modules_finalize_and_release) release_modules = nullptr;
  decltype(&p11_kit_module_load) load_module = nullptr;
  decltype(&p11_kit_module_initialize) initialise_module = nullptr;
  decltype(&p11_kit_module_finalize) finalise_module = nullptr;
  decltype(&p11_kit_module_release) release_module = nullptr;
  decltype(&p11_kit_strerror) error_text = nullptr;
};

/// Throws Failure(kSystem, "no-p11-kit") when it is not installed.
std::shared_ptr<const P11Kit> load_p11_kit();

/// A URI that was parsed; throws Failure(kInput): "bad-key", "pin-in-uri".
class ParsedUri {
 public:
  ParsedUri(std::shared_ptr<const P11Kit> kit, const std::string& uri);
  ~ParsedUri() { kit_->uri_free(uri_); }
  ParsedUri(const ParsedUri&) = delete;
  ParsedUri& operator=(const ParsedUri&) = delete;
  P11KitUri* get() const { return uri_; }
  const P11Kit& kit() const { return *kit_; }
  const std::string& shown() const { return shown_; }  ///< without its query

 private:
  std::shared_ptr<const P11Kit> kit_;
  std::string shown_;
  P11KitUri* uri_;
};

/// Loaded and initialised PKCS#11 modules.
class TokenModules {
 public:
  explicit TokenModules(std::shared_ptr<const P11Kit> kit) : kit_(std::move(kit)) {}
  ~TokenModules();
  TokenModules(const TokenModules&) = delete;
  TokenModules& operator=(const TokenModules&) = delete;

  /// Those that p11-kit is configured with.
  std::vector<CK_FUNCTION_LIST*> configured();
  /// The one in that file. Throws Failure(kInput, "no-token-module").
  CK_FUNCTION_LIST* at(const std::string& path);
  const P11Kit& kit() const { return *kit_; }

 private:
  struct Loaded {
    std::string path;
    CK_FUNCTION_LIST* module;
  };
  std::shared_ptr<const P11Kit> kit_;
  CK_FUNCTION_LIST** configured_ = nullptr;
  std::vector<Loaded> by_path_;
};

}  // namespace chancery::pki
