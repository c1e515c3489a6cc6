// A rectangle of user space (ISO 32000-1, 7.9.5) with its corners in order, y up.
#pragma once

#include "pdf/object.h"

namespace chancery::pdf {

struct Box {
  double left = 0, bottom = 0, right = 0, top = 0;

  Box grown(double by) const { return {left - by, bottom - by, right + by, top + by}; }
  Array corners() const { return {left, bottom, right, top}; }
  /// To a thousandth of a unit.
  Array array() const;
};

}  // namespace chancery::pdf
