// What a page of a foreign file says of itself (ISO 32000-1, 7.7.3.3).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "pdf/box.h"
#include "pdf/import/copier.h"
#include "pdf/object.h"
#include "pdf/read/read.h"

namespace chancery::pdf {

inline constexpr std::size_t kLargestContentBytes = std::size_t{64} * 1024 * 1024;

/// Nothing when it is no rectangle of finite numbers.
std::optional<Box> read_box(const Document& document, const Object& object);

/// An attribute of the page or, when inheritable (7.7.3.4), of the nodes above it.
Object page_attribute(const Document& document, const Dictionary& page, std::string_view key);

/// Throws BadPage for a page without one.
Box media_box(const Document& document, const Dictionary& page);
/// What is seen of the page: the crop box within the media box (14.11.2). Throws BadPage when that
/// has no area.
Box visible_box(const Document& document, const Dictionary& page);
/// Quarter turns clockwise, 0 to 3.
int quarter_turns(const Document& document, const Dictionary& page);
/// The size of a unit, in points (table 30); 1 for what is no size.
double user_unit(const Document& document, const Dictionary& page);

/// Brings the box's corner to the origin, turns it and makes its units points.
Array upright(const Box& box, int turns, double unit);

/// The content as one stream without marks (14.6): a single one stays as it is encoded where
/// nothing in it has to go, several are joined (7.8.2). Throws BadPage for what does not decode.
Stream page_content(const Document& document, const Dictionary& page, Copier& copier);
/// The same without its encoding.
Bytes decoded_content(const Document& document, const Dictionary& page);

}  // namespace chancery::pdf
