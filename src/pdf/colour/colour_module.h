// The function of the module chancery_colour, which separates colours with Little CMS. It is loaded
// (dlopen) only for the print copy; the boundary is therefore plain C.
#pragma once

#include <cstddef>
#include <cstdint>

namespace chancery::pdf {

/// The symbol to look up after loading the module.
inline constexpr const char* kColourModuleSymbol = "chancery_separate";

/// What became of it.
enum ColourModuleStatus : int {
  kSeparated = 0,
  kNotAProfile = 1,    ///< bytes that are no ICC profile, or a damaged one
  kNotCmyk = 2,        ///< a profile of other colours
  kNotForOutput = 3,   ///< a profile of another class than "prtr" (ICC.1, 7.2.5)
  kColourFailure = 4,  ///< no memory
};

/// Takes bytes while the call lasts; must not throw.
using ColourTaker = void(void* context, const std::uint8_t* data, std::size_t size);

/// `rgb` are `count` colours of three sRGB components, 0 to 1; `cmyk` takes four shares of ink for
/// each, 0 to 1 in steps of 0.001. Relative colorimetric with black-point compensation; greys,
/// which have no hue to keep, become black ink alone of the same lightness, full where they are as
/// dark as it or darker. `description` is given the profile's description, UTF-8.
/// Safe to call from many threads.
using ColourModuleFunction = int(const std::uint8_t* profile, std::size_t profile_size,
                                 const double* rgb, std::size_t count, double* cmyk,
                                 ColourTaker* description, void* context);

}  // namespace chancery::pdf

extern "C" int chancery_separate(const std::uint8_t* profile, std::size_t profile_size,
                                 const double* rgb, std::size_t count, double* cmyk,
                                 chancery::pdf::ColourTaker* description, void* context);
