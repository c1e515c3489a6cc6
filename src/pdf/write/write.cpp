#include "pdf/write/write.h"

#include <memory>

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

FormObjects make_form(const layout::Page& page) {
  return {build_form(page, text::make_subset(runs_of({&page, 1}))).take()};
}

}  // namespace chancery::pdf
