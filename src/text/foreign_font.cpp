#include "text/foreign_font.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_CID_H
#include FT_TRUETYPE_TABLES_H

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <new>
#include <utility>
#include <vector>

namespace chancery::text {
namespace {

constexpr double kThousandths = 1000;

struct LibraryCloser {
  void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct FaceCloser {
  void operator()(FT_Face face) const { FT_Done_Face(face); }
};
using LibraryHandle = std::unique_ptr<FT_LibraryRec_, LibraryCloser>;
using FaceHandle = std::unique_ptr<FT_FaceRec_, FaceCloser>;

LibraryHandle open_library() {
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) throw std::bad_alloc();
  return LibraryHandle(library);
}

}  // namespace

struct ForeignFont::Inside {
  Bytes program;
  LibraryHandle library;
  FaceHandle face;
  std::map<std::uint32_t, std::uint32_t> glyph_of_cid;
  std::vector<std::pair<int, int>> maps;  ///< platform and encoding of each `cmap` table

  FT_CharMap character_map(int platform, int encoding) const {
    for (int i = 0; i < face->num_charmaps; ++i) {
      FT_CharMap map = face->charmaps[i];
      if (map->platform_id == platform && map->encoding_id == encoding) return map;
    }
    return nullptr;
  }

  std::uint32_t glyph(FT_CharMap map, std::uint32_t character) const {
    if (map == nullptr || FT_Set_Charmap(face.get(), map) != 0) return 0;
    return FT_Get_Char_Index(face.get(), character);
  }
};

namespace {

/// As they stand in the file: FreeType adds maps of its own, and leaves out those that it cannot
/// use (OpenType, 'cmap').
std::vector<std::pair<int, int>> maps_of(FT_Face face) {
  constexpr std::size_t kHeadBytes = 4, kRecordBytes = 8;
  FT_ULong length = 0;
  if (FT_Load_Sfnt_Table(face, FT_MAKE_TAG('c', 'm', 'a', 'p'), 0, nullptr, &length) != 0)
    return {};
  Bytes table(length);
  if (length < kHeadBytes ||
      FT_Load_Sfnt_Table(face, FT_MAKE_TAG('c', 'm', 'a', 'p'), 0, table.data(), &length) != 0) {
    return {};
  }
  const auto field = [&table](std::size_t at) { return table.at(at) << 8 | table.at(at + 1); };
  const auto count = static_cast<std::size_t>(field(2));
  std::vector<std::pair<int, int>> maps;
  for (std::size_t at = kHeadBytes; maps.size() < count && at + kRecordBytes <= table.size();
       at += kRecordBytes) {
    maps.emplace_back(field(at), field(at + 2));
  }
  return maps;
}

}  // namespace

std::optional<ForeignFont> ForeignFont::open(ByteView program) {
  if (program.size() > static_cast<std::size_t>(std::numeric_limits<FT_Long>::max())) {
    return std::nullopt;
  }
  auto inside = std::make_unique<Inside>();
  inside->program.assign(program.begin(), program.end());
  inside->library = open_library();
  FT_Face face = nullptr;
  if (FT_New_Memory_Face(inside->library.get(), inside->program.data(),
                         static_cast<FT_Long>(inside->program.size()), 0, &face) != 0) {
    return std::nullopt;
  }
  inside->face.reset(face);
  if (face->units_per_EM == 0 || face->num_glyphs <= 0) return std::nullopt;
  inside->maps = maps_of(face);
  FT_Bool is_cid_keyed = 0;
  if (FT_Get_CID_Is_Internally_CID_Keyed(face, &is_cid_keyed) == 0 && is_cid_keyed != 0) {
    for (FT_Long glyph = 0; glyph < face->num_glyphs; ++glyph) {
      FT_UInt cid = 0;
      if (FT_Get_CID_From_Glyph_Index(face, static_cast<FT_UInt>(glyph), &cid) != 0) continue;
      inside->glyph_of_cid.emplace(cid, static_cast<std::uint32_t>(glyph));
    }
  }
  return ForeignFont(std::move(inside));
}

ForeignFont::ForeignFont(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
ForeignFont::~ForeignFont() = default;
ForeignFont::ForeignFont(ForeignFont&&) noexcept = default;
ForeignFont& ForeignFont::operator=(ForeignFont&&) noexcept = default;

std::uint32_t ForeignFont::glyph_count() const {
  return static_cast<std::uint32_t>(inside_->face->num_glyphs);
}

bool ForeignFont::is_truetype() const {
  FT_ULong length = 0;
  return FT_Load_Sfnt_Table(inside_->face.get(), FT_MAKE_TAG('g', 'l', 'y', 'f'), 0, nullptr,
                            &length) == 0;
}

bool ForeignFont::is_cid_keyed() const {
  return !inside_->glyph_of_cid.empty();
}

std::optional<double> ForeignFont::width(std::uint32_t glyph) const {
  FT_Face face = inside_->face.get();
  if (glyph >= glyph_count() || FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE) != 0) {
    return std::nullopt;
  }
  return kThousandths * static_cast<double>(face->glyph->metrics.horiAdvance) / face->units_per_EM;
}

std::uint32_t ForeignFont::glyph_of_name(const std::string& name) const {
  if (FT_HAS_GLYPH_NAMES(inside_->face.get()) == 0) return 0;
  return FT_Get_Name_Index(inside_->face.get(), name.c_str());
}

std::string ForeignFont::name_of(std::uint32_t glyph) const {
  std::array<char, 128> name{};
  FT_Face face = inside_->face.get();
  if (FT_HAS_GLYPH_NAMES(face) == 0 ||
      FT_Get_Glyph_Name(face, glyph, name.data(), static_cast<FT_UInt>(name.size())) != 0) {
    return {};
  }
  return name.data();
}

std::optional<std::uint32_t> ForeignFont::glyph_of_cid(std::uint32_t cid) const {
  const auto found = inside_->glyph_of_cid.find(cid);
  return found == inside_->glyph_of_cid.end() ? std::nullopt : std::optional(found->second);
}

std::uint32_t ForeignFont::glyph_of_built_in_code(std::uint32_t code) const {
  FT_Face face = inside_->face.get();
  for (const FT_Encoding encoding : {FT_ENCODING_ADOBE_CUSTOM, FT_ENCODING_ADOBE_STANDARD,
                                     FT_ENCODING_ADOBE_EXPERT, FT_ENCODING_ADOBE_LATIN_1}) {
    if (FT_Select_Charmap(face, encoding) == 0) return FT_Get_Char_Index(face, code);
  }
  return 0;
}

std::size_t ForeignFont::character_maps() const {
  return inside_->maps.size();
}

bool ForeignFont::has_character_map(int platform, int encoding) const {
  const auto& maps = inside_->maps;
  return std::find(maps.begin(), maps.end(), std::pair(platform, encoding)) != maps.end();
}

std::uint32_t ForeignFont::glyph_in(int platform, int encoding, std::uint32_t character) const {
  return inside_->glyph(inside_->character_map(platform, encoding), character);
}

}  // namespace chancery::text
