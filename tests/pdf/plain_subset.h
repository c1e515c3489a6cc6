// Subset values made with HarfBuzz alone, so that the writer is tried apart from the codes that
// text/subset makes: a code is a glyph index of the face.
#pragma once

#include <hb-subset.h>
#include <hb.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "layout/page.h"
#include "pdf/write/document_graph.h"
#include "pdf/write/file.h"
#include "pdf/write/page_content.h"
#include "pdf/write/write.h"
#include "text/font_inside.h"
#include "text/subset.h"

namespace chancery::pdf::sample {

struct SubsetInputDeleter {
  void operator()(hb_subset_input_t* input) const { hb_subset_input_destroy(input); }
};

/// The face with those glyphs only, under their own indices.
inline Bytes program_of(const text::Font& font, const std::vector<text::SubsetFont::Code>& codes) {
  const std::unique_ptr<hb_subset_input_t, SubsetInputDeleter> input(
      hb_subset_input_create_or_fail());
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_RETAIN_GIDS);
  for (const text::SubsetFont::Code& code : codes) {
    hb_set_add(hb_subset_input_glyph_set(input.get()), code.glyph);
  }
  for (const char* table : {"GSUB", "GPOS", "GDEF"}) {
    hb_set_add(hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG),
               hb_tag_from_string(table, -1));
  }
  const text::HbFace face(hb_subset_or_fail(font.inside().face.get(), input.get()));
  const text::HbBlob blob(hb_face_reference_blob(face.get()));
  unsigned length = 0;
  const char* data = hb_blob_get_data(blob.get(), &length);
  return {data, data + length};
}

/// What the glyphs of a cluster mean: its first glyph stands for all of it.
inline std::string text_of_glyph(const text::GlyphRun& run, std::size_t glyph) {
  // A plain hyphen, see kSoftHyphen in page_content.cpp.
  if (run.kind == text::GlyphRun::Kind::kInsertedHyphen) return std::string(1, '-');
  const std::size_t begin = run.glyphs[glyph].cluster;
  if (glyph > 0 && run.glyphs[glyph - 1].cluster == begin) return {};
  std::size_t end = run.text.size();
  for (const text::Glyph& other : run.glyphs) {
    if (other.cluster > begin) end = std::min<std::size_t>(end, other.cluster);
  }
  return run.text.substr(begin, end - begin);
}

inline text::Subset plain_subset(const std::vector<layout::Page>& pages) {
  text::Subset subset;
  std::vector<const text::Font*> fonts;
  std::vector<std::map<std::uint16_t, std::string>> texts;
  for (const text::RunInLine& in_line : runs_of(pages)) {
    const text::GlyphRun* run = in_line.run;
    const auto known = std::find(fonts.begin(), fonts.end(), run->font);
    text::ShownRun shown;
    shown.font = static_cast<std::size_t>(known - fonts.begin());
    if (known == fonts.end()) {
      fonts.push_back(run->font);
      texts.emplace_back();
    }
    Points pen;
    for (std::size_t i = 0; i < run->glyphs.size(); ++i) {
      const text::Glyph& glyph = run->glyphs[i];
      const auto code = static_cast<std::uint16_t>(glyph.id);
      texts[shown.font].emplace(code, text_of_glyph(*run, i));
      shown.codes.push_back({code, pen + glyph.x_offset, glyph.y_offset});
      pen += glyph.advance;
    }
    subset.runs.push_back({shown});
  }
  for (std::size_t i = 0; i < fonts.size(); ++i) {
    text::SubsetFont font;
    font.program = i;
    for (const auto& [code, text] : texts[i]) {
      const auto advance = hb_font_get_glyph_h_advance(fonts[i]->inside().font.get(), code);
      font.codes.push_back({code, code, advance * 1000.0 / fonts[i]->units_per_em(), text});
    }
    text::SubsetProgram program;
    program.kind = fonts[i]->is_cff() ? text::SubsetFont::Program::kCffCid
                                      : text::SubsetFont::Program::kTrueType;
    program.postscript_name = "ABCDEF+" + fonts[i]->postscript_name();
    program.bytes = program_of(*fonts[i], font.codes);
    program.metrics = fonts[i]->metrics();
    subset.programs.push_back(std::move(program));
    subset.fonts.push_back(std::move(font));
  }
  return subset;
}

inline Bytes write(const layout::Document& document) {
  const text::Subset subset = plain_subset(document.pages);
  const DocumentGraph built = build_document(document, subset);
  return serialise_document(built.graph.objects(), built.catalog, built.information);
}

inline FormObjects form(const layout::Page& page) {
  return {build_form(page, plain_subset({page})).take()};
}

}  // namespace chancery::pdf::sample
