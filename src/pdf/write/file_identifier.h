// The file identifiers of a document (ISO 32000-1, 14.4).
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"

namespace chancery::pdf {

/// 128 bits that depend on every byte. For telling files apart, not for security.
std::array<std::uint8_t, 16> content_digest(ByteView bytes);

/// Overwrites both identifiers of a finished file's trailer, which must be hexadecimal strings of
/// 16 bytes, with the digest of all bytes before the trailer. Throws std::logic_error when there
/// are none.
void set_file_identifier(Bytes& file);

}  // namespace chancery::pdf
