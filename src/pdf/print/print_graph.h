// A laid-out document as the graph of a PDF/X-4 file.
#pragma once

#include "pdf/print/print.h"
#include "pdf/write/document_graph.h"

namespace chancery::pdf {

/// `subset` must be made of the runs of the arranged document, page by page; `cache` may be null.
DocumentGraph build_print_document(const layout::Document& document, const text::Subset& subset,
                                   const PrintSettings& settings, WriteCache* cache = nullptr,
                                   Hands hands = Hands::kOne);

}  // namespace chancery::pdf
