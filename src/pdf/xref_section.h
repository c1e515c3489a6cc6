// Writes cross-reference sections and trailers, of whole files and of appended revisions.
#pragma once

#include <cstddef>
#include <vector>

#include "base/bytes.h"
#include "pdf/object.h"

namespace chancery::pdf {

/// An object that has been written.
struct WrittenObject {
  Reference reference;
  std::size_t offset = 0;  ///< from the file's header
};
/// In ascending order of their numbers.
using WrittenObjects = std::vector<WrittenObject>;

/// Everything behind the last object of a file: table (ISO 32000-1, 7.5.4), trailer, startxref and
/// the end-of-file marker. `header` is where the file's header stands. The first form is for a
/// whole file, whose table begins with the free object 0; the second for an appended revision.
/// Throw std::length_error when an offset has more than ten digits.
void put_whole_xref_table(const WrittenObjects& objects, const Dictionary& trailer, Bytes& to);
void put_xref_table(const WrittenObjects& objects, const Dictionary& trailer, std::size_t header,
                    Bytes& to);

/// The same as a cross-reference stream (7.5.8) under its own number `self`, whose own entry is
/// included.
void put_xref_stream(WrittenObjects objects, Reference self, const Dictionary& trailer,
                     std::size_t header, Bytes& to);

/// A field of an entry of a cross-reference stream, so many bytes wide.
void put_big_endian(std::size_t value, int width, Bytes& to);

}  // namespace chancery::pdf
