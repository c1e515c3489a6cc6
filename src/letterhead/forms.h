// Named geometries that a paper of a letterhead can begin with: where an envelope's window is,
// where text begins, where the sheet is folded. Each number says where it comes from (forms.cpp).
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "letterhead/letterhead.h"

namespace chancery::letterhead {

struct Form {
  std::string_view name;
  letter::Paper paper;
  Margins first, following;
  Rect footer;
  /// What shows in the envelope's window however the sheet lies in it, or the standard's own field:
  /// `address` and `return_address` stand inside. No return address: width 0.
  Rect window;
  Rect address;
  Rect return_address;
  Rect notices;                 ///< remarks above the address; width 0: in its own place
  Rect reference;               ///< the information block, or where references and date stand
  std::array<Points, 2> folds;  ///< from the sheet's top
  std::optional<Points> hole;   ///< where the punch's middle is laid
};

/// Null when there is none.
const Form* form_named(std::string_view name);
std::vector<std::string_view> form_names();

}  // namespace chancery::letterhead
