// A laid-out document as a graph of objects, before it is a file.
#pragma once

#include <vector>

#include "layout/page.h"
#include "pdf/graph.h"
#include "pdf/write/write.h"
#include "text/subset.h"

namespace chancery::pdf {

struct DocumentGraph {
  Graph graph;
  Reference catalog, information;
};

class WriteCache;

/// `subset` must be made of the document's runs, page by page; `cache` may be null.
DocumentGraph build_document(const layout::Document& document, const text::Subset& subset,
                             WriteCache* cache = nullptr, Hands hands = Hands::kOne);

/// The page as a form XObject, the last object of the graph; `artwork` is what it draws.
Graph build_form(const layout::Page& page, const text::Subset& subset,
                 const std::vector<layout::ArtworkFile>& artwork = {},
                 CidSets cid_sets = CidSets::kNo);

}  // namespace chancery::pdf
