// What a PDF needs of the fonts: subset programs, and codes made for the text, so that what a
// reader copies is the author's text (see docs/architecture.md, "The text survives").
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "text/codes_in_line.h"
#include "text/paragraph.h"

namespace chancery::text {

/// One PDF font: a Type0 font with Identity-H codes. Two of these may share one program (the same
/// CFF glyph standing for two texts).
struct SubsetFont {
  enum class Program { kTrueType, kCffCid };
  std::size_t program = 0;  ///< index into Subset::programs
  struct Code {
    std::uint16_t code = 0;
    std::uint16_t glyph = 0;  ///< TrueType: glyph index in the subset; CFF: the code is the CID
    double width = 0;         ///< in 1/1000 em; equal to the program's own width
    /// UTF-8; what this code means, in visual order: right to left it is reversed. A code that
    /// draws a cluster says its leftmost character, blank codes after it the others. An inserted
    /// hyphen says U+00AD.
    std::string text;
  };
  std::vector<Code> codes;  ///< ascending; code 0 is .notdef and never shown
};

struct SubsetProgram {
  SubsetFont::Program kind = SubsetFont::Program::kTrueType;
  std::string postscript_name;  ///< with subset tag: "ABCDEF+NotoSerif" (ISO 32000-1, 9.6.4)
  Bytes bytes;                  ///< TrueType: a font file; CFF: the bare program
  FontMetrics metrics;          ///< the bounding box takes in glyphs that were made for the text
  bool italic = false;
  bool bold = false;
};

/// One code to be shown, placed: offsets from the run's origin, y up.
struct ShownCode {
  std::uint16_t code = 0;
  Points x, y;
  bool starts = false;    ///< begins an operator of its own; what follows belongs to that
  bool is_space = false;  ///< its actual text (ISO 32000-1, 14.9.4) is a space
  bool is_apart = false;  ///< a text of its own for readers that begin one with a font
};

/// A run as the content stream shows it.
struct ShownRun {
  std::size_t font = 0;  ///< index into Subset::fonts
  std::vector<ShownCode> codes;
};

struct Subset {
  std::vector<SubsetProgram> programs;
  std::vector<SubsetFont> fonts;
  std::vector<std::vector<ShownRun>> runs;  ///< for each given run, in order, what shows it
};

/// Subsets every font used by `runs` and assigns codes. Deterministic: depends on the runs and
/// their lines alone.
/// Throws Failure(kInput, "font-not-embeddable") when a font's fsType forbids embedding or
/// subsetting, "too-many-glyphs" past 65,535 in one font; Failure(kSystem, "font-damaged");
/// std::invalid_argument when a run has a missing glyph or clusters out of order.
Subset make_subset(std::span<const RunInLine> runs);
/// Runs that stand alone.
Subset make_subset(std::span<const GlyphRun* const> runs);

}  // namespace chancery::text
