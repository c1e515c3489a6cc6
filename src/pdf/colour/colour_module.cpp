#include "pdf/colour/colour_module.h"

#include <lcms2.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <vector>

namespace {

using namespace chancery::pdf;  // NOLINT(google-build-using-namespace): a file of one function

struct CloseProfile {
  void operator()(void* profile) const { cmsCloseProfile(profile); }
};
using Profile = std::unique_ptr<void, CloseProfile>;

struct DeleteTransform {
  void operator()(void* transform) const { cmsDeleteTransform(transform); }
};
using Transform = std::unique_ptr<void, DeleteTransform>;

struct DeleteContext {
  void operator()(cmsContext context) const { cmsDeleteContext(context); }
};
using Context = std::unique_ptr<_cmsContext_struct, DeleteContext>;

/// Shares of ink are given to the tenth of a per cent, finer than any press keeps them.
constexpr double kSteps = 1000;
/// Components of a grey differ by less: an eye takes it for one, and small type in four plates
/// would show every misregister.
constexpr double kGreyTolerance = 4.5 / 255;
/// Halvings of the interval in which a share of black is sought: finer than a step.
constexpr int kHalvings = 14;
double in_steps(double share) {
  return std::round(std::clamp(share, 0.0, 1.0) * kSteps) / kSteps;
}

bool is_grey(const double* rgb) {
  const auto [least, most] = std::minmax({rgb[0], rgb[1], rgb[2]});
  return most - least < kGreyTolerance;
}

/// Separates with transforms that are made once.
class Separator {
 public:
  Separator(cmsContext context, cmsHPROFILE srgb, cmsHPROFILE output) {
    const Profile lab(cmsCreateLab4ProfileTHR(context, nullptr));
    constexpr cmsUInt32Number kFlags = cmsFLAGS_NOOPTIMIZE | cmsFLAGS_NOCACHE;
    const auto transform = [&](cmsHPROFILE from, cmsUInt32Number from_format, cmsHPROFILE to,
                               cmsUInt32Number to_format, cmsUInt32Number flags) {
      return Transform(cmsCreateTransformTHR(context, from, from_format, to, to_format,
                                             INTENT_RELATIVE_COLORIMETRIC, kFlags | flags));
    };
    to_cmyk_ =
        transform(srgb, TYPE_RGB_DBL, output, TYPE_CMYK_DBL, cmsFLAGS_BLACKPOINTCOMPENSATION);
    to_lab_ = transform(srgb, TYPE_RGB_DBL, lab.get(), TYPE_Lab_DBL, 0);
    proof_ = transform(output, TYPE_CMYK_DBL, lab.get(), TYPE_Lab_DBL, 0);
  }

  bool works() const { return to_cmyk_ && to_lab_ && proof_; }

  void separate(const double* rgb, double* cmyk) const {
    if (is_grey(rgb)) {
      std::fill(cmyk, cmyk + 3, 0.0);
      cmyk[3] = in_steps(black_for(rgb));
      return;
    }
    std::array<double, 4> per_cent{};
    cmsDoTransform(to_cmyk_.get(), rgb, per_cent.data(), 1);
    for (std::size_t i = 0; i < per_cent.size(); ++i) cmyk[i] = in_steps(per_cent.at(i) / 100);
  }

 private:
  double lightness_of_black(double share) const {
    const std::array<double, 4> cmyk = {0, 0, 0, share * 100};
    cmsCIELab lab{};
    cmsDoTransform(proof_.get(), cmyk.data(), &lab, 1);
    return lab.L;
  }

  double black_for(const double* rgb) const {
    cmsCIELab wanted{};
    cmsDoTransform(to_lab_.get(), rgb, &wanted, 1);
    if (wanted.L <= lightness_of_black(1)) return 1;
    double lighter = 0;
    double darker = 1;
    if (wanted.L >= lightness_of_black(lighter)) return 0;
    for (int i = 0; i < kHalvings; ++i) {
      const double middle = (lighter + darker) / 2;
      (lightness_of_black(middle) > wanted.L ? lighter : darker) = middle;
    }
    return (lighter + darker) / 2;
  }

  Transform to_cmyk_, to_lab_, proof_;
};

void give_description(cmsHPROFILE profile, ColourTaker* take, void* context) {
  const cmsUInt32Number size =
      cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", nullptr, 0);
  std::vector<char> text(size + 1);
  cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", text.data(), size);
  const auto end = std::find(text.begin(), text.end(), '\0');
  take(context, reinterpret_cast<const std::uint8_t*>(text.data()),
       static_cast<std::size_t>(end - text.begin()));
}

}  // namespace

int chancery_separate(const std::uint8_t* profile, std::size_t profile_size, const double* rgb,
                      std::size_t count, double* cmyk, ColourTaker* description, void* context) {
  const Context memory(cmsCreateContext(nullptr, nullptr));
  if (!memory) return kColourFailure;
  const Profile output(
      cmsOpenProfileFromMemTHR(memory.get(), profile, static_cast<cmsUInt32Number>(profile_size)));
  if (!output) return kNotAProfile;
  if (cmsGetColorSpace(output.get()) != cmsSigCmykData) return kNotCmyk;
  if (cmsGetDeviceClass(output.get()) != cmsSigOutputClass) return kNotForOutput;
  const Profile screen(cmsCreate_sRGBProfileTHR(memory.get()));
  if (!screen) return kColourFailure;
  const Separator separator(memory.get(), screen.get(), output.get());
  if (!separator.works()) return kNotAProfile;
  for (std::size_t i = 0; i < count; ++i) separator.separate(rgb + 3 * i, cmyk + 4 * i);
  give_description(output.get(), description, context);
  return kSeparated;
}
