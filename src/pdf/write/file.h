// Objects become the bytes of a whole file (ISO 32000-1, 7.5).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "pdf/object.h"
#include "pdf/read/written.h"

namespace chancery::pdf {

/// A file (of that PDF version, cross-reference table) of the objects; the i-th has the number i
/// + 1. Both file identifiers are a digest of its content. The same objects give the same bytes, in
/// any locale and on any thread. Throws std::domain_error for numbers that are not finite,
/// std::invalid_argument for a stream inside another object (7.3.8).
WrittenFile serialise_file(std::vector<Object> objects, Reference root, Reference information,
                           std::string_view version = "1.7");
/// Its bytes alone.
Bytes serialise_document(std::span<const Object> objects, Reference root, Reference information,
                         std::string_view version = "1.7");

/// The same, smaller: what is no stream stands in compressed object streams (7.5.7), and a
/// cross-reference stream (7.5.8) stands for the table. For files that nothing is appended to.
Bytes serialise_packed(std::span<const Object> objects, Reference root, Reference information,
                       std::string_view version);

}  // namespace chancery::pdf
