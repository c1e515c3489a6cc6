// The letterhead's artwork as form and image XObjects.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/diagnostic.h"
#include "layout/page.h"
#include "pdf/image/image.h"
#include "pdf/import/import.h"

namespace chancery::pdf {

class WriteCache;

/// Adds each file: the single page of a PDF, or a picture, as large as one point by one. `cache`
/// may be null. Throws Failure(kInput) that names the file: "artwork-damaged", "artwork-pages" when
/// a PDF has not exactly one page, and what add_image throws.
std::vector<ImportedPage> add_artwork(const std::vector<layout::ArtworkFile>& files, Graph& graph,
                                      WriteCache* cache = nullptr);

/// The failure with the file's name where no other place is known.
Failure naming(const Failure& failure, const std::string& file);

/// How large a picture or a page is as it is seen; 0 pixels for what is drawn of lines.
/// Throws what add_artwork would throw, without naming the file; a picture is not decoded.
ImageSize artwork_size(ByteView file);

/// Throws what add_artwork would throw for the file, without naming it.
void check_artwork(ByteView file);

}  // namespace chancery::pdf
