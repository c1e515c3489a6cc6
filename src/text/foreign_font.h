// A font program out of another's file, asked for what PDF says of it: which glyphs it has, how
// wide they are, and how codes and names lead to them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/bytes.h"

namespace chancery::text {

/// TrueType, OpenType, Type 1 and bare CFF, as FreeType reads them. Not to be used from two threads
/// at once.
class ForeignFont {
 public:
  /// Nothing when the bytes are no font. They are copied.
  static std::optional<ForeignFont> open(ByteView program);
  ~ForeignFont();
  ForeignFont(ForeignFont&&) noexcept;
  ForeignFont& operator=(ForeignFont&&) noexcept;

  std::uint32_t glyph_count() const;
  bool is_truetype() const;   ///< its outlines, not its container
  bool is_cid_keyed() const;  ///< a CFF font whose glyphs have CIDs instead of names
  /// In thousandths of the em; nothing for a glyph that cannot be loaded.
  std::optional<double> width(std::uint32_t glyph) const;

  /// 0 when there is none: .notdef has no other name.
  std::uint32_t glyph_of_name(const std::string& name) const;
  /// Empty when the program names no glyphs.
  std::string name_of(std::uint32_t glyph) const;
  /// Nothing when no glyph has that CID.
  std::optional<std::uint32_t> glyph_of_cid(std::uint32_t cid) const;
  /// By the program's own encoding; 0 when it gives none.
  std::uint32_t glyph_of_built_in_code(std::uint32_t code) const;

  /// Number of the `cmap` tables of a TrueType font.
  std::size_t character_maps() const;
  bool has_character_map(int platform, int encoding) const;
  /// 0 when the map is not there or has none.
  std::uint32_t glyph_in(int platform, int encoding, std::uint32_t character) const;

 private:
  struct Inside;
  explicit ForeignFont(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace chancery::text
