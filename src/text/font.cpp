// One face opened: HarfBuzz objects over the file's bytes, its names and metrics.
#include <hb-ot.h>

#include <array>
#include <limits>
#include <utility>

#include "text/font_inside.h"

namespace chancery::text {
namespace {

/// Unit scales outside this are damaged (OpenType, 'head': 16 to 16384).
constexpr unsigned kLeastUnitsPerEm = 16;
constexpr unsigned kMostUnitsPerEm = 16384;

constexpr hb_ot_name_id_t kPostscriptName = 6;

Failure damaged(const FaceRecord& record, const std::string& why) {
  return Failure(FailureKind::kSystem, "font-damaged",
                 "the font file '" + record.file + "' cannot be used: " + why,
                 "reinstall the package " + record.package);
}

HbBlob table(hb_face_t* face, hb_tag_t tag) {
  return HbBlob(hb_face_reference_table(face, tag));
}

/// A big-endian 16-bit field of a table; nothing when the table is shorter.
std::optional<std::uint16_t> field16(const HbBlob& blob, unsigned offset_bytes) {
  unsigned length = 0;
  const char* data = hb_blob_get_data(blob.get(), &length);
  if (length < 2 || offset_bytes > length - 2) return std::nullopt;
  const auto byte = [&](unsigned at) {
    return static_cast<unsigned>(static_cast<unsigned char>(data[at]));
  };
  return static_cast<std::uint16_t>(byte(offset_bytes) << 8U | byte(offset_bytes + 1));
}

std::optional<double> signed16(const HbBlob& blob, unsigned offset_bytes) {
  const std::optional<std::uint16_t> raw = field16(blob, offset_bytes);
  if (!raw) return std::nullopt;
  return static_cast<double>(static_cast<std::int16_t>(*raw));
}

std::string name_of(hb_face_t* face, hb_ot_name_id_t id) {
  std::array<char, 256> buffer{};
  unsigned size = buffer.size();
  hb_ot_name_get_utf8(face, id, hb_language_from_string("en", -1), &size, buffer.data());
  return {buffer.data(), size};
}

/// PostScript names are printable ASCII without the delimiters of ISO 32000-1, 7.2.2.
std::string as_postscript_name(const std::string& text) {
  std::string name;
  for (const char c : text) {
    const bool delimiter = std::string_view("()<>[]{}/%#").find(c) != std::string_view::npos;
    if (c > ' ' && c < 0x7F && !delimiter) name += c;
  }
  return name.empty() ? "Unnamed" : name;
}

/// Design metrics over the em. Typographic ascender and descender where the font asks for them
/// (OS/2 fsSelection bit 7), otherwise hhea, as HarfBuzz decides it.
FontMetrics read_metrics(hb_face_t* face, hb_font_t* font, unsigned units_per_em) {
  const double em = units_per_em;
  FontMetrics metrics;
  hb_font_extents_t extents{};
  hb_font_get_h_extents(font, &extents);
  metrics.ascender = extents.ascender / em;
  metrics.descender = extents.descender / em;
  const auto metric = [&](hb_ot_metrics_tag_t tag) {
    hb_position_t value = 0;
    hb_ot_metrics_get_position_with_fallback(font, tag, &value);
    return value / em;
  };
  metrics.x_height = metric(HB_OT_METRICS_TAG_X_HEIGHT);
  metrics.cap_height = metric(HB_OT_METRICS_TAG_CAP_HEIGHT);
  // post.italicAngle is 16.16 fixed point (OpenType, 'post', offset 4).
  const HbBlob post = table(face, HB_TAG('p', 'o', 's', 't'));
  const double whole = signed16(post, 4).value_or(0);
  const double fraction = field16(post, 6).value_or(0) / 65536.0;
  metrics.italic_angle_degrees = whole + fraction;
  // head.xMin, yMin, xMax, yMax (OpenType, 'head', offset 36).
  const HbBlob head = table(face, HB_TAG('h', 'e', 'a', 'd'));
  metrics.bbox_left = signed16(head, 36).value_or(0) / em;
  metrics.bbox_bottom = signed16(head, 38).value_or(0) / em;
  metrics.bbox_right = signed16(head, 40).value_or(0) / em;
  metrics.bbox_top = signed16(head, 42).value_or(0) / em;
  return metrics;
}

bool has_glyph(hb_font_t* font, char32_t code_point) {
  hb_codepoint_t glyph = 0;
  return hb_font_get_nominal_glyph(font, code_point, &glyph) != 0 && glyph != 0;
}

}  // namespace

std::unique_ptr<Font::Inside> open_face(std::shared_ptr<const FontFile> file,
                                        const FaceRecord& record, const std::string& family,
                                        Weight weight, Slant slant) {
  const ByteView bytes = file->bytes();
  if (bytes.size() > std::numeric_limits<unsigned>::max()) throw damaged(record, "it is too large");
  auto inside = std::make_unique<Font::Inside>();
  inside->file = std::move(file);
  const HbBlob blob(hb_blob_create(reinterpret_cast<const char*>(bytes.data()),
                                   static_cast<unsigned>(bytes.size()), HB_MEMORY_MODE_READONLY,
                                   nullptr, nullptr));
  const auto index = static_cast<unsigned>(record.index);
  if (index >= hb_face_count(blob.get())) {
    throw damaged(record, "it has no face " + std::to_string(record.index));
  }
  inside->face.reset(hb_face_create(blob.get(), index));
  hb_face_t* face = inside->face.get();
  if (hb_face_get_glyph_count(face) == 0) throw damaged(record, "it has no glyphs");
  inside->units_per_em = hb_face_get_upem(face);
  if (inside->units_per_em < kLeastUnitsPerEm || inside->units_per_em > kMostUnitsPerEm) {
    throw damaged(record, "its units per em are out of range");
  }
  hb_face_make_immutable(face);
  inside->font.reset(hb_font_create(face));
  hb_font_make_immutable(inside->font.get());

  inside->record = record;
  inside->family = family;
  inside->bold = weight == Weight::kBold;
  inside->italic = slant == Slant::kItalic;
  const std::string name = name_of(face, kPostscriptName);
  inside->postscript_name = as_postscript_name(name.empty() ? family : name);
  const HbBlob cff = table(face, HB_TAG('C', 'F', 'F', ' '));
  inside->is_cff = hb_blob_get_length(cff.get()) > 0;
  // OS/2 fsType stands at offset 8.
  inside->embedding_rights = field16(table(face, HB_TAG('O', 'S', '/', '2')), 8).value_or(0);
  inside->metrics = read_metrics(face, inside->font.get(), inside->units_per_em);
  // HarfBuzz checks a layout table when it is first asked of it: once, not by several threads.
  for (const hb_tag_t layout : {HB_OT_TAG_GSUB, HB_OT_TAG_GPOS}) {
    (void)hb_ot_layout_table_get_lookup_count(face, layout);
  }
  for (char32_t c = 0; c < Font::Inside::kFirstRare; ++c) {
    inside->common[c] = has_glyph(inside->font.get(), c);
  }
  return inside;
}

Font::Font(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Font::~Font() = default;

const std::string& Font::postscript_name() const {
  return inside_->postscript_name;
}

const std::string& Font::family() const {
  return inside_->family;
}

unsigned Font::units_per_em() const {
  return inside_->units_per_em;
}

bool Font::is_cff() const {
  return inside_->is_cff;
}

const FontMetrics& Font::metrics() const {
  return inside_->metrics;
}

bool Font::covers(char32_t code_point) const {
  if (code_point < Inside::kFirstRare) return inside_->common[code_point];
  return has_glyph(inside_->font.get(), code_point);
}

}  // namespace chancery::text
