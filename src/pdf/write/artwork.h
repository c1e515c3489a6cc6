// The letterhead's artwork as form and image XObjects.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "layout/page.h"
#include "pdf/import/import.h"

namespace chancery::pdf {

class WriteCache;

/// Adds each file: the single page of a PDF, or a picture, as large as one point by one. `cache`
/// may be null. Throws Failure(kInput) that names the file: "artwork-damaged", "artwork-pages" when
/// a PDF has not exactly one page, and what add_image throws.
std::vector<ImportedPage> add_artwork(const std::vector<layout::ArtworkFile>& files, Graph& graph,
                                      WriteCache* cache = nullptr);

/// Throws what add_artwork would throw for the file, without naming it.
void check_artwork(ByteView file);

}  // namespace chancery::pdf
