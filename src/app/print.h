// The print copy of a letter, for a press.
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/diagnostic.h"
#include "layout/page.h"

namespace chancery::app {

/// As the command line has them.
struct PrintOptions {
  std::string output_condition;  ///< a name, or an ICC file; empty: the paper's usual one
  std::string bleed = "3 mm";    ///< a length
  std::string imposition;        ///< "2up", or empty
  bool marks = false;            ///< crop and registration marks, colour bar
  bool duplex = false;           ///< both sides of each sheet
  bool blank_reverse = false;    ///< a sheet for every page
  double ink_limit = 300;        ///< per cent
};

struct PrintCopy {
  Bytes pdf;  ///< empty when there are errors
  Diagnostics diagnostics;
};

/// PDF/X-4 (ISO 15930-7). Throws Failure(kUsage): "unknown-output-condition", "bad-bleed"; what
/// reading and using an ICC profile throws; "no-module".
PrintCopy make_print_copy(layout::Document document, const PrintOptions& options);

}  // namespace chancery::app
