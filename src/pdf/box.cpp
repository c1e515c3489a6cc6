#include "pdf/box.h"

#include "pdf/write/operators.h"

namespace chancery::pdf {

Array Box::array() const {
  constexpr int kDecimals = 3;
  return {rounded(left, kDecimals), rounded(bottom, kDecimals), rounded(right, kDecimals),
          rounded(top, kDecimals)};
}

}  // namespace chancery::pdf
