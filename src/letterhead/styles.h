// The type styles of a letterhead and the colours they name.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/ink.h"
#include "data/data.h"
#include "letterhead/letterhead.h"

namespace chancery::letterhead {

using Colours = std::map<std::string, Colour, std::less<>>;
using Styles = std::map<std::string, TypeStyle, std::less<>>;

/// Name → "#rrggbb", or what it is on screen and in print. Every colour is among `inks`.
Colours read_colours(const data::Node& node, std::vector<Ink>& inks, Diagnostics& diagnostics);

/// The colour that the key names; nothing when the key is absent or the name is unknown, which is
/// reported.
std::optional<Colour> named_colour(data::MappingReader& reader, std::string_view key,
                                   const Colours& colours, Diagnostics& diagnostics);

/// Name → style. A style takes what it does not say from the one that `like` names, or else from
/// "text"; "text" takes it from TypeStyle. A circle of `like` is an error.
Styles read_styles(const data::Node& node, const Colours& colours, Diagnostics& diagnostics);

/// Whether page layout asks for a style of this name.
bool is_known_style(std::string_view name);

/// A warning for each style that nothing uses: probably a misspelt name.
void warn_of_unused_styles(const data::Node& node, const std::set<std::string>& used,
                           Diagnostics& diagnostics);

}  // namespace chancery::letterhead
