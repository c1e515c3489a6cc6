// The attributes in braces of a division `::: {lang=ar dir=rtl}`, a span `[…]{lang=fr .smallcaps}`
// or an image `![…](…){width=60mm .centre}`.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.h"
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
  std::optional<Points> width;  ///< of an image
  std::optional<double> share;  ///< "width=50%": of the column's width, above 0 and at most 1
  bool any = false;             ///< whether anything at all stands between the braces
};

enum class AttributesOf { kText, kImage };

/// Reads what stands between the braces. `where` places an offset of `text`.
Attributes read_attributes(std::string_view text, const std::function<Position(std::size_t)>& where,
                           Problems& problems, AttributesOf owner = AttributesOf::kText);

}  // namespace chancery::letter
