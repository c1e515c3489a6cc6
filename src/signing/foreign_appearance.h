// What a signature shows, made to fit a PDF that this program did not set: whatever conformance
// that PDF claims stays true.
#pragma once

#include "pdf/read/read.h"
#include "pdf/write/write.h"
#include "signing/signing.h"

namespace chancery::signing {

/// The appearance turned and with its colours tied to sRGB, those of its artwork too, whatever
/// output the document is meant for (ISO 19005-2, 6.2.4.3).
pdf::FormObjects fitted(pdf::FormObjects appearance, const FieldPlace& place);

/// Whether its metadata say that it is PDF/A-1 (ISO 19005-1, 6.7.11).
bool is_pdf_a_1(const pdf::Document& document);

/// The appearance for PDF/A-1, which knows no transparency (ISO 19005-1, 6.4): groups in which
/// nothing is transparent are dissolved. Throws Failure(kInput, "transparent-image") when something
/// is.
pdf::FormObjects opaque(pdf::FormObjects appearance);

}  // namespace chancery::signing
