// A PKCS#11 module for tests: SoftHSM, but locked after three wrong PINs as a smart card is.
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>

namespace {

constexpr int kTries = 3;

CK_FUNCTION_LIST* behind = nullptr;
CK_FUNCTION_LIST functions{};
int wrong = 0;

CK_RV log_in(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR* pin, CK_ULONG size) {
  if (wrong >= kTries) return CKR_PIN_LOCKED;
  const CK_RV result = behind->C_Login(session, user, pin, size);
  wrong = result == CKR_PIN_INCORRECT ? wrong + 1 : 0;
  return result;
}

/// The second time that it is asked, the flag tells of the lock too.
CK_RV token_info(CK_SLOT_ID slot, CK_TOKEN_INFO* info) {
  const CK_RV result = behind->C_GetTokenInfo(slot, info);
  static int asked_when_locked = 0;
  if (wrong >= kTries && ++asked_when_locked > 2) info->flags |= CKF_USER_PIN_LOCKED;
  return result;
}

}  // namespace

extern "C" CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
  void* library = ::dlopen("/usr/lib/softhsm/libsofthsm2.so", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return CKR_GENERAL_ERROR;
  using GetFunctionList = CK_RV(CK_FUNCTION_LIST**);
  auto* get = reinterpret_cast<GetFunctionList*>(::dlsym(library, "C_GetFunctionList"));
  if (get == nullptr || get(&behind) != CKR_OK) return CKR_GENERAL_ERROR;
  functions = *behind;
  functions.C_Login = log_in;
  functions.C_GetTokenInfo = token_info;
  *list = &functions;
  return CKR_OK;
}
