#include "pdf/write/write_for_signing.h"

#include "pdf/write/document_graph.h"
#include "pdf/write/file.h"
#include "pdf/write/page_content.h"
#include "text/subset.h"

namespace chancery::pdf {

WrittenFile write_for_signing(const layout::Document& document, Hands hands) {
  const text::Subset subset = text::make_subset(runs_of(document.pages));
  DocumentGraph built = build_document(document, subset, nullptr, hands);
  return serialise_file(built.graph.take(), built.catalog, built.information);
}

}  // namespace chancery::pdf
