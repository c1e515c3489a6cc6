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

/// Not compressed, so that programs that know nothing of PDF find it.
Stream metadata_stream(const layout::Document& document, const std::optional<Date>& date);

Dictionary information_dictionary(const layout::Document& document,
                                  const std::optional<Date>& date);

}  // namespace chancery::pdf
