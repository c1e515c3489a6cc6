#include <stdexcept>
#include <string>

#include "pdf/write/podofo_module.h"

namespace chancery::pdf {

Serialiser serialiser_of(PodofoModuleFunction* function) {
  return [function](std::span<const Object> objects, Reference root, Reference information) {
    Bytes file;
    if (!function(objects.data(), objects.size(), root, information, &file)) {
      throw std::runtime_error(std::string(text_of(file)));
    }
    return file;
  };
}

}  // namespace chancery::pdf
