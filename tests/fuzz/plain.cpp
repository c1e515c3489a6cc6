// One object, read plainly and by libqpdf: where the first gives something, both give the same.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "pdf/plain_agreement.h"
#include "pdf/sample_pdf.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  namespace pdf = chancery::pdf;
  pdf::sample::File file;
  file.object(1, "<</Type /Catalog /Pages 2 0 R>>");
  file.object(2, "<</Type /Pages /Kids [] /Count 0>>");
  file.object(3, "4");
  file.object(4, {reinterpret_cast<const char*>(bytes), size});
  file.table("/Root 1 0 R", 5);
  try {
    const auto agreement = pdf::plain_agreement(chancery::bytes_of(file.text));
    if (agreement && !agreement->difference.empty()) {
      std::fprintf(stderr, "%s\n", agreement->difference.c_str());
      std::abort();
    }
  } catch (const std::exception&) {
    // Over a limit, or nothing that libqpdf reads.
  }
  return 0;
}
