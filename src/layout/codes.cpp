#include "layout/codes.h"

#include <array>
#include <string_view>
#include <utility>

#include "layout/words.h"

namespace chancery::layout {
namespace {

using letterhead::CodeKind;
using letterhead::CodeMatrix;
using letterhead::CodeZone;

/// White around the symbol, in modules: ISO/IEC 18004, 5.3.8; ISO/IEC 16022, 5.5.
constexpr int kQrQuiet = 4;
constexpr int kDataMatrixQuiet = 1;
/// Three dots of a printer with 300 to the inch.
constexpr Points kSmallestModule = millimetres(0.25);

/// RFC 3986, 2.3: what may stand in a link as it is.
bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    if (is_unreserved(c)) {
      result += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    result += '%';
    result += kDigits[byte >> 4U];
    result += kDigits[byte & 0xFU];
  }
  return result;
}

std::string letter_field(const letter::Letter& letter, std::string_view field) {
  if (field == "reference") return letter.reference;
  if (field == "your-reference") return letter.your_reference;
  if (field == "date") return letter.date ? iso_day(*letter.date) : std::string();
  if (field == "place") return letter.place;
  if (field == "title") return letter.title.text;
  if (field == "language") return letter.language;
  return {};
}

std::vector<Rect> dark_rows(const CodeMatrix& matrix, const Rect& symbol, Points module) {
  std::vector<Rect> dark;
  const auto columns = static_cast<std::size_t>(matrix.columns);
  for (std::size_t row = 0; row < static_cast<std::size_t>(matrix.rows); ++row) {
    const auto is_dark = [&](std::size_t column) { return matrix.dark[row * columns + column]; };
    for (std::size_t begin = 0; begin < columns;) {
      std::size_t end = begin;
      while (end < columns && is_dark(end)) ++end;
      if (end > begin) {
        dark.push_back({symbol.x + module * static_cast<double>(begin),
                        symbol.y + module * static_cast<double>(row),
                        module * static_cast<double>(end - begin), module});
      }
      begin = end + 1;
    }
  }
  return dark;
}

/// What the letter says of the field.
std::string said_by(const letter::Letter& letter, std::string_view field, const Position& where) {
  std::string value = letter_field(letter, field);
  if (!value.empty()) return value;
  throw input_failure(
      where, "code-without-field",
      "the letterhead's code holds the letter's '" + std::string(field) +
          "', and the letter has none",
      "write '" + std::string(field) + "' in the letter, or take a letterhead without the code");
}

}  // namespace

std::string fill_code(std::string_view pattern, bool is_link, const CodeFields& fields) {
  std::string result;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    result += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = pattern.find('}', open);
    const std::string value = fields(pattern.substr(open + 1, close - open - 1));
    result += is_link ? percent_encoded(value) : value;
    pattern.remove_prefix(close + 1);
  }
  return result;
}

bool is_link(std::string_view content) {
  return content.find("://") != std::string_view::npos;
}

std::vector<Rect> code_modules(const letterhead::CodeEncoder& encode, const CodeSymbol& symbol,
                               const Rect& place, const Position& where) {
  const CodeMatrix matrix = encode(symbol.kind, symbol.correction, symbol.content);
  const int quiet = symbol.kind == CodeKind::kQr ? kQrQuiet : kDataMatrixQuiet;
  const Points module = place.width / (matrix.columns + 2 * quiet);
  if (module < kSmallestModule) {
    const Points least = kSmallestModule * (matrix.columns + 2 * quiet);
    throw input_failure(
        where, "code-too-small", "the modules of the letterhead's code would be finer than 0.25 mm",
        "make its 'size' " + in_millimetres(least) + " at least, or its content shorter");
  }
  const Points margin = module * quiet;
  return dark_rows(matrix, {place.x + margin, place.y + margin, {}, {}}, module);
}

SetCode set_code(const Setting& setting, const CodeZone& zone) {
  const letter::Letter& letter = setting.letter;
  const CodeFields fields = [&](std::string_view field) {
    return said_by(letter, field, zone.where);
  };
  SetCode code;
  code.place = zone.place;
  code.colour = zone.colour;
  code.alternate_text = fill_code(zone.alternate_text(letter.language), false, fields);
  code.dark = code_modules(
      setting.letterhead.encode_code,
      {zone.kind, zone.correction, fill_code(zone.content, is_link(zone.content), fields)},
      zone.place, zone.where);
  return code;
}

}  // namespace chancery::layout
