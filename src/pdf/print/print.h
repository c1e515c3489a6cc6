// The print copy of a laid-out letter: PDF/X-4 (ISO 15930-7) for a press. Lines and codes are those
// of the archive copy; colours, boxes and marks are the press's. docs/print.md explains it.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/diagnostic.h"
#include "base/ink.h"
#include "base/units.h"
#include "layout/page.h"

namespace chancery::pdf {

/// Press, paper and inks that a file is made for, as its output intent tells
/// (ISO 32000-1, 14.11.5).
struct OutputCondition {
  std::string identifier;   ///< as the registry calls it: "FOGRA39"
  std::string description;  ///< for people
  std::string registry;     ///< whose identifier it is; empty: nobody's, the profile tells all
  Bytes profile;            ///< ICC: of an output device, CMYK
};

/// Colours as seen become shares of ink of an output condition, each by itself.
using Separate = std::function<std::vector<Cmyk>(std::span<const Colour>)>;

struct PrintSettings {
  OutputCondition condition;
  Separate separate;
  Points bleed = millimetres(3);  ///< beyond the trim edge on every side
  bool marks = false;             ///< crop and registration marks, colour bar
  bool duplex = false;            ///< both sides of a sheet, the letterhead's reverse sides too
  bool blank_reverse = false;  ///< every page has a sheet; its back is blank, or the reverse side
  bool two_up = false;         ///< two pages beside each other on a sheet
  double ink_limit = 3.0;      ///< of one colour's inks together: 3 is 300 %
};

/// The pages that are printed in their order, with the blank backs that the settings ask for.
/// Reverse sides are only printed on sheets that have backs; each version begins on a front.
layout::Document arranged_for_print(layout::Document document, const PrintSettings& settings);

/// What letter and letterhead would break of ISO 15930-7 or of the press's limits, and warnings of
/// what will not look as it should. Of an arranged document.
Diagnostics check_print(const layout::Document& document, const PrintSettings& settings);

}  // namespace chancery::pdf
