// Glyphs added to a real font, looked at through FreeType.
#include "text/composite.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "freetype_face.h"
#include "text/font_inside.h"
#include "text/subset_outlines.h"
#include "typesetting.h"

namespace chancery::text {
namespace {

using tests::FreetypeFace;
using tests::OutlinePoint;

const Font& face(const std::string& family) {
  return tests::fonts().face(tests::fonts().catalogue().families.at(family), Weight::kRegular,
                             Slant::kUpright);
}

std::uint32_t glyph_of(const Font& font, char32_t c) {
  hb_codepoint_t glyph = 0;
  hb_font_get_nominal_glyph(font.inside().font.get(), c, &glyph);
  return glyph;
}

class AddedGlyphs : public testing::Test {
 protected:
  AddedGlyphs() {
    const std::vector<std::uint32_t> wanted = {glyph_of(font_, U'o'), glyph_of(font_, U'ö'),
                                               glyph_of(font_, U'W'), glyph_of(font_, U' ')};
    outlines_ = subset_outlines(font_, wanted);
    old_count_ = static_cast<std::uint32_t>(outlines_.glyphs.size());
  }

  std::uint32_t in_subset(char32_t c) const {
    const auto at = std::find(outlines_.glyphs.begin(), outlines_.glyphs.end(), glyph_of(font_, c));
    return static_cast<std::uint32_t>(at - outlines_.glyphs.begin());
  }

