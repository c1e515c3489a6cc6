// Single values of letterhead.yaml: lengths with their unit, colours, and texts by language.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/units.h"
#include "data/data.h"

namespace chancery::letterhead {

/// What a length may be; `words` says so in a message ("from 4 pt to 144 pt").
struct LengthRange {
  Points least, most;
  std::string_view words;
};

/// On a page. The longest side of a PDF page is 14400 pt (ISO 32000-1, Annex C).
inline constexpr LengthRange kPlaceRange{Points(-14400), Points(14400),
                                         "from -14400 pt to 14400 pt"};
inline constexpr LengthRange kSizeRange{Points(0.01), Points(14400), "from 0.01 pt to 14400 pt"};

/// A number and its unit: pt (1/72 inch), mm, cm or in ("25 mm", "10.5pt", "-3 mm").
/// Nothing when it is something else.
std::optional<Points> parse_length(std::string_view text);

/// `name` is what the length is called in messages. A length that is wrong is reported.
std::optional<Points> read_length(const data::Node& node, std::string_view name,
                                  const LengthRange& range, Diagnostics& diagnostics);

/// Lengths of a mapping: absent keys give nothing without a word, or an error when required.
std::optional<Points> length(data::MappingReader& reader, std::string_view key,
                             const LengthRange& range, Diagnostics& diagnostics);
std::optional<Points> required_length(data::MappingReader& reader, std::string_view key,
                                      const LengthRange& range, Diagnostics& diagnostics);

/// What a share may be, as parts of one; `words` says so in a message ("from 0 % to 2 %").
struct ShareRange {
  double least, most;
  std::string_view words;
};

/// A number and the sign for per cent ("1.5 %"), as a part of one (0.015). Nothing when it is
/// something else.
std::optional<double> parse_share(std::string_view text);

/// A share of a mapping: an absent key gives nothing without a word, a wrong one is reported.
std::optional<double> share(data::MappingReader& reader, std::string_view key,
                            const ShareRange& range, Diagnostics& diagnostics);

/// "#rrggbb" (sRGB). Nothing when it is something else.
std::optional<Colour> parse_colour(std::string_view text);

/// One text for every language, or a mapping from language to text in which `default` stands for
/// those not named (key "" of the result). Line ends at the end are dropped.
std::map<std::string, std::string> read_texts(const data::Node& node, std::string_view name,
                                              Diagnostics& diagnostics);

/// Text in one place; an error when the node is a list or a mapping.
std::optional<std::string> read_text(const data::Node& node, std::string_view name,
                                     Diagnostics& diagnostics);

/// Names in braces, in the order of the text; nothing when a brace has no fellow.
std::optional<std::vector<std::string_view>> names_in_braces(std::string_view text);

/// For messages: in quotation marks, shortened, without control characters.
std::string quoted(std::string_view text);

/// Adds a diagnostic, unless there are already more than anyone mends at once.
void report(Diagnostics& diagnostics, const Position& where, std::string code, std::string what,
            std::string mend, Severity severity = Severity::kError);

/// "did you mean 'x'?", or every name there is.
std::string suggest(std::string_view word, const std::vector<std::string_view>& names);

}  // namespace chancery::letterhead
