#include "pdf/write/write.h"

#include <memory>

#include "pdf/print/print_graph.h"
#include "pdf/write/document_graph.h"
#include "pdf/write/file.h"
#include "pdf/write/page_content.h"
#include "pdf/write/write_cache.h"
#include "text/subset.h"

namespace chancery::pdf {

Writer::Writer() : cache_(std::make_unique<WriteCache>()) {}

Writer::~Writer() = default;

Bytes Writer::write(const layout::Document& document, Hands hands) const {
  const text::Subset subset = text::make_subset(runs_of(document.pages));
  const DocumentGraph built = build_document(document, subset, cache_.get(), hands);
  return serialise_document(built.graph.objects(), built.catalog, built.information);
}

Bytes Writer::write_print(const layout::Document& document, const PrintSettings& settings,
                          Hands hands) const {
  // ISO 15930-7 builds on PDF 1.6.
  static constexpr std::string_view kVersion = "1.6";
  const text::Subset subset = text::make_subset(runs_of(document.pages));
  const DocumentGraph built = build_print_document(document, subset, settings, cache_.get(), hands);
  return serialise_packed(built.graph.objects(), built.catalog, built.information, kVersion);
}

FormObjects make_form(const layout::Page& page, const std::vector<layout::ArtworkFile>& artwork,
                      CidSets cid_sets) {
  const text::Subset subset = text::make_subset(runs_of({&page, 1}));
  return {build_form(page, subset, artwork, cid_sets).take()};
}

}  // namespace chancery::pdf
