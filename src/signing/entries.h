// Looking things up in a PDF's dictionaries.
#pragma once

#include <string>
#include <string_view>

#include "pdf/read/read.h"

namespace chancery::signing {

using pdf::entry;

/// The text of a text string; empty when the entry is something else.
std::string text_entry(const pdf::Document& document, const pdf::Dictionary& dictionary,
                       std::string_view key);
/// Throws Failure(kInput, "damaged-pdf") when there is none.
pdf::Dictionary catalog(const pdf::Document& document);

[[noreturn]] void damaged_pdf(const std::string& what);

}  // namespace chancery::signing
