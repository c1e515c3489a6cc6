// A signature field is added to a document that has no place for it.
#pragma once

#include "pdf/update/update.h"
#include "signing/signing.h"

namespace chancery::signing {

/// Puts the field `place.fresh` on its page, into the form and, in a tagged document, into the
/// structure (ISO 14289-1, 7.18). `field` holds its value and appearance. True when `root`, the
/// catalog, was changed.
bool add_field(const pdf::Document& document, pdf::Revision& revision, const FieldPlace& place,
               pdf::Dictionary field, pdf::Dictionary& root);

}  // namespace chancery::signing
