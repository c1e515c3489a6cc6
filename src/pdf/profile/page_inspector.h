// Pages of another's file, held against what a profile asks of them before they are taken over.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "pdf/profile/fault.h"
#include "pdf/profile/profile.h"

namespace chancery::pdf {

/// Something that is wrong with some pages.
struct UnfitPages {
  Found found;
  std::vector<std::size_t> pages;  ///< from 1
};

struct Inspection {
  std::size_t pages = 0;
  std::vector<UnfitPages> unfit;  ///< in the order of the faults
  bool has_cmyk = false;          ///< of no profile
  /// The fewest pixels to 72 units of a page that a picture has; nothing without pictures.
  std::optional<double> coarsest;
  double most_ink = 0;  ///< of a CMYK colour that content names: 4 is all of every ink
};

/// What stands on the page beside its content.
enum class Annotations { kIgnored, kDrawn };

/// Looks at every page of the file, all that it is drawn with, and every code of its fonts. What
/// cannot be read at all has nothing to look at: import tells that.
Inspection inspect_pages(ByteView file, Profile profile, Annotations annotations);

}  // namespace chancery::pdf
