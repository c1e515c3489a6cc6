// A laid-out page as a content stream (ISO 32000-1, 7.8.2).
#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "layout/page.h"
#include "pdf/import/import.h"
#include "pdf/write/paint.h"
#include "pdf/write/structure.h"
#include "text/subset.h"

namespace chancery::pdf {

/// The end of a word that was divided at the end of the line before, as a form of its own: pdf.js
/// starts anew in a form, where it would otherwise make a line end of the way to the next line.
struct WordEnd {
  std::string operators;
  std::set<std::size_t> fonts;
};

struct PageContent {
  std::string operators;
  std::set<std::size_t> fonts;    ///< of Subset::fonts
  std::set<std::size_t> artwork;  ///< of Document::artwork
  bool has_soft_hyphens = false;  ///< names the property list that says so
  std::vector<WordEnd> word_ends;
};

/// The runs of `pages` in the order in which make_subset is to be given them.
std::vector<text::RunInLine> runs_of(std::span<const layout::Page> pages);

/// Runs and rectangles; `shown` is what Subset::runs says of this page's runs. Without marked
/// content when `structure` is null: for forms, whose user says what they mean.
/// Numbers that are not finite: std::domain_error.
PageContent write_content(const layout::Page& page, std::size_t index, const text::Subset& subset,
                          std::span<const std::vector<text::ShownRun>> shown,
                          std::span<const ImportedPage> artwork, StructureTree* structure,
                          const Paint& paint = {});

/// /Resources with what the content names; `word_ends` are the forms of the content's.
Dictionary resources_of(const PageContent& content, std::span<const Reference> fonts,
                        std::span<const ImportedPage> artwork,
                        std::span<const Reference> word_ends = {}, const Paint& paint = {});
/// The form of a word's end, on a page of this box.
Dictionary form_of(const WordEnd& word_end, Array page_box, std::span<const Reference> fonts,
                   const Paint& paint = {});

}  // namespace chancery::pdf
