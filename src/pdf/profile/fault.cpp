#include "pdf/profile/fault.h"

namespace chancery::pdf {

std::string_view code_of(Fault fault) {
  switch (fault) {
    case Fault::kFontNotThere:
    case Fault::kFontForm:
      return "unfit-font";
    case Fault::kGlyphNotThere:
      return "unfit-glyph";
    case Fault::kWidths:
      return "unfit-width";
    case Fault::kNoText:
      return "unfit-text";
    case Fault::kColour:
      return "unfit-colour";
    case Fault::kImage:
      return "unfit-image";
    case Fault::kContent:
      return "unfit-content";
    case Fault::kObject:
      break;
  }
  return "unfit-object";
}

std::string_view mend_of(Fault fault) {
  switch (fault) {
    case Fault::kFontNotThere:
      return "export it again with all fonts embedded";
    case Fault::kNoText:
      return "export it again with text that can be copied (tagged, or as PDF/A)";
    default:
      return "export it again as PDF/A";
  }
}

}  // namespace chancery::pdf
