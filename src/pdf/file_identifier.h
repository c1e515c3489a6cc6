// The file identifiers of a document (ISO 32000-1, 14.4).
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "pdf/object.h"

namespace chancery::pdf {

/// 128 bits that depend on every byte. For telling files apart, not for security.
std::array<std::uint8_t, 16> content_digest(ByteView bytes);

/// The digest as an element of a trailer's /ID.
String file_identifier(ByteView bytes);

}  // namespace chancery::pdf
