// Files inside the PDF (ISO 32000-1, 7.11.4), associated with the document as PDF/A-3 asks
// (ISO 19005-3, 6.8; ISO 32000-2, 14.13).
#pragma once

#include <string_view>
#include <vector>

#include "layout/page.h"
#include "pdf/graph.h"
#include "pdf/write/deflate.h"

namespace chancery::pdf {

/// Adds the files. What leads to them is for the catalog: the name tree of embedded files, and the
/// associated files, each the letter's source or a supplement of it; empty without files. Two files
/// of one name get different ones, so that none is lost when both are saved. No date is said, for
/// none is known.
Dictionary add_attachments(const std::vector<layout::AttachedFile>& files, Deflater& deflater,
                           Graph& graph);

/// The media type by the file's ending (IANA); "application/octet-stream" for others.
std::string_view media_type(std::string_view name);

}  // namespace chancery::pdf
