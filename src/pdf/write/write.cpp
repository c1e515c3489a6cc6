#include "pdf/write/write.h"

#include <vector>

#include "pdf/write/document_graph.h"
#include "pdf/write/page_content.h"
#include "text/subset.h"

namespace chancery::pdf {

Bytes write_document(const layout::Document& document, const Serialiser& serialise) {
  const std::vector<const text::GlyphRun*> runs = runs_of(document.pages);
  const text::Subset subset = text::make_subset(runs);
  const DocumentGraph built = build_document(document, subset);
  return serialise(built.graph.objects(), built.catalog, built.information);
}

FormObjects make_form(const layout::Page& page) {
  const std::vector<const text::GlyphRun*> runs = runs_of({&page, 1});
  return {build_form(page, text::make_subset(runs)).take()};
}

}  // namespace chancery::pdf
