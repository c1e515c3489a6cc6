// The module chancery_svg as the program loads it.
#pragma once

#include <dlfcn.h>

#include <stdexcept>
#include <string>

#include "letterhead/svg_module.h"

namespace chancery::letterhead {

inline SvgModuleFunction* svg_module() {
  static SvgModuleFunction* const kFunction = [] {
    void* module =
        ::dlopen((std::string(CHANCERY_BINARY_DIR) + "/chancery_svg.so").c_str(), RTLD_NOW);
    void* symbol = module == nullptr ? nullptr : ::dlsym(module, kSvgModuleSymbol);
    if (symbol == nullptr) throw std::runtime_error(::dlerror());
    return reinterpret_cast<SvgModuleFunction*>(symbol);
  }();
  return kFunction;
}

inline Bytes convert(std::string_view svg) {
  return convert_svg(svg_module(), bytes_of(svg), "art.svg");
}

}  // namespace chancery::letterhead
