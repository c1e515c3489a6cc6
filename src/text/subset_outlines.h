// The outlines of some glyphs of a face, by hb-subset: what a PDF needs of a font file and no more.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "text/composite.h"
#include "text/fonts.h"

namespace chancery::text {

struct SubsetOutlines {
  /// The glyphs given, .notdef and the components they are made of; ascending glyph indices of the
  /// face. Their places in this list are their glyph indices in the subset.
  std::vector<std::uint32_t> glyphs;
  TrueTypeTables truetype;          ///< unless the font is CFF
  Bytes cff;                        ///< if it is
  std::vector<std::uint16_t> cids;  ///< CFF: by subset glyph index, the CID that shows it
};

/// `glyphs` in any order; `flat`: charstrings call no subroutines. Throws Failure(kSystem,
/// "font-damaged") when the face cannot be subset.
SubsetOutlines subset_outlines(const Font& font, std::vector<std::uint32_t> glyphs,
                               bool flat = false);

/// The CIDs by which a PDF shows the glyphs of a bare CFF program: those of its charset when it is
/// CID-keyed, otherwise the glyph indices themselves (ISO 32000-1, 9.7.4.2).
/// Throws Failure(kSystem, "font-damaged").
std::vector<std::uint16_t> cids_of(ByteView cff, std::size_t glyph_count);
bool is_cid_keyed(ByteView cff);

}  // namespace chancery::text
