// Objects that are written so plainly that they can be read in one way only.
#pragma once

#include <functional>
#include <optional>

#include "base/bytes.h"
#include "pdf/object.h"
#include "pdf/read/convert.h"
#include "pdf/read/sections.h"

namespace chancery::pdf {

struct PlainObject {
  Object object;
  std::optional<ByteView> stored;  ///< a stream's data, as they stand in the file
};
/// What libqpdf would give for a dictionary, an array or a stream that an entry points to, five
/// times as fast; nothing when anything about it is not as writers write it (keys that stand twice,
/// escapes in names, lengths that do not fit …), so that libqpdf has to say what it is. For files
/// that are not encrypted. `value_of` gives the object of a reference, for a stream's length.
std::optional<PlainObject> plain_object(ByteView body, const XrefEntry& entry, StreamData data,
                                        const std::function<Object(Reference)>& value_of);

}  // namespace chancery::pdf
