#include "app/codes.h"

#include "app/modules.h"
#include "letterhead/code_module.h"

namespace chancery::app {

letterhead::CodeEncoder code_encoder() {
  return [](letterhead::CodeKind kind, letterhead::CodeCorrection correction,
            std::string_view content) {
    static auto* const kFunction = reinterpret_cast<letterhead::CodeModuleFunction*>(load_module(
        "chancery_codes.so", letterhead::kCodeModuleSymbol, "libqrencode4 and libdmtx0b"));
    return letterhead::encode_code(kFunction, kind, correction, content);
  };
}

}  // namespace chancery::app
