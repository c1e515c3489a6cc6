// The letterhead's artwork as form XObjects.
#pragma once

#include <vector>

#include "layout/page.h"
#include "pdf/import/import.h"

namespace chancery::pdf {

class WriteCache;

/// Adds the single page of each file; `cache` may be null. Throws Failure(kInput):
/// "artwork-damaged", "artwork-pages" when a file has not exactly one page.
std::vector<ImportedPage> add_artwork(const std::vector<Bytes>& files, Graph& graph,
                                      WriteCache* cache = nullptr);

}  // namespace chancery::pdf
