#include "text/subset_outlines.h"

#include <hb-subset.h>

#include <algorithm>
#include <memory>
#include <new>
#include <string>

#include "text/font_inside.h"

namespace chancery::text {
namespace {

struct SubsetInputDeleter {
  void operator()(hb_subset_input_t* input) const { hb_subset_input_destroy(input); }
};
struct SubsetPlanDeleter {
  void operator()(hb_subset_plan_t* plan) const { hb_subset_plan_destroy(plan); }
};
using SubsetInput = std::unique_ptr<hb_subset_input_t, SubsetInputDeleter>;
using SubsetPlan = std::unique_ptr<hb_subset_plan_t, SubsetPlanDeleter>;

/// Shows hb-subset the outlines only: it would otherwise walk all of 'cmap', and read the layout
/// tables that a PDF has no use for.
hb_blob_t* outline_table(hb_face_t*, hb_tag_t tag, void* face) {
  switch (tag) {
    case HB_TAG('C', 'F', 'F', ' '):
    case HB_TAG('g', 'l', 'y', 'f'):
    case HB_TAG('h', 'e', 'a', 'd'):
    case HB_TAG('h', 'h', 'e', 'a'):
    case HB_TAG('h', 'm', 't', 'x'):
    case HB_TAG('l', 'o', 'c', 'a'):
    case HB_TAG('m', 'a', 'x', 'p'):
      return hb_face_reference_table(static_cast<hb_face_t*>(face), tag);
    default:
      return nullptr;
  }
}

Failure cannot_be_subset(const Font& font) {
  const FaceRecord& record = font.inside().record;
  return {FailureKind::kSystem, "font-damaged",
          "no part of the font file '" + record.file + "' can be put into a document",
          "reinstall the package " + record.package};
}

Bytes copied(hb_face_t* face, hb_tag_t tag) {
  const HbBlob blob(hb_face_reference_table(face, tag));
  unsigned length = 0;
  const char* data = hb_blob_get_data(blob.get(), &length);
  if (length == 0) return {};
  const auto* begin = reinterpret_cast<const std::uint8_t*>(data);
  return {begin, begin + length};
}

/// Made anew; `glyphs` as for subset_outlines.
SubsetOutlines make_outlines(const Font& font, std::span<const std::uint32_t> glyphs, bool flat) {
  const HbFace outlines(
      hb_face_create_for_tables(outline_table, font.inside().face.get(), nullptr));
  const SubsetInput input(hb_subset_input_create_or_fail());
  if (!input) throw std::bad_alloc();
  unsigned flags = HB_SUBSET_FLAGS_NO_HINTING;
  if (flat) flags |= HB_SUBSET_FLAGS_DESUBROUTINIZE;
  hb_subset_input_set_flags(input.get(), flags);
  for (const std::uint32_t glyph : glyphs) {
    hb_set_add(hb_subset_input_glyph_set(input.get()), glyph);
  }
  const SubsetPlan plan(hb_subset_plan_create_or_fail(outlines.get(), input.get()));
  if (!plan) throw cannot_be_subset(font);
  const HbFace subset(hb_subset_plan_execute_or_fail(plan.get()));
  if (!subset) throw cannot_be_subset(font);

  SubsetOutlines result;
  const hb_map_t* old_of = hb_subset_plan_new_to_old_glyph_mapping(plan.get());
  const unsigned count = hb_map_get_population(old_of);
  result.glyphs.reserve(count);
  for (unsigned i = 0; i < count; ++i) {
    const hb_codepoint_t old = hb_map_get(old_of, i);
    // The map must be dense and ascending for the list to serve as one.
    if (old == HB_MAP_VALUE_INVALID || (i > 0 && old <= result.glyphs.back())) {
      throw cannot_be_subset(font);
    }
    result.glyphs.push_back(old);
  }
  if (font.is_cff()) {
    result.cff = copied(subset.get(), HB_TAG('C', 'F', 'F', ' '));
    if (result.cff.empty()) throw cannot_be_subset(font);
    result.cids = cids_of(result.cff, count);
    return result;
  }
  TrueTypeTables& tables = result.truetype;
  tables.glyf = copied(subset.get(), HB_TAG('g', 'l', 'y', 'f'));
  tables.head = copied(subset.get(), HB_TAG('h', 'e', 'a', 'd'));
  tables.hhea = copied(subset.get(), HB_TAG('h', 'h', 'e', 'a'));
  tables.hmtx = copied(subset.get(), HB_TAG('h', 'm', 't', 'x'));
  tables.loca = copied(subset.get(), HB_TAG('l', 'o', 'c', 'a'));
  tables.maxp = copied(subset.get(), HB_TAG('m', 'a', 'x', 'p'));
  if (tables.loca.empty() || tables.hmtx.empty()) throw cannot_be_subset(font);
  return result;
}

}  // namespace

SubsetOutlines subset_outlines(const Font& font, std::vector<std::uint32_t> glyphs, bool flat) {
  std::sort(glyphs.begin(), glyphs.end());
  glyphs.erase(std::unique(glyphs.begin(), glyphs.end()), glyphs.end());
  std::string key(reinterpret_cast<const char*>(glyphs.data()), glyphs.size() * sizeof glyphs[0]);
  key += flat ? 'f' : '-';
  auto& known = font.inside().outlines;
  std::shared_ptr<const SubsetOutlines> outlines = known.find(key);
  if (!outlines) {
    outlines = std::make_shared<const SubsetOutlines>(make_outlines(font, glyphs, flat));
    known.keep(key, outlines->cff.size() + outlines->truetype.glyf.size(), outlines);
  }
  return *outlines;
}

}  // namespace chancery::text
