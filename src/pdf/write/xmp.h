// The XMP metadata of a document (ISO 16684-1; ISO 32000-1, 14.3.2) and its information dictionary
// (14.3.3), which say the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "layout/page.h"
#include "pdf/object.h"
#include "pdf/write/dates.h"

namespace chancery::pdf {

/// Program and version that made the file.
inline constexpr std::string_view kCreator = "Chancery";
inline constexpr std::string_view kProducer = "Chancery 0.1.0";

/// rdf:Description elements that claim PDF/A-3a and PDF/UA-1.
std::string_view archive_standards();

/// Not compressed, so that programs that know nothing of PDF find it. `standards` are
/// rdf:Description elements that claim those that the file keeps.
Stream metadata_stream(const layout::Document& document, const std::optional<Date>& date,
                       std::string_view standards = archive_standards());

Dictionary information_dictionary(const layout::Document& document,
                                  const std::optional<Date>& date);

}  // namespace chancery::pdf
