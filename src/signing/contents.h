// The place that a signature's value is written into once the bytes around it are known
// (ISO 32000-1, 12.8.1).
#pragma once

#include <array>
#include <functional>
#include <span>
#include <string>

#include "pdf/update/update.h"

namespace chancery::signing {

/// /ByteRange as wide as any of a file whose offsets fit a cross-reference table.
pdf::Object byte_range_placeholder();
/// /Contents with room for so many bytes.
pdf::Object contents_placeholder(std::size_t bytes);

/// What the signature is over.
std::array<ByteView, 2> around(ByteView file, const pdf::WrittenAt& token);

/// Writes a signature's value into its place. False, and the file as it was, when it is too large.
bool put_contents(Bytes& file, const pdf::WrittenAt& token, ByteView value);

/// Writes the byte range of the signature, asks for its value, and writes that. False, and a file
/// that is of no use, when the value is larger than its place.
bool fill_contents(pdf::Revision::Result& result, pdf::Reference signature,
                   const std::function<Bytes(std::span<const ByteView> signed_bytes)>& make);

}  // namespace chancery::signing
