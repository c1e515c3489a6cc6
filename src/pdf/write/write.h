// A laid-out document becomes a PDF file (ISO 32000-1, PDF 1.7), the same bytes every time.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "layout/page.h"
#include "pdf/object.h"

namespace chancery::pdf {

/// Objects become the bytes of a file: serialise_document (podofo_document.h), which the program
/// loads as a module only when it writes whole files.
using Serialiser =
    std::function<Bytes(std::span<const Object> objects, Reference root, Reference information)>;

/// Writes the whole file: pages, subset fonts, artwork, XMP, empty signature fields,
/// and a PieceInfo entry that names letterhead and signatories for later signing.
/// Throws Failure(kInput): "font-not-embeddable"; "artwork-damaged", "artwork-pages" when artwork
/// is not one page of PDF. What no laid-out letter has is the caller's error: std::domain_error for
/// numbers that are not finite, std::invalid_argument for a document without pages, a date of
/// another form or a reference to nothing. Safe to call from many threads.
Bytes write_document(const layout::Document& document, const Serialiser& serialise);

/// A form XObject with everything it needs, as objects that refer to one another by position:
/// Reference{i + 1} in any of them means objects[i]. For appended revisions.
struct FormObjects {
  std::vector<Object> objects;  ///< the last one is the form XObject
};
/// One page of layout as a form XObject (a signature's appearance): without marked content, for
/// what it means is said by the annotation. The page may have no artwork, and its annotations are
/// left out. Throws as write_document.
FormObjects make_form(const layout::Page& page);

}  // namespace chancery::pdf
