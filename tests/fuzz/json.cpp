// Letters in JSON.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/same_letter.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  chancery::letter::read_and_compare(std::string(reinterpret_cast<const char*>(bytes), size),
                                     "f.json");
  return 0;
}
