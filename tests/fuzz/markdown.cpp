// Bodies of letters.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/same_letter.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  std::string letter =
      "---\nletterhead: x\nlanguage: en\nsignatories: [{name: A, division: B}]\n---\n";
  letter.append(reinterpret_cast<const char*>(bytes), size);
  chancery::letter::read_and_compare(letter, "f.md");
  return 0;
}