  const Font& font_ = face("Noto Serif");
  SubsetOutlines outlines_;
  std::uint32_t old_count_ = 0;
};

std::vector<OutlinePoint> moved(std::vector<OutlinePoint> points, double x, double y) {
  for (OutlinePoint& point : points) {
    point.x += x;
    point.y += y;
  }
  return points;
}

TEST_F(AddedGlyphs, CompositeIsItsComponentsAtTheirOffsets) {
  const std::uint32_t o = in_subset(U'o'), odieresis = in_subset(U'ö'), w = in_subset(U'W');
  const std::vector<MadeGlyph> added = {
      {{{w, -300, 411}, {odieresis, 120, -5}, {in_subset(U' '), 0, 0}}, 1234},
      {{}, 77},
      {{{o, 0, 0}}, 65535}};
  const GlyphBox box = add_glyphs(outlines_.truetype, added);
  const FreetypeFace file(font_file(outlines_.truetype));
  ASSERT_EQ(file.glyph_count(), old_count_ + 3);
  std::vector<OutlinePoint> expected = moved(file.outline(w), -300, 411);
  for (const OutlinePoint& point : moved(file.outline(odieresis), 120, -5)) {
    expected.push_back(point);
  }
  EXPECT_EQ(file.outline(old_count_), expected);
  EXPECT_TRUE(file.outline(old_count_ + 1).empty());
  EXPECT_EQ(file.outline(old_count_ + 2), file.outline(o));
  EXPECT_EQ(file.advance(old_count_), 1234);
  EXPECT_EQ(file.advance(old_count_ + 1), 77);
  EXPECT_EQ(file.advance(old_count_ + 2), 65535);
  double top = 0;
  for (const OutlinePoint& point : expected) top = std::max(top, point.y);
  EXPECT_EQ(box.top, top) << "the W stands higher than anything in the font did";
  EXPECT_EQ(file.get()->bbox.yMax, box.top);
}

TEST_F(AddedGlyphs, OldGlyphsStayAsTheyWere) {
  const FreetypeFace before(font_file(outlines_.truetype));
  add_glyphs(outlines_.truetype, std::vector<MadeGlyph>{{{{in_subset(U'o'), 5, 5}}, 600}});
  const FreetypeFace after(font_file(outlines_.truetype));
  for (std::uint32_t i = 0; i < old_count_; ++i) {
    EXPECT_EQ(before.outline(i), after.outline(i)) << i;
    EXPECT_EQ(before.advance(i), after.advance(i)) << i;
  }
}

TEST_F(AddedGlyphs, LeftSideBearingMovesAComponentAsItMovesTheGlyph) {
  // A glyph is drawn with its xMin at its left side bearing (OpenType, 'hmtx').
  const std::uint32_t o = in_subset(U'o');
  Bytes& metrics = outlines_.truetype.hmtx;
  ASSERT_GE(metrics.size(), 4U * (o + 1));
  const FreetypeFace plain(font_file(outlines_.truetype));
  metrics[4U * o + 2] = 0;
  metrics[4U * o + 3] = 200;
  add_glyphs(outlines_.truetype, std::vector<MadeGlyph>{{{{o, 10, 0}}, 600}});
  const FreetypeFace file(font_file(outlines_.truetype));
  ASSERT_NE(file.outline(o), plain.outline(o));
  EXPECT_EQ(file.outline(old_count_), moved(file.outline(o), 10, 0));
}

TEST_F(AddedGlyphs, MaximumProfileCountsThem) {
  // FreeType keeps 'maxp' as it stands in the file.
  const std::uint32_t o = in_subset(U'o'), w = in_subset(U'W');
  add_glyphs(outlines_.truetype,
             std::vector<MadeGlyph>{{{{o, 0, 0}, {w, 1, 1}, {w, 2, 2}, {w, 3, 3}, {w, 4, 4}}, 9}});
  const FreetypeFace file(font_file(outlines_.truetype));
  const TT_MaxProfile& profile = file.maximum_profile();
  EXPECT_EQ(profile.numGlyphs, old_count_ + 1);
  EXPECT_GE(profile.maxComponentElements, 5);
  EXPECT_GE(profile.maxComponentDepth, 1);
  EXPECT_GE(profile.maxCompositePoints, file.outline(old_count_).size());
  EXPECT_GE(profile.maxCompositeContours, 6) << "two of the o and at least one of each W";
}

TEST_F(AddedGlyphs, ManyGlyphsNeedLongOffsets) {
  const std::uint32_t o = in_subset(U'o');
  std::vector<MadeGlyph> added;
  for (std::int32_t i = 0; i < 20000; ++i) added.push_back({{{o, 200 + i % 999, i}}, 500});
  add_glyphs(outlines_.truetype, added);
  ASSERT_GT(outlines_.truetype.glyf.size(), 0x1FFFFU);
  const FreetypeFace file(font_file(outlines_.truetype));
  EXPECT_EQ(file.outline(old_count_ + 19999), moved(file.outline(o), 200 + 19999 % 999, 19999));
  EXPECT_EQ(file.outline(old_count_), moved(file.outline(o), 200, 0));
}

TEST_F(AddedGlyphs, MoreThanAFontHoldsIsRefused) {
  const std::vector<MadeGlyph> added(65535 - old_count_ + 1);
  EXPECT_EQ(tests::failure_code([&] { add_glyphs(outlines_.truetype, added); }), "too-many-glyphs");
}

TEST_F(AddedGlyphs, DamagedTablesAreRefused) {
  const std::vector<MadeGlyph> added = {{{{in_subset(U'o'), 0, 0}}, 500}};
  for (Bytes TrueTypeTables::*table :
       {&TrueTypeTables::head, &TrueTypeTables::hhea, &TrueTypeTables::maxp, &TrueTypeTables::hmtx,
        &TrueTypeTables::loca, &TrueTypeTables::glyf}) {
    TrueTypeTables damaged = outlines_.truetype;
    (damaged.*table).resize((damaged.*table).size() / 2);
    EXPECT_EQ(tests::failure_code([&] { add_glyphs(damaged, added); }), "font-damaged");
  }
  const std::vector<MadeGlyph> beyond = {{{{old_count_, 0, 0}}, 500}};
  EXPECT_EQ(tests::failure_code([&] { add_glyphs(outlines_.truetype, beyond); }), "font-damaged");
}

TEST_F(AddedGlyphs, SumOfTheWholeFileIsTheMagicNumber) {
  // OpenType, 'head': with checksumAdjustment in, all 32-bit words add up to 0xB1B0AFBA.
  add_glyphs(outlines_.truetype, std::vector<MadeGlyph>{{{{in_subset(U'W'), 7, 7}}, 500}});
  const Bytes file = font_file(outlines_.truetype);
  ASSERT_EQ(file.size() % 4, 0U);
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < file.size(); i += 4) {
    sum += static_cast<std::uint32_t>(file[i]) << 24U |
           static_cast<std::uint32_t>(file[i + 1]) << 16U |
           static_cast<std::uint32_t>(file[i + 2]) << 8U | file[i + 3];
  }
  EXPECT_EQ(sum, 0xB1B0AFBAU);
}

/// Glyphs whose left side bearing is not their xMin are shifted when they are drawn alone, but not
/// as components.
TEST(AddedGlyphsOfEveryFamily, DrawOneComponentAsTheGlyphItself) {
  for (const auto& [name, family] : tests::fonts().catalogue().families) {
    const Font& font = face(name);
    if (font.is_cff()) continue;
    const unsigned count = hb_face_get_glyph_count(font.inside().face.get());
    std::vector<std::uint32_t> wanted;
    for (std::uint32_t i = 1; i < count; i += 1 + count / 40) wanted.push_back(i);
    SubsetOutlines outlines = subset_outlines(font, wanted);
    const auto old_count = static_cast<std::uint32_t>(outlines.glyphs.size());
    std::vector<MadeGlyph> added;
    for (std::uint32_t i = 0; i < old_count; ++i) added.push_back({{{i, 0, 0}}, 500});
    add_glyphs(outlines.truetype, added);
    const FreetypeFace file(font_file(outlines.truetype));
    for (std::uint32_t i = 0; i < old_count; ++i) {
      EXPECT_EQ(file.outline(i), file.outline(old_count + i)) << name << " glyph " << i;
    }
  }
}

}  // namespace
}  // namespace chancery::text
