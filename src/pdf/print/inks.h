// The colours of a document as they are printed.
#pragma once

#include <string>
#include <vector>

#include "base/ink.h"
#include "layout/page.h"
#include "pdf/graph.h"
#include "pdf/print/print.h"
#include "pdf/write/paint.h"

namespace chancery::pdf {

struct PrintedColour {
  Colour colour;     ///< as pages have it
  std::string name;  ///< for messages: "lake", or "#12384f"
  Cmyk cmyk{};
  std::string spot;  ///< an ink of its own, of which `cmyk` is the likeness

  /// Solid black prints over what is below it: no white shows where plates do not meet.
  bool overprints() const;
  /// Of all inks together, 1 for a full one.
  double total() const;
};

/// Every colour of runs and rectangles once, in the order in which pages come to it.
std::vector<PrintedColour> printed_colours(const layout::Document& document,
                                           const Separate& separate);

/// Operators for the colours, and what they name. Separations (ISO 32000-1, 8.6.6.4) have a CMYK
/// alternate; black overprints with OPM 1 (11.7.4.5).
Paint paint_for(const std::vector<PrintedColour>& colours, Graph& graph);

/// [/Separation name /DeviceCMYK …] whose full tint looks like `cmyk`.
Array separation(const std::string& name, const Cmyk& cmyk);

/// The spot inks, each once.
std::vector<PrintedColour> spots_of(const std::vector<PrintedColour>& colours);

}  // namespace chancery::pdf
