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

CodeReader::CodeReader(const data::Node& node, std::string what,
                       std::span<const std::string_view> fields, const Colours& colours,
                       Diagnostics& diagnostics)
    : node_(node),
      fields_(fields),
      colours_(colours),
      diagnostics_(diagnostics),
      reader_(node, std::move(what), diagnostics) {}

CodeKind CodeReader::kind() {
  const auto name = reader_.required_string("kind");
  if (!name) return CodeKind::kQr;
  return named(kKinds, "kind", *name, reader_.any("kind")->where, diagnostics_);
}

CodeCorrection CodeReader::correction() {
  const auto name = reader_.string("correction");
  if (!name) return CodeCorrection::kMedium;
  return named(kCorrections, "correction", *name, reader_.any("correction")->where, diagnostics_);
}

void CodeReader::check_fields(std::string_view key, std::string_view text, const Position& where) {
  const auto names = names_in_braces(text);
  if (!names) {
    report(diagnostics_, where, "bad-placeholder", "a brace in " + quoted(key) + " has no fellow",
           "write a placeholder as {reference}; other braces may not stand here");
    return;
  }
  for (const std::string_view name : *names) {
    if (std::find(fields_.begin(), fields_.end(), name) != fields_.end()) continue;
    report(diagnostics_, where, "bad-placeholder",
           quoted(key) + " knows no placeholder {" + std::string(name) + "}",
           suggest(name, {fields_.begin(), fields_.end()}));
  }
}

std::optional<Points> CodeReader::size() {
  return required_length(reader_, "size", kCodeSize, diagnostics_);
}

std::optional<std::string> CodeReader::content() {
  auto content = reader_.required_string("content");
  if (content) check_fields("content", *content, reader_.any("content")->where);
  return content;
}

Colour CodeReader::colour() {
  return named_colour(reader_, "colour", colours_, diagnostics_).value_or(Colour());
}

std::optional<CodeZone> CodeReader::read() {
  if (!reader_.ok()) return std::nullopt;
  CodeZone code;
  code.where = node_.where;
  code.kind = kind();
  code.correction = correction();
  const auto x = required_length(reader_, "x", kPlaceRange, diagnostics_);
  const auto y = required_length(reader_, "y", kPlaceRange, diagnostics_);
  const auto side = size();
  code.colour = colour();
  const auto text = content();
  const data::Node* alt = reader_.required("alt");
  if (alt != nullptr) {
    code.alternate_text_by_language = read_texts(*alt, "alt", diagnostics_);
    for (const auto& one : code.alternate_text_by_language) {
      check_fields("alt", one.second, alt->where);
    }
  }
  reader_.finish();
  if (!x || !y || !side || !text || alt == nullptr) return std::nullopt;
  code.content = *text;
  code.place = {*x, *y, *side, *side};
  return code;
}

std::optional<SignatureCode> CodeReader::read_for_signature() {
  if (!reader_.ok()) return std::nullopt;
  SignatureCode code;
  code.where = node_.where;
  code.kind = kind();
  code.correction = correction();
  const auto side = size();
  code.colour = colour();
  const auto text = content();
  reader_.finish();
  if (!side || !text) return std::nullopt;
  code.size = *side;
  code.content = *text;
  return code;
}

}  // namespace chancery::letterhead
