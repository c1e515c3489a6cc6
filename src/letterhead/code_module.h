// The one function of the module chancery_codes: QR and Data Matrix symbols by libqrencode and
// libdmtx. The module is loaded (dlopen) only for a letterhead with a code, so that every other
// start is spared those libraries; the boundary is therefore plain C.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "letterhead/letterhead.h"

namespace chancery::letterhead {

/// The symbol to look up after loading the module.
inline constexpr const char* kCodeModuleSymbol = "chancery_encode_code";

/// Takes the modules while the call lasts, row by row from the top, 1 for a dark one; must not
/// throw.
using CodeTaker = void(void* context, const std::uint8_t* modules, int columns, int rows);

/// `kind` and `correction` are those of CodeKind and CodeCorrection. The smallest square symbol
/// that holds the bytes, without its quiet zone. Returns 0 and calls `take`; 1 when the content is
/// too long for any, and does not call it.
using CodeModuleFunction = int(int kind, int correction, const char* content, std::size_t size,
                               CodeTaker* take, void* context);

/// Calls the module's function. Throws Failure(kInput, "code-too-long").
CodeMatrix encode_code(CodeModuleFunction* function, CodeKind kind, CodeCorrection correction,
                       std::string_view content);

}  // namespace chancery::letterhead

extern "C" int chancery_encode_code(int kind, int correction, const char* content, std::size_t size,
                                    chancery::letterhead::CodeTaker* take, void* context);
