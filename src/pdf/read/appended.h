// The revision that was appended to a file, looked at by itself: for whoever appended it and has
// read the rest.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "pdf/object.h"
#include "pdf/read/read.h"

namespace chancery::pdf {

struct Appended {
  std::optional<std::string> problem;  ///< why it is no revision of that file
  /// Where the values of its objects begin, from the first byte of the file.
  std::map<Reference, std::size_t> objects;
};

/// Reads in the bytes themselves, as strictly as open_document: the earlier bytes stand as they
/// were, the cross-reference section closes the file and continues that of `before`, and each of
/// its entries leads to a whole object behind the earlier bytes.
Appended read_appended(const Document& before, ByteView file);

/// Where the direct value of a key stands in the dictionary that begins at `begin`: offset of its
/// first byte and past its last. Nothing when the key is missing or stands there twice.
std::optional<Document::Place> place_in_dictionary(ByteView bytes, std::size_t begin,
                                                   std::string_view key);
/// What stands there: a direct object, strings as the Literal of their bytes.
std::optional<Object> object_at(ByteView bytes, Document::Place place);
/// The bytes of the hexadecimal string that stands there, and nothing else.
std::optional<Bytes> hexadecimal_at(ByteView bytes, Document::Place place);

}  // namespace chancery::pdf
