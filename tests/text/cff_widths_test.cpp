// A CFF program of three glyphs written by hand (Adobe Technical Notes 5176 and 5177), and what
// becomes of it.
#include "text/cff_widths.h"

#include <gtest/gtest.h>

#include <string_view>

#include "base/diagnostic.h"
#include "text/cff_tables.h"

namespace chancery::text {
namespace {

void append_index(Bytes& to, const std::vector<Bytes>& objects) {
  append16(to, static_cast<std::uint16_t>(objects.size()));
  if (objects.empty()) return;
  to.push_back(1);
  std::uint8_t offset = 1;
  to.push_back(offset);
  for (const Bytes& object : objects) {
    offset = static_cast<std::uint8_t>(offset + object.size());
    to.push_back(offset);
  }
  for (const Bytes& object : objects) append(to, ByteView(object));
}

/// An operand of five bytes.
void append_offset(Bytes& to, std::size_t value) {
  to.push_back(29);
  append32(to, static_cast<std::uint32_t>(value));
}

constexpr std::uint8_t kEndChar = 14, kHmoveto = 22, kRmoveto = 21, kCallSubr = 10;

/// .notdef; 600 wide (nominal 500), moves by 7; with the default width, moves by 3, 4.
const std::vector<Bytes> kStrings = {
    {kEndChar},
    {139 + 100, 139 + 7, kHmoveto, kEndChar},
    {139 + 3, 139 + 4, kRmoveto, kEndChar},
};

struct Places {
  std::size_t charset = 0, select = 0, strings = 0, dicts = 0, details = 0;
};

/// CIDs 5 and 9. Written twice: the offsets have always the same length.
Bytes program(const std::vector<Bytes>& strings = kStrings) {
  Places places;
  Bytes cff;
  for (int pass = 0; pass < 2; ++pass) {
    cff = {1, 0, 4, 1};
    append_index(cff, {{'F'}});
    Bytes top = {139, 139, 139, 12, 30};  // ROS
    append_offset(top, places.charset);
    top.push_back(15);
    append_offset(top, places.strings);
    top.push_back(17);
    append_offset(top, places.dicts);
    top.insert(top.end(), {12, 36});
    append_offset(top, places.select);
    top.insert(top.end(), {12, 37});
    append_index(cff, {top});
    append_index(cff, {});  // strings
    append_index(cff, {});  // global subroutines
    places.charset = cff.size();
    cff.insert(cff.end(), {0, 0, 5, 0, 9});
    places.select = cff.size();
    cff.insert(cff.end(), {3, 0, 1, 0, 0, 0, 0, 3});
    places.strings = cff.size();
    append_index(cff, strings);
    places.dicts = cff.size();
    Bytes dict;
    append_offset(dict, 6);
    append_offset(dict, places.details);
    dict.push_back(18);
    append_index(cff, {dict});
    places.details = cff.size();
    cff.insert(cff.end(), {28, 500 >> 8, 500 & 0xFF, 21, 139, 20});
  }
  return cff;
}

Bytes charstring(ByteView cff, std::size_t glyph) {
  const auto top = read_cff_top_dict(cff);
  const auto at = find_cff_entry(top, kCffCharStrings)->operands.back().value;
  const CffIndex index = read_cff_index(cff, static_cast<std::size_t>(at));
  return {cff.begin() + static_cast<std::ptrdiff_t>(index.place(cff, glyph)),
          cff.begin() + static_cast<std::ptrdiff_t>(index.place(cff, glyph + 1))};
}

TEST(CffWidths, AddedGlyphsHaveTheirWidthAndTheSameDrawing) {
  Bytes cff = program();
  const auto cids = add_widened_glyphs(cff, 3, std::vector<WidenedGlyph>{{1, 750}, {2, 1000}});
  EXPECT_EQ(cids, (std::vector<std::uint16_t>{1, 2}));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(charstring(cff, i), kStrings[i]);
  // 750 and 1000 less the nominal 500, as 16-bit integers; what was a width goes.
  EXPECT_EQ(charstring(cff, 3), (Bytes{28, 0, 250, 139 + 7, kHmoveto, kEndChar}));
  EXPECT_EQ(charstring(cff, 4), (Bytes{28, 1, 244, 139 + 3, 139 + 4, kRmoveto, kEndChar}));
  const auto top = read_cff_top_dict(cff);
  const auto charset = find_cff_entry(top, kCffCharset)->operands.back().value;
  EXPECT_EQ(read_cff_charset(cff, static_cast<std::size_t>(charset), 5),
            (std::vector<std::uint16_t>{0, 5, 9, 1, 2}));
  // What stood behind the charstrings is found where it stands now.
  const auto dicts = find_cff_entry(top, kCffFdArray)->operands.back().value;
  const CffIndex index = read_cff_index(cff, static_cast<std::size_t>(dicts));
  const auto dict = read_cff_dict(cff, index.place(cff, 0), index.place(cff, 1));
  const auto& details = find_cff_entry(dict, kCffPrivate)->operands;
  const auto begin = static_cast<std::size_t>(details.at(1).value);
  const auto read = read_cff_dict(cff, begin, begin + 6);
  EXPECT_EQ(find_cff_entry(read, kCffNominalWidth)->operands.back().value, 500);
}

TEST(CffWidths, NothingAddedChangesNothing) {
  Bytes cff = program();
  EXPECT_TRUE(add_widened_glyphs(cff, 3, {}).empty());
  EXPECT_EQ(cff, program());
}

TEST(CffWidths, TurnsAwayWhatItCannotRead) {
  const std::vector<WidenedGlyph> added = {{1, 750}};
  Bytes other_count = program();
  EXPECT_THROW(add_widened_glyphs(other_count, 4, added), Failure);
  Bytes with_subroutine = program({{kEndChar}, {139, kCallSubr}, {kEndChar}});
  EXPECT_THROW(add_widened_glyphs(with_subroutine, 3, added), Failure);
  for (std::size_t length = 0; length < program().size(); ++length) {
    Bytes cut = program();
    cut.resize(length);
    EXPECT_THROW(add_widened_glyphs(cut, 3, added), Failure) << length;
  }
}

}  // namespace
}  // namespace chancery::text
