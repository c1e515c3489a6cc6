// Fenced divisions of the body:
//
//     ::: {lang=ar dir=rtl}
//     …
//     :::
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "data/data.h"
#include "letter/problems.h"

namespace chancery::letter {

struct Division {
  std::string language;  ///< what holds inside, from whichever division around says it
  std::string direction;
};

struct Divisions {
  /// The source with a line in place of every fence that ends whatever block stands before it;
  /// every other line is the same, and has the same number.
  std::string markdown;
  std::vector<bool> is_fence;  ///< by line, from 0
  std::vector<int> innermost;  ///< by line: index into `all`, or -1
  std::vector<Division> all;
};

/// Finds the fences, at the left edge and outside of code, and tells what is wrong with them.
Divisions find_divisions(const data::Lines& source,
                         const std::function<Position(std::size_t)>& where, Problems& problems);

}  // namespace chancery::letter
