// What a PDF needs to know of a CFF program (Adobe Technical Note 5176).
#include <cstddef>
#include <numeric>

#include "text/cff_tables.h"
#include "text/subset_outlines.h"

namespace chancery::text {

std::vector<std::uint16_t> cids_of(ByteView cff, std::size_t glyph_count) {
  const std::vector<CffEntry> top = read_cff_top_dict(cff);
  const CffEntry* charset = find_cff_entry(top, kCffCharset);
  // The predefined charsets 0 to 2 are no CIDs (5176, table 22).
  if (find_cff_entry(top, kCffRos) != nullptr && charset != nullptr &&
      charset->operands.back().value > 2) {
    const auto at = static_cast<std::size_t>(charset->operands.back().value);
    return read_cff_charset(cff, at, glyph_count);
  }
  check_font(glyph_count <= 0x10000);
  std::vector<std::uint16_t> identity(glyph_count);
  std::iota(identity.begin(), identity.end(), std::uint16_t{0});
  return identity;
}

bool is_cid_keyed(ByteView cff) {
  return find_cff_entry(read_cff_top_dict(cff), kCffRos) != nullptr;
}

}  // namespace chancery::text
