#include "pdf/profile/left_out.h"

#include <algorithm>
#include <array>

namespace chancery::pdf {
namespace {

template <std::size_t kCount>
bool is_one_of(std::string_view key, const std::array<std::string_view, kCount>& keys) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// What would lead out of a page's own content, or describe it to others than the viewer.
constexpr std::array<std::string_view, 8> kOfAny = {
    "Parent",    "StructParent", "StructParents", "Metadata",
    "PieceInfo", "LastModified", "OPI",           "AF"};
/// Other pictures for paper, and smoothing (ISO 19005-3, 6.2.8).
constexpr std::array<std::string_view, 2> kOfPictures = {"Alternates", "Interpolate"};
/// PostScript, and pages of other files in the form's stead (6.2.9).
constexpr std::array<std::string_view, 3> kOfForms = {"Ref", "PS", "Subtype2"};
/// Transfer functions and halftones (6.2.5), for one press and none other.
constexpr std::array<std::string_view, 4> kOfStates = {"TR", "TR2", "HT", "HTP"};
/// Lists of a subset's glyphs that nobody needs, and that many programs write wrongly (6.2.11.4.2).
constexpr std::array<std::string_view, 2> kOfFonts = {"CIDSet", "CharSet"};
bool is_known_intent(const Object& value) {
  static constexpr std::array<std::string_view, 4> kIntents = {
      "RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"};
  return value.as<Name>() == nullptr || is_one_of(value.as<Name>()->value, kIntents);
}

bool is_known_blending(const Object& value) {
  static constexpr std::array<std::string_view, 17> kModes = {
      "Normal",    "Compatible", "Multiply",   "Screen",    "Overlay",   "Darken",
      "Lighten",   "ColorDodge", "ColorBurn",  "HardLight", "SoftLight", "Difference",
      "Exclusion", "Hue",        "Saturation", "Color",     "Luminosity"};
  return value.as<Name>() == nullptr || is_one_of(value.as<Name>()->value, kModes);
}

}  // namespace

Keys keys_below(Keys keys, std::string_view key) {
  if (keys == Keys::kOfResources) return Keys::kGiven;
  if (keys == Keys::kGiven) return Keys::kOfStandard;
  if (key == "Resources") return Keys::kOfResources;
  return key == "CharProcs" || key == "Colorants" ? Keys::kGiven : Keys::kOfStandard;
}

bool is_left_out(const Dictionary& dictionary, std::string_view key) {
  if (is_one_of(key, kOfAny)) return true;
  const bool is_picture = is_name(dictionary.find("Subtype"), "Image");
  if (is_picture && is_one_of(key, kOfPictures)) return true;
  if (is_name(dictionary.find("Subtype"), "Form") && is_one_of(key, kOfForms)) return true;
  if (dictionary.find("FontName") != nullptr && is_one_of(key, kOfFonts)) return true;
  const Object* value = dictionary.find(key);
  if (value == nullptr) return false;
  if (key == "RI" || (key == "Intent" && is_picture)) return !is_known_intent(*value);
  if (key == "BM") return !is_known_blending(*value);
  // A soft mask's own function is no transfer function of the press.
  return dictionary.find("G") == nullptr && is_one_of(key, kOfStates);
}

}  // namespace chancery::pdf
