#include "text/justify.h"

#include <cmath>
#include <limits>

namespace chancery::text {
namespace {

/// Of their stretch or shrink: a space a thirteenth wider or a twentieth narrower than drawn is not
/// noticed, a change of the letters would be one for nothing.
constexpr double kSpacesAlone = 0.15;
/// Letters that give all they can look like spaces that took this much more of their stretch or
/// shrink: more than all the spaces took alone, so that lines change their letters only in need.
constexpr double kLettersLookLike = 0.5;

}  // namespace

Adjustment share_out(double missing, const Give& give) {
  const double sign = missing < 0 ? -1 : 1;
  const double amount = std::fabs(missing);
  const double spaces = missing < 0 ? give.shrink : give.stretch;
  const double most = missing < 0 ? Give::kNarrowest : 1;
  const double alone = kSpacesAlone * spaces;
  if (amount <= alone) return {spaces > 0 ? missing / spaces : 0, 0};
  if (amount <= alone + most * give.letters) {
    return {spaces > 0 ? sign * kSpacesAlone : 0, sign * (amount - alone) / give.letters};
  }
  const double left = amount - most * give.letters;
  const double ratio = spaces > 0 ? left / spaces : std::numeric_limits<double>::infinity();
  return {sign * ratio, give.letters > 0 ? sign * most : 0};
}

double looseness(const Adjustment& adjustment) {
  const double most = adjustment.letters < 0 ? Give::kNarrowest : 1;
  return adjustment.spaces + kLettersLookLike * adjustment.letters / most;
}

}  // namespace chancery::text
