// The attributes in braces of a division `::: {lang=ar dir=rtl}` or a span `[…]{lang=fr
// .smallcaps}`.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "letter/problems.h"

namespace chancery::letter {

struct Attributes {
  struct Class {
    std::string name;
    std::size_t offset = 0;  ///< of the dot in the text that was read
  };
  std::string language;   ///< empty when not given
  std::string direction;  ///< "ltr", "rtl" or empty
  std::vector<Class> classes;
  bool any = false;  ///< whether anything at all stands between the braces
};

/// Reads what stands between the braces. `where` places an offset of `text`.
Attributes read_attributes(std::string_view text, const std::function<Position(std::size_t)>& where,
                           Problems& problems);

}  // namespace chancery::letter
