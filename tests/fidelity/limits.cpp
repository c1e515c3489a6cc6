#include "fidelity/limits.h"

namespace chancery::tests {

std::vector<Limit> limits_of(Reader reader, std::string_view text) {
  const bool is_rtl = has_right_to_left(text);
  switch (reader) {
    case Reader::kPoppler:
      if (is_rtl) return {Limit::kPageDirection};
      return {};
    case Reader::kPdfium:
      if (is_rtl) return {Limit::kMarksTradePlaces};
      return {};
    case Reader::kPdfJs:
      return {Limit::kFirefoxNormalises};
    case Reader::kMuPdf:
      if (is_rtl) return {Limit::kNoRightToLeft};
      return {Limit::kMuPdfSpaces};
  }
  return {};
}

}  // namespace chancery::tests
