#include "pki/p11_kit.h"

#include <dlfcn.h>

#include "base/diagnostic.h"

namespace chancery::pki {
namespace {

constexpr const char* kLibrary = "libp11-kit.so.0";

[[noreturn]] void no_p11_kit(const std::string& why) {
  throw Failure(FailureKind::kSystem, "no-p11-kit",
                "keys in tokens need p11-kit, which cannot be loaded: " + why,
                "install the package libp11-kit0");
}

/// Looks names up in one library; a missing one stops.
class Library {
 public:
  Library() : handle_(::dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL)) {
    if (handle_ == nullptr) no_p11_kit(::dlerror());  // NOLINT(concurrency-mt-unsafe)
  }
  template <class Function>
  void find(Function& function, const char* name) const {
    function = reinterpret_cast<Function>(::dlsym(handle_, name));
    if (function == nullptr) no_p11_kit(std::string("it has no ") + name);
  }

 private:
  void* handle_;  // stays loaded
};

}  // namespace

std::shared_ptr<const P11Kit> load_p11_kit() {
  const Library library;
  auto kit = std::make_shared<P11Kit>();
  library.find(kit->uri_new, "p11_kit_uri_new");
  library.find(kit->uri_free, "p11_kit_uri_free");
  library.find(kit->uri_parse, "p11_kit_uri_parse");
  library.find(kit->uri_message, "p11_kit_uri_message");
  library.find(kit->uri_any_unrecognised, "p11_kit_uri_any_unrecognized");
  library.find(kit->uri_pin_value, "p11_kit_uri_get_pin_value");
  library.find(kit->uri_pin_source, "p11_kit_uri_get_pin_source");
  library.find(kit->uri_module_path, "p11_kit_uri_get_module_path");
  library.find(kit->uri_slot_id, "p11_kit_uri_get_slot_id");
  library.find(kit->uri_attribute, "p11_kit_uri_get_attribute");
  library.find(kit->uri_match_module, "p11_kit_uri_match_module_info");
  library.find(kit->uri_match_slot, "p11_kit_uri_match_slot_info");
  library.find(kit->uri_match_token, "p11_kit_uri_match_token_info");
  library.find(kit->load_modules, "p11_kit_modules_load_and_initialize");
  library.find(kit->release_modules, "p11_kit_modules_finalize_and_release");
  library.find(kit->load_module, "p11_kit_module_load");
  library.find(kit->initialise_module, "p11_kit_module_initialize");
  library.find(kit->finalise_module, "p11_kit_module_finalize");
  library.find(kit->release_module, "p11_kit_module_release");
  library.find(kit->error_text, "p11_kit_strerror");
  return kit;
}

ParsedUri::ParsedUri(std::shared_ptr<const P11Kit> kit, const std::string& uri)
    : kit_(std::move(kit)), shown_(uri.substr(0, uri.find('?'))), uri_(kit_->uri_new()) {
  const int result = kit_->uri_parse(uri.c_str(), P11_KIT_URI_FOR_ANY, uri_);
  // An attribute that is not known would match nothing, and be misspelt most likely.
  if (result != P11_KIT_URI_OK || kit_->uri_any_unrecognised(uri_) != 0) {
    const char* why = result == P11_KIT_URI_OK ? nullptr : kit_->uri_message(result);
    kit_->uri_free(uri_);
    throw Failure(FailureKind::kInput, "bad-key",
                  shown_ + " is no PKCS#11 URI" + (why == nullptr ? "" : std::string(": ") + why),
                  "write it as RFC 7512 does: 'pkcs11:token=NAME;object=KEY'");
  }
  if (kit_->uri_pin_value(uri_) != nullptr) {
    kit_->uri_free(uri_);
    throw Failure(FailureKind::kInput, "pin-in-uri",
                  shown_ + " comes with a PIN for everyone to read",
                  "put the PIN into a file and write 'pin-source=file:NAME' for 'pin-value'");
  }
}

TokenModules::~TokenModules() {
  for (const Loaded& loaded : by_path_) {
    kit_->finalise_module(loaded.module);
    kit_->release_module(loaded.module);
  }
  if (configured_ != nullptr) kit_->release_modules(configured_);
}

std::vector<CK_FUNCTION_LIST*> TokenModules::configured() {
  if (configured_ == nullptr) configured_ = kit_->load_modules(0);
  std::vector<CK_FUNCTION_LIST*> modules;
  if (configured_ == nullptr) return modules;
  for (CK_FUNCTION_LIST** module = configured_; *module != nullptr; ++module) {
    modules.push_back(*module);
  }
  return modules;
}

CK_FUNCTION_LIST* TokenModules::at(const std::string& path) {
  for (const Loaded& loaded : by_path_) {
    if (loaded.path == path) return loaded.module;
  }
  CK_FUNCTION_LIST* module = kit_->load_module(path.c_str(), 0);
  if (module != nullptr && kit_->initialise_module(module) != CKR_OK) {
    kit_->release_module(module);
    module = nullptr;
  }
  if (module == nullptr) {
    throw Failure(FailureKind::kInput, "no-token-module",
                  path + " is no PKCS#11 module that can be loaded",
                  "name the token's own module in 'module-path', or leave that out");
  }
  by_path_.push_back({path, module});
  return module;
}

}  // namespace chancery::pki
