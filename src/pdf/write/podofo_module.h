// The one function of the module chancery_podofo: PoDoFo and the libraries it draws in are loaded
// (dlopen) only to write whole files, beside other work; signing and verifying are spared them.
#pragma once

#include <cstddef>

#include "pdf/object.h"
#include "pdf/write/write.h"

namespace chancery::pdf {

/// The symbol to look up after loading the module.
inline constexpr const char* kPodofoModuleSymbol = "chancery_serialise_document";

/// serialise_document over a plain boundary: true and the file in `out`, or false and what went
/// wrong in `out`. Program and module are built together, so objects pass as they are; exceptions
/// do not. Safe to call from many threads.
using PodofoModuleFunction = bool(const Object* objects, std::size_t count, Reference root,
                                  Reference information, Bytes* out);

/// The module's function as a serialiser. Throws std::runtime_error with what went wrong.
Serialiser serialiser_of(PodofoModuleFunction* function);

}  // namespace chancery::pdf
