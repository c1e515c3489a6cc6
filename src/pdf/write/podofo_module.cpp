#include "pdf/write/podofo_module.h"

#include <exception>
#include <string_view>

#include "pdf/write/podofo_document.h"

extern "C" __attribute__((visibility("default"))) bool chancery_serialise_document(
    const chancery::pdf::Object* objects, std::size_t count, chancery::pdf::Reference root,
    chancery::pdf::Reference information, chancery::Bytes* out) {
  try {
    *out = chancery::pdf::serialise_document({objects, count}, root, information);
    return true;
  } catch (const std::exception& error) {
    out->clear();
    chancery::append(*out, std::string_view(error.what()));
    return false;
  }
}
