// Writes the cross-reference section and trailer of an appended revision.
#pragma once

#include <cstddef>
#include <map>

#include "base/bytes.h"
#include "pdf/object.h"

namespace chancery::pdf {

/// Offsets of the written objects, from the file's header.
using WrittenObjects = std::map<Reference, std::size_t>;

/// A table (ISO 32000-1, 7.5.4): entries of 20 bytes, runs of numbers in one subsection; then the
/// trailer.
void put_xref_table(const WrittenObjects& objects, const Dictionary& trailer, Bytes& to);

/// A cross-reference stream (7.5.8) under its own number `self`, whose own entry is included.
/// `offset` is where it will stand, from the header.
void put_xref_stream(WrittenObjects objects, Reference self, std::size_t offset,
                     const Dictionary& trailer, Bytes& to);

}  // namespace chancery::pdf
