// From libqpdf's handles to values.
#pragma once

#include <string>
#include <string_view>

#include "pdf/object.h"
#include "pdf/read/qpdf_headers.h"

namespace chancery::pdf {

/// The direct object behind `handle`, read now if it is indirect; inside it references stay
/// references. /Length of a stream is left out. Throws ReadFailure over the limits of nesting and
/// size, libqpdf's exceptions when a stream's data cannot be had.
enum class StreamData { kRead, kLeftOut };
Object convert(QPDFObjectHandle& handle, StreamData data = StreamData::kRead);

/// A real as it is written (7.3.3); a string of these bytes (7.3.4).
Object real_object(const std::string& text);
Object string_object(std::string bytes);

/// A dictionary's entry as libqpdf names it: with its slash.
std::string with_slash(std::string_view key);

/// Printable ASCII, at most 300 characters: text that may quote a hostile file.
std::string printable(std::string_view text);

}  // namespace chancery::pdf
