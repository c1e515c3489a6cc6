#include "pdf/print/marks.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "pdf/write/operators.h"

namespace chancery::pdf {
namespace {

constexpr int kLengthDecimals = 3;
constexpr int kInkDecimals = 4;
constexpr double kMillimetre = 72.0 / 25.4;
/// A quarter of a point: fine, and still a line on film and plate.
constexpr double kLineWidth = 0.25;
/// Crop marks begin that far beyond the bleed, and are so long.
constexpr double kCropGap = 1 * kMillimetre;
constexpr double kCropLength = 5 * kMillimetre;
/// Registration marks: the circle's radius, the cross's arm, the centre's distance from the bleed.
constexpr double kTargetRadius = 1.5 * kMillimetre;
constexpr double kTargetArm = 3 * kMillimetre;
constexpr double kTargetCentre = 5 * kMillimetre;
constexpr double kPatch = 5 * kMillimetre;
/// Patches begin that far from the sheet's middle and from its corner.
constexpr double kPatchStart = 10 * kMillimetre;
constexpr double kQuarterCircle = 0.5522847498;
/// Two edges nearer than this are one.
constexpr double kSameEdge = 0.01;

/// Solid inks and half tints of each, and the grey that cyan, magenta and yellow make with the
/// balance of ISO 12647-2 (50, 40, 40 %).
constexpr std::array<Cmyk, 9> kPatches = {{{1, 0, 0, 0},
                                           {0, 1, 0, 0},
                                           {0, 0, 1, 0},
                                           {0, 0, 0, 1},
                                           {.5, 0, 0, 0},
                                           {0, .5, 0, 0},
                                           {0, 0, .5, 0},
                                           {0, 0, 0, .5},
                                           {.5, .4, .4, 0}}};

class MarkWriter {
 public:
  MarkWriter(const Box& sheet, const std::vector<Box>& trims, double bleed)
      : sheet_(sheet), trims_(trims), bleed_(bleed) {}

  Marks write(const std::vector<PrintedColour>& spots) {
    Dictionary spaces{{"All", separation("All", {1, 1, 1, 1})}};
    operators_ = "/All CS 1 SCN ";
    put_operand(operators_, kLineWidth, kLengthDecimals);
    operators_ += "w\n";
    for (const Box& trim : trims_) put_crop_marks(trim);
    const double away = bleed_ + kTargetCentre;
    for (const Box& trim : trims_) {
      put_target((trim.left + trim.right) / 2, sheet_.bottom - away);
      put_target((trim.left + trim.right) / 2, sheet_.top + away);
    }
    const double y = (sheet_.bottom + sheet_.top) / 2;
    put_target(sheet_.left - away, y);
    put_target(sheet_.right + away, y);
    put_patches();
    for (std::size_t i = 0; i < spots.size(); ++i) {
      std::string name = std::to_string(i);
      name.insert(name.begin(), 'S');
      spaces.set(name, separation(spots[i].spot, spots[i].cmyk));
      const double step = static_cast<double>(2 * i);
      put_spot_patch(name, step, "1");
      put_spot_patch(name, step + 1, ".5");
    }
    return {std::move(operators_), Dictionary{{"ColorSpace", std::move(spaces)}}};
  }

 private:
  void put(double x, double y, std::string_view operation) {
    put_operand(operators_, x, kLengthDecimals);
    put_operand(operators_, y, kLengthDecimals);
    operators_ += operation;
    operators_ += '\n';
  }

  void put_line(double x, double y, double right, double up) {
    put(x, y, "m");
    put(x + right, y + up, "l");
    operators_ += "S\n";
  }

  bool on_left_or_right(double x) const {
    return std::abs(x - sheet_.left) < kSameEdge || std::abs(x - sheet_.right) < kSameEdge;
  }

  /// Of the edges that lie on the sheet's: between two pages there is no room for marks.
  void put_crop_marks(const Box& trim) {
    const double begin = bleed_ + kCropGap;
    for (const double x : {trim.left, trim.right}) {
      put_line(x, sheet_.top + begin, 0, kCropLength);
      put_line(x, sheet_.bottom - begin, 0, -kCropLength);
      if (!on_left_or_right(x)) continue;
      const double side = x == trim.left ? -1 : 1;
      for (const double y : {trim.bottom, trim.top}) {
        put_line(x + side * begin, y, side * kCropLength, 0);
      }
    }
  }

  void put_target(double x, double y) {
    put_line(x - kTargetArm, y, 2 * kTargetArm, 0);
    put_line(x, y - kTargetArm, 0, 2 * kTargetArm);
    const double radius = kTargetRadius;
    const double handle = radius * kQuarterCircle;
    put(x + radius, y, "m");
    const auto curve = [&](double x1, double y1, double x2, double y2, double x3, double y3) {
      for (const double operand : {x + x1, y + y1, x + x2, y + y2, x + x3, y + y3}) {
        put_operand(operators_, operand, kLengthDecimals);
      }
      operators_ += "c\n";
    };
    curve(radius, handle, handle, radius, 0, radius);
    curve(-handle, radius, -radius, handle, -radius, 0);
    curve(-radius, -handle, -handle, -radius, 0, -radius);
    curve(handle, -radius, radius, -handle, radius, 0);
    operators_ += "S\n";
  }

  void put_patch(double x, double y) {
    put_operand(operators_, x, kLengthDecimals);
    put_operand(operators_, y, kLengthDecimals);
    put_operand(operators_, kPatch, kLengthDecimals);
    put_operand(operators_, kPatch, kLengthDecimals);
    operators_ += "re f\n";
  }

  /// Below the sheet, from its left corner.
  void put_patches() {
    double x = sheet_.left + kPatchStart;
    for (const Cmyk& patch : kPatches) {
      for (const double part : patch) put_operand(operators_, part, kInkDecimals);
      operators_ += "k ";
      put_patch(x, sheet_.bottom - bleed_ - kTargetCentre - kPatch / 2);
      x += kPatch;
    }
  }

  /// Above the sheet, from its left corner.
  void put_spot_patch(const std::string& name, double step, std::string_view tint) {
    operators_ += '/';
    operators_ += name;
    operators_ += " cs ";
    operators_ += tint;
    operators_ += " scn ";
    put_patch(sheet_.left + kPatchStart + step * kPatch,
              sheet_.top + bleed_ + kTargetCentre - kPatch / 2);
  }

  const Box& sheet_;
  const std::vector<Box>& trims_;
  double bleed_;
  std::string operators_;
};

}  // namespace

Marks make_marks(const Box& sheet, const std::vector<Box>& trims, double bleed,
                 const std::vector<PrintedColour>& spots) {
  return MarkWriter(sheet, trims, bleed).write(spots);
}

}  // namespace chancery::pdf
