// Where a signature goes in a PDF that this program did not set: in an empty field that is there,
// at a place on a page, or nowhere that is seen.
#pragma once

#include <string>

#include "pdf/read/read.h"
#include "signing/signing.h"

namespace chancery::signing {

/// A place on a page in points, counted from the lower left corner of what is shown of it (the crop
/// box, turned by /Rotate).
struct PlaceOnPage {
  int page = 1;  ///< from 1
  double left = 0, bottom = 0, right = 0, top = 0;
};

/// What is shown of a page, in points.
struct ShownPage {
  double width = 0, height = 0;
};
/// Throws Failure(kInput): "no-such-page", "damaged-pdf".
ShownPage shown_page(const pdf::Document& document, int page);

/// The empty signature field of that name. Throws Failure(kInput): "no-such-field" (names those
/// there are), "already-signed", and what check_may_fill throws.
FieldPlace named_field(const pdf::Document& document, const std::string& name);

/// A new field. Throws Failure(kInput): "no-such-page", "outside-the-page",
/// "signature-field-too-small", "changes-forbidden" (a certified document may be signed in its own
/// fields or where nothing is seen), "field-locked", "xfa-form".
FieldPlace new_field(const pdf::Document& document, const PlaceOnPage& place);
FieldPlace new_invisible_field(const pdf::Document& document);

/// Language of the document (14.9.2), empty when it tells none.
std::string language_of(const pdf::Document& document);

}  // namespace chancery::signing
