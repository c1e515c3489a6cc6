// A font program as FreeType reads it: an eye other than ours and HarfBuzz's.
#pragma once

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_CID_H
#include FT_OUTLINE_H
#include FT_TRUETYPE_TABLES_H

#include <stdexcept>
#include <utility>
#include <vector>

#include "base/bytes.h"

namespace chancery::tests {

/// In font units.
struct OutlinePoint {
  double x = 0, y = 0;
  auto operator<=>(const OutlinePoint&) const = default;
};

class FreetypeFace {
 public:
  explicit FreetypeFace(Bytes bytes, int index = 0) : bytes_(std::move(bytes)) {
    if (FT_Init_FreeType(&library_) != 0) throw std::runtime_error("no FreeType");
    if (FT_New_Memory_Face(library_, bytes_.data(), static_cast<FT_Long>(bytes_.size()), index,
                           &face_) != 0) {
      FT_Done_FreeType(library_);
      throw std::runtime_error("FreeType cannot open the font");
    }
  }
  ~FreetypeFace() {
    FT_Done_Face(face_);
    FT_Done_FreeType(library_);
  }
  FreetypeFace(const FreetypeFace&) = delete;
  FreetypeFace& operator=(const FreetypeFace&) = delete;

  FT_Face get() const { return face_; }
  std::size_t glyph_count() const { return static_cast<std::size_t>(face_->num_glyphs); }
  const TT_MaxProfile& maximum_profile() const {
    return *static_cast<const TT_MaxProfile*>(FT_Get_Sfnt_Table(face_, FT_SFNT_MAXP));
  }

  /// By glyph index, in a bare CID-keyed CFF program by CID (FreeType's way, and PDF's).
  std::vector<OutlinePoint> outline(std::uint32_t glyph) const {
    load(glyph);
    std::vector<OutlinePoint> points;
    const FT_Outline& outline = face_->glyph->outline;
    for (int i = 0; i < outline.n_points; ++i) {
      points.push_back(
          {static_cast<double>(outline.points[i].x), static_cast<double>(outline.points[i].y)});
    }
    return points;
  }

  long advance(std::uint32_t glyph) const {
    load(glyph);
    return face_->glyph->metrics.horiAdvance;
  }

  bool is_cid_keyed() const {
    FT_Bool is = 0;
    return FT_Get_CID_Is_Internally_CID_Keyed(face_, &is) == 0 && is != 0;
  }

 private:
  void load(std::uint32_t glyph) const {
    if (FT_Load_Glyph(face_, glyph, FT_LOAD_NO_SCALE) != 0) {
      throw std::runtime_error("FreeType cannot load the glyph");
    }
  }

  Bytes bytes_;
  FT_Library library_ = nullptr;
  FT_Face face_ = nullptr;
};

}  // namespace chancery::tests
