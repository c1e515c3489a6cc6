#include "letterhead/code_reader.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "letterhead/values.h"

namespace chancery::letterhead {
namespace {

/// The smallest Data Matrix, ten modules and its quiet zone, is 3 mm wide at its finest; wider than
/// this a code is a poster.
constexpr LengthRange kCodeSize{millimetres(3), millimetres(100), "from 3 mm to 100 mm"};

constexpr std::array<std::pair<std::string_view, CodeKind>, 2> kKinds = {
    {{"qr", CodeKind::kQr}, {"data-matrix", CodeKind::kDataMatrix}}};
constexpr std::array<std::pair<std::string_view, CodeCorrection>, 4> kCorrections = {
    {{"low", CodeCorrection::kLow},
     {"medium", CodeCorrection::kMedium},
     {"quartile", CodeCorrection::kQuartile},
     {"high", CodeCorrection::kHigh}}};

/// The value of a name; an unknown one is reported, and the first takes its place.
template <typename Names>
auto named(const Names& names, std::string_view key, std::string_view name, const Position& where,
           Diagnostics& diagnostics) {
  std::vector<std::string_view> known;
  for (const auto& [one, value] : names) {
    if (one == name) return value;
    known.push_back(one);
  }
  report(diagnostics, where, "unknown-code", quoted(key) + " is " + quoted(name),
         suggest(name, known));
  return names.front().second;
}

}  // namespace

CodeReader::CodeReader(const data::Node& node, const std::string& page, const PageContext& context)
    : node_(node), context_(context), reader_(node, "a code of " + page, context.diagnostics) {}

CodeKind CodeReader::kind() {
  const auto name = reader_.required_string("kind");
  if (!name) return CodeKind::kQr;
  return named(kKinds, "kind", *name, reader_.any("kind")->where, context_.diagnostics);
}

CodeCorrection CodeReader::correction() {
  const auto name = reader_.string("correction");
  if (!name) return CodeCorrection::kMedium;
  return named(kCorrections, "correction", *name, reader_.any("correction")->where,
               context_.diagnostics);
}

void CodeReader::check_fields(std::string_view key, std::string_view text, const Position& where) {
  const auto names = names_in_braces(text);
  if (!names) {
    report(context_.diagnostics, where, "bad-placeholder",
           "a brace in " + quoted(key) + " has no fellow",
           "write a placeholder as {reference}; other braces may not stand here");
    return;
  }
  for (const std::string_view name : *names) {
    if (std::find(kCodeFields.begin(), kCodeFields.end(), name) != kCodeFields.end()) continue;
    report(context_.diagnostics, where, "bad-placeholder",
           quoted(key) + " knows no placeholder {" + std::string(name) + "}",
           suggest(name, {kCodeFields.begin(), kCodeFields.end()}));
  }
}

std::optional<CodeZone> CodeReader::read() {
  if (!reader_.ok()) return std::nullopt;
  CodeZone code;
  code.where = node_.where;
  code.kind = kind();
  code.correction = correction();
  const auto x = required_length(reader_, "x", kPlaceRange, context_.diagnostics);
  const auto y = required_length(reader_, "y", kPlaceRange, context_.diagnostics);
  const auto size = required_length(reader_, "size", kCodeSize, context_.diagnostics);
  code.colour =
      named_colour(reader_, "colour", context_.colours, context_.diagnostics).value_or(Colour());
  const auto content = reader_.required_string("content");
  if (content) check_fields("content", *content, reader_.any("content")->where);
  const data::Node* alt = reader_.required("alt");
  if (alt != nullptr) {
    code.alternate_text_by_language = read_texts(*alt, "alt", context_.diagnostics);
    for (const auto& text : code.alternate_text_by_language) {
      check_fields("alt", text.second, alt->where);
    }
  }
  reader_.finish();
  if (!x || !y || !size || !content || alt == nullptr) return std::nullopt;
  code.content = *content;
  code.place = {*x, *y, *size, *size};
  return code;
}

}  // namespace chancery::letterhead
