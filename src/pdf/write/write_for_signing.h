// A document is written to be signed at once.
#pragma once

#include "layout/page.h"
#include "pdf/read/written.h"
#include "pdf/write/write.h"

namespace chancery::pdf {

/// The bytes that Writer::write gives, and what is known of them, so that nobody need read them to
/// append a signature. Throws as Writer::write.
WrittenFile write_for_signing(const layout::Document& document, Hands hands);

}  // namespace chancery::pdf
