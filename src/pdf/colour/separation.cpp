#include "pdf/colour/separation.h"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <new>
#include <utility>

#include "base/diagnostic.h"

namespace chancery::pdf {
namespace {

/// An exception may not cross the plain C boundary: a failed copy is thrown after the call.
struct Taken {
  Bytes bytes;
  std::exception_ptr error;
};

void take(void* context, const std::uint8_t* data, std::size_t size) {
  Taken& taken = *static_cast<Taken*>(context);
  try {
    taken.bytes.assign(data, data + size);
  } catch (...) {
    taken.error = std::current_exception();
  }
}

[[noreturn]] void refuse(const std::string& file, std::string code, std::string what) {
  Diagnostic diagnostic;
  diagnostic.where.file = file;
  diagnostic.code = std::move(code);
  diagnostic.what = std::move(what);
  diagnostic.mend =
      "ask the printer for the ICC profile of press and paper: CMYK, of an output device";
  throw Failure(FailureKind::kInput, Diagnostics{std::move(diagnostic)});
}

void check_status(int status, const std::string& file) {
  switch (status) {
    case kSeparated:
      return;
    case kNotAProfile:
      refuse(file, "icc-damaged", "the file is no ICC profile that can be read");
    case kNotCmyk:
      refuse(file, "icc-not-cmyk", "the ICC profile is not one of CMYK colours");
    case kNotForOutput:
      refuse(file, "icc-not-output", "the ICC profile is not one of an output device");
    default:
      throw std::bad_alloc();
  }
}

}  // namespace

Separated separate(ColourModuleFunction* function, ByteView profile, const std::string& file,
                   std::span<const Colour> colours) {
  std::vector<double> rgb;
  for (const Colour& colour : colours) {
    for (const double part : {colour.red, colour.green, colour.blue}) {
      rgb.push_back(std::clamp(part, 0.0, 1.0));
    }
  }
  std::vector<double> cmyk(4 * colours.size());
  Taken description;
  check_status(function(profile.data(), profile.size(), rgb.data(), colours.size(), cmyk.data(),
                        take, &description),
               file);
  if (description.error) std::rethrow_exception(description.error);
  Separated separated;
  for (std::size_t i = 0; i < colours.size(); ++i) {
    separated.colours.push_back({cmyk[4 * i], cmyk[4 * i + 1], cmyk[4 * i + 2], cmyk[4 * i + 3]});
  }
  separated.description = text_of(description.bytes);
  return separated;
}

}  // namespace chancery::pdf
