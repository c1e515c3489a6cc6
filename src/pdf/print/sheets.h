// Which pages stand on which side of a sheet, and where.
#pragma once

#include <cstddef>
#include <vector>

#include "layout/page.h"
#include "pdf/print/marks.h"
#include "pdf/print/print.h"

namespace chancery::pdf {

/// A page on a sheet.
struct Imposed {
  std::size_t page = 0;  ///< of the document
  Box trim;              ///< in the sheet's user space
};

/// One side of a sheet.
struct SheetSide {
  std::vector<Imposed> pages;  ///< from left to right
  Box trim;                    ///< around them all; its corner is the origin
};

/// One page a side, or two side by side with a bleed between them. Sheets with backs are turned on
/// their long middle line: behind the left page stands the one on the right. When such a sheet is
/// cut, the next page of the document is on each half's back.
std::vector<SheetSide> impose(const std::vector<layout::Page>& pages,
                              const PrintSettings& settings);

}  // namespace chancery::pdf
