// The one function of the module chancery_svg, which turns SVG artwork into one page of PDF with
// librsvg and cairo. The module is loaded (dlopen) only when artwork has to be converted, so that
// every other start is spared those libraries; the boundary is therefore plain C.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/bytes.h"

namespace chancery::letterhead {

/// The symbol to look up after loading the module.
inline constexpr const char* kSvgModuleSymbol = "chancery_svg_to_pdf";

/// Takes the result while the call lasts; must not throw.
using SvgResultTaker = void(void* context, const std::uint8_t* data, std::size_t size);

/// Returns 0 when `take` was given the PDF: one page as large as the SVG says, vectors only,
/// PDF 1.4, the same bytes for the same SVG (no clock, time zone or locale).
/// Returns 1 when `take` was given an error instead: three lines of UTF-8, the diagnostic's code,
/// what is wrong, and how to mend it. Safe to call from many threads.
using SvgModuleFunction = int(const std::uint8_t* svg, std::size_t svg_size, SvgResultTaker* take,
                              void* context);

/// Calls the module's function. Throws Failure(kInput) with the module's error, placed in `file`.
Bytes convert_svg(SvgModuleFunction* function, ByteView svg, const std::string& file);

}  // namespace chancery::letterhead

extern "C" int chancery_svg_to_pdf(const std::uint8_t* svg, std::size_t svg_size,
                                   chancery::letterhead::SvgResultTaker* take, void* context);
