// What only this room sees of a font: HarfBuzz objects and the file they point into.
#pragma once

#include <hb.h>

#include <bitset>
#include <cstddef>
#include <memory>
#include <string>

#include "base/generation_cache.h"
#include "text/fonts.h"

namespace chancery::text {

struct HbBlobDeleter {
  void operator()(hb_blob_t* blob) const { hb_blob_destroy(blob); }
};
struct HbFaceDeleter {
  void operator()(hb_face_t* face) const { hb_face_destroy(face); }
};
struct HbFontDeleter {
  void operator()(hb_font_t* font) const { hb_font_destroy(font); }
};
struct HbBufferDeleter {
  void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
};
using HbBlob = std::unique_ptr<hb_blob_t, HbBlobDeleter>;
using HbFace = std::unique_ptr<hb_face_t, HbFaceDeleter>;
using HbFont = std::unique_ptr<hb_font_t, HbFontDeleter>;
using HbBuffer = std::unique_ptr<hb_buffer_t, HbBufferDeleter>;

struct SubsetOutlines;

struct Font::Inside {
  /// A generation of remembered outlines: some letters' worth.
  static constexpr std::size_t kOutlineGenerationBytes = std::size_t{1} << 20U;

  FaceRecord record;
  std::shared_ptr<const FontFile> file;  ///< keeps the bytes alive that the face points into
  HbFace face;                           ///< immutable
  HbFont font;                           ///< immutable, scaled to font units
  std::string postscript_name;           ///< printable ASCII without PDF delimiters
  std::string family;                    ///< as the catalogue names it
  unsigned units_per_em = 1000;
  bool is_cff = false;            ///< outlines in 'CFF '
  unsigned embedding_rights = 0;  ///< OS/2 fsType; 0 (installable) without that table
  bool bold = false;              ///< as the catalogue has the face
  bool italic = false;
  FontMetrics metrics;

  /// Characters below this are asked for most often.
  static constexpr char32_t kFirstRare = 0x180;
  /// Which of those the font has.
  std::bitset<kFirstRare> common;
  /// Outlines of this font by glyphs: of one kind of letter they are mostly the same.
  mutable GenerationCache<SubsetOutlines> outlines{kOutlineGenerationBytes};
};

/// Opens a face from its file's bytes. Throws Failure(kSystem, "font-damaged") when it cannot be
/// used.
std::unique_ptr<Font::Inside> open_face(std::shared_ptr<const FontFile> file,
                                        const FaceRecord& record, const std::string& family,
                                        Weight weight, Slant slant);

}  // namespace chancery::text
