// A signature field takes its place in the logical structure of a tagged document (ISO 32000-1,
// 14.7.4.3 and 14.8.4.5).
#pragma once

#include <cstdint>
#include <optional>

#include "pdf/update/update.h"

namespace chancery::signing {

/// Whether the document says that it is tagged, and has a structure.
bool is_tagged(const pdf::Document& document, const pdf::Dictionary& root);

struct TaggedWidget {
  pdf::Reference widget, page;
};
/// Adds an element Form that holds the widget, as the last of the document: the widget's
/// /StructParent. Nothing when the structure is not built as the standard says; then nothing is
/// changed.
std::optional<std::int64_t> add_form_element(const pdf::Document& document, pdf::Revision& revision,
                                             const TaggedWidget& widget,
                                             const pdf::Dictionary& root);

}  // namespace chancery::signing
