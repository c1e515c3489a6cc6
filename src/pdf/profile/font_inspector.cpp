#include "pdf/profile/font_inspector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "pdf/import/page_parts.h"
#include "pdf/profile/latin_names.h"

namespace chancery::pdf {
namespace {

constexpr std::size_t kLargestProgramBytes = std::size_t{64} << 20U;
constexpr std::size_t kLargestMapBytes = std::size_t{16} << 20U;
/// Thousandths of the em: rounding to whole numbers has room (ISO 19005-3, 6.2.11.5).
constexpr double kWidthTolerance = 1;
constexpr double kUsualCidWidth = 1000;
constexpr std::int64_t kSymbolic = 1 << 2;
constexpr std::array<std::string_view, 3> kProgramKeys = {"FontFile", "FontFile2", "FontFile3"};
constexpr std::array<std::string_view, 4> kCollections = {"GB1", "CNS1", "Japan1", "Korea1"};

bool is_private(char32_t c) {
  return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0xFFFFD) || c >= 0x100000;
}

std::string hexadecimal_code(std::uint32_t code) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string digits;
  for (int shift = code > 0xFF ? 12 : 4; shift >= 0; shift -= 4) {
    digits += kDigits[code >> static_cast<unsigned>(shift) & 0xFU];
  }
  return "<" + digits + ">";
}

/// Whole characters, none of them U+0000, U+FEFF or U+FFFE (ISO 19005-3, 6.2.11.7.2).
bool is_text(const std::string& utf16, bool& has_private) {
  if (utf16.empty() || utf16.size() % 2 != 0) return false;
  const auto unit = [&utf16](std::size_t at) {
    return static_cast<char32_t>(static_cast<std::uint8_t>(utf16[at]) << 8 |
                                 static_cast<std::uint8_t>(utf16[at + 1]));
  };
  for (std::size_t at = 0; at < utf16.size(); at += 2) {
    char32_t c = unit(at);
    if (c >= 0xD800 && c < 0xDC00 && at + 2 < utf16.size()) {
      const char32_t low = unit(at + 2);
      if (low < 0xDC00 || low > 0xDFFF) return false;
      c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
      at += 2;
    }
    if (c == 0 || c == 0xFEFF || c == 0xFFFE || (c >= 0xD800 && c < 0xE000)) return false;
    has_private = has_private || is_private(c);
  }
  return true;
}

/// Subsets have six letters and a plus before their name (9.6.4).
std::string without_tag(const std::string& name) {
  constexpr std::size_t kTag = 7;
  return name.size() > kTag && name[kTag - 1] == '+' ? name.substr(kTag) : name;
}

}  // namespace

double FontInspector::Widths::of(std::uint32_t code) const {
  const auto after =
      std::upper_bound(ranges.begin(), ranges.end(), code,
                       [](std::uint32_t wanted, const Range& range) { return wanted < range.low; });
  if (after == ranges.begin() || code > (after - 1)->high) return otherwise;
  return (after - 1)->width;
}

FontInspector::FontInspector(const Document& document, Dictionary font, Profile profile)
    : document_(document), font_(std::move(font)), profile_(profile) {
  subtype_ = name_entry(font_, "Subtype");
  base_name_ = name_entry(font_, "BaseFont");
  is_composite_ = subtype_ == "Type0";
  if (const auto map = stream_entry(font_, "ToUnicode")) texts_ = CharacterMap::read(*map);
  if (is_composite_) {
    read_composite();
  } else {
    read_simple();
  }
}

Object FontInspector::entry(const Dictionary& dictionary, std::string_view key) const {
  const Object* value = dictionary.find(key);
  return value == nullptr ? Object{} : document_.resolve(*value);
}

std::string FontInspector::name_entry(const Dictionary& dictionary, std::string_view key) const {
  const Object value = entry(dictionary, key);
  return value.as<Name>() == nullptr ? std::string() : value.as<Name>()->value;
}

std::optional<Bytes> FontInspector::stream_entry(const Dictionary& dictionary,
                                                 std::string_view key) const {
  const Object* value = dictionary.find(key);
  const auto* reference = value == nullptr ? nullptr : value->as<Reference>();
  if (reference == nullptr || document_.get(*reference).stream() == nullptr) return std::nullopt;
  return document_.decoded(*reference,
                           key == "ToUnicode" ? kLargestMapBytes : kLargestProgramBytes);
}

void FontInspector::read_program() {
  for (const std::string_view key : kProgramKeys) {
    if (const auto bytes = stream_entry(descriptor_, key)) {
      has_program_ = true;
      program_ = text::ForeignFont::open(*bytes);
      return;
    }
  }
}

void FontInspector::read_simple() {
  const Object descriptor = entry(font_, "FontDescriptor");
  if (const auto* dictionary = descriptor.as<Dictionary>()) descriptor_ = *dictionary;
  const Object flags = entry(descriptor_, "Flags");
  is_symbolic_ =
      flags.as<std::int64_t>() != nullptr && (*flags.as<std::int64_t>() & kSymbolic) != 0;
  const Object encoding = entry(font_, "Encoding");
  has_encoding_ = !encoding.is_null();
  if (const auto* name = encoding.as<Name>()) base_encoding_ = name->value;
  if (const auto* dictionary = encoding.as<Dictionary>()) read_names(*dictionary);
  read_simple_widths();
  if (is_type3()) return;
  read_program();
  check_form(font_);
  if (subtype_ == "TrueType") check_truetype();
}

void FontInspector::read_names(const Dictionary& encoding) {
  base_encoding_ = name_entry(encoding, "BaseEncoding");
  const Object differences = entry(encoding, "Differences");
  if (differences.as<Array>() == nullptr) return;
  std::uint32_t code = 0;
  for (const Object& element : *differences.as<Array>()) {
    const Object value = document_.resolve(element);
    if (const auto* number = value.as<std::int64_t>()) {
      code = static_cast<std::uint32_t>(std::clamp<std::int64_t>(*number, 0, 255));
    } else if (const auto* name = value.as<Name>()) {
      differences_[code++] = name->value;
    }
  }
}

void FontInspector::read_simple_widths() {
  const Object first = entry(font_, "FirstChar");
  const Object list = entry(font_, "Widths");
  const auto missing = number_in(entry(descriptor_, "MissingWidth"));
  widths_.otherwise = missing.value_or(0);
  if (first.as<std::int64_t>() == nullptr || list.as<Array>() == nullptr) return;
  auto code =
      static_cast<std::uint32_t>(std::clamp<std::int64_t>(*first.as<std::int64_t>(), 0, 255));
  for (const Object& element : *list.as<Array>()) {
    if (code > 255) break;
    const auto width = number_in(document_.resolve(element));
    if (width) widths_.ranges.push_back({code, code, *width});
    ++code;
  }
}

void FontInspector::read_composite() {
  const Object descendants = entry(font_, "DescendantFonts");
  const auto* array = descendants.as<Array>();
  const Object first =
      array == nullptr || array->empty() ? Object{} : document_.resolve(array->front());
  if (const auto* dictionary = first.as<Dictionary>()) descendant_ = *dictionary;
  const Object descriptor = entry(descendant_, "FontDescriptor");
  if (const auto* dictionary = descriptor.as<Dictionary>()) descriptor_ = *dictionary;
  const std::string encoding = name_entry(font_, "Encoding");
  if (const auto map = stream_entry(font_, "Encoding")) {
    codes_ = CharacterMap::read(*map);
    // What it goes on from is not known here; and one of no standard is nowhere (6.2.11.3.3).
    maps_are_known_ = codes_.uses().empty();
    const Object stream = entry(font_, "Encoding");
    const Object mode = entry(stream.stream()->dictionary, "WMode");
    const bool is_vertical = mode.as<std::int64_t>() != nullptr && *mode.as<std::int64_t>() == 1;
    if (is_vertical != codes_.is_vertical() || !maps_are_known_) {
      of_the_font_.push_back(say(Fault::kFontForm, "has a character map that says two things"));
    }
  } else if (encoding != "Identity-H" && encoding != "Identity-V") {
    maps_are_known_ = false;
    if (!is_predefined_map(encoding)) {
      of_the_font_.push_back(say(Fault::kFontForm, "has a character map that is not in the file"));
    }
  }
  glyph_of_cid_ = stream_entry(descendant_, "CIDToGIDMap");
  read_cid_widths(descendant_);
  read_program();
  check_form(descendant_);
}

void FontInspector::read_cid_widths(const Dictionary& descendant) {
  widths_.otherwise = number_in(entry(descendant, "DW")).value_or(kUsualCidWidth);
  const Object list = entry(descendant, "W");
  if (list.as<Array>() == nullptr) return;
  const Array& array = *list.as<Array>();
  const auto cid_at = [&](std::size_t at) {
    const auto number = at < array.size() ? number_in(document_.resolve(array[at])) : std::nullopt;
    return static_cast<std::uint32_t>(std::clamp(number.value_or(0), 0.0, 65535.0));
  };
  for (std::size_t at = 0; at + 1 < array.size();) {
    const std::uint32_t low = cid_at(at);
    const Object second = document_.resolve(array[at + 1]);
    if (const auto* single = second.as<Array>()) {
      std::uint32_t cid = low;
      for (const Object& element : *single) {
        widths_.ranges.push_back({cid, cid, number_in(document_.resolve(element)).value_or(0)});
        ++cid;
      }
      at += 2;
      continue;
    }
    if (at + 2 >= array.size()) break;
    widths_.ranges.push_back(
        {low, cid_at(at + 1), number_in(document_.resolve(array[at + 2])).value_or(0)});
    at += 3;
  }
  std::stable_sort(widths_.ranges.begin(), widths_.ranges.end(),
                   [](const auto& a, const auto& b) { return a.low < b.low; });
}

/// ISO 19005-3, 6.2.11.2 and 6.2.11.3; ISO 32000-1, tables 111, 117 and 122.
void FontInspector::check_form(const Dictionary& holder) {
  static constexpr std::array<std::string_view, 8> kNeeded = {
      "FontName", "Flags", "FontBBox", "ItalicAngle", "Ascent", "Descent", "CapHeight", "StemV"};
  if (!has_program_) return;  // worse
  bool is_whole = !base_name_.empty() &&
                  name_entry(descriptor_, "FontName") == name_entry(holder, "BaseFont") &&
                  name_entry(font_, "Type") == "Font";
  for (const std::string_view key : kNeeded) {
    is_whole = is_whole && !entry(descriptor_, key).is_null();
  }
  if (is_composite_) {
    const bool is_type2 = name_entry(descendant_, "Subtype") == "CIDFontType2";
    const bool has_map = glyph_of_cid_ || name_entry(descendant_, "CIDToGIDMap") == "Identity";
    is_whole = is_whole && !entry(descendant_, "CIDSystemInfo").is_null() && (!is_type2 || has_map);
    const Object map = entry(font_, "Encoding");
    if (const Stream* stream = map.stream()) {
      const Object mine = entry(descendant_, "CIDSystemInfo");
      const Object theirs = entry(stream->dictionary, "CIDSystemInfo");
      for (const std::string_view key : {"Registry", "Ordering"}) {
        if (mine.as<Dictionary>() == nullptr || theirs.as<Dictionary>() == nullptr) break;
        const Object a = entry(*mine.as<Dictionary>(), key);
        const Object b = entry(*theirs.as<Dictionary>(), key);
        is_whole = is_whole && a.as<String>() != nullptr && b.as<String>() != nullptr &&
                   a.as<String>()->bytes == b.as<String>()->bytes;
      }
    }
  } else {
    const Object first = entry(font_, "FirstChar");
    const Object last = entry(font_, "LastChar");
    const Object widths = entry(font_, "Widths");
    const auto* low = first.as<std::int64_t>();
    const auto* high = last.as<std::int64_t>();
    is_whole = is_whole && low != nullptr && high != nullptr && widths.as<Array>() != nullptr &&
               *high >= *low && *high <= 255 && *low >= 0 &&
               widths.as<Array>()->size() == static_cast<std::size_t>(*high - *low + 1);
  }
  if (!is_whole) of_the_font_.push_back(say(Fault::kFontForm, "is not described as it has to be"));
  if (!program_) of_the_font_.push_back(say(Fault::kFontForm, "is damaged"));
}

/// ISO 19005-3, 6.2.11.6.
void FontInspector::check_truetype() {
  if (!program_ || !program_->is_truetype()) return;
  bool is_clear = true;
  if (is_symbolic_) {
    is_clear =
        !has_encoding_ && (program_->character_maps() == 1 || program_->has_character_map(3, 0));
  } else {
    const bool has_map = program_->has_character_map(1, 0) || program_->has_character_map(3, 1) ||
                         program_->has_character_map(0, 3) || program_->has_character_map(0, 4);
    const bool is_named =
        base_encoding_ == "MacRomanEncoding" || base_encoding_ == "WinAnsiEncoding";
    is_clear = has_map && is_named && (differences_.empty() || program_->has_character_map(3, 1));
  }
  if (!is_clear) {
    of_the_font_.push_back(say(Fault::kFontForm, "has an encoding that viewers read differently"));
  }
}

std::vector<std::uint32_t> FontInspector::codes(std::string_view shown) const {
  std::vector<std::uint32_t> codes;
  if (!is_composite_) {
    for (const char byte : shown) codes.push_back(static_cast<std::uint8_t>(byte));
    return codes;
  }
  for (std::size_t at = 0; at < shown.size();) codes.push_back(codes_.next_code(shown, at));
  return codes;
}

std::string FontInspector::name_of_code(std::uint32_t code) const {
  const auto different = differences_.find(code);
  if (different != differences_.end()) return different->second;
  const auto byte = static_cast<std::uint8_t>(code);
  if (base_encoding_ == "WinAnsiEncoding") {
    return std::string(name_in_encoding(LatinEncoding::kWinAnsi, byte));
  }
  if (base_encoding_ == "MacRomanEncoding") {
    return std::string(name_in_encoding(LatinEncoding::kMacRoman, byte));
  }
  if (base_encoding_ == "StandardEncoding" || (has_encoding_ && !is_symbolic_)) {
    return std::string(name_in_encoding(LatinEncoding::kStandard, byte));
  }
  // The program's own encoding.
  if (!program_) return {};
  const std::uint32_t glyph = program_->glyph_of_built_in_code(code);
  return glyph == 0 ? std::string() : program_->name_of(glyph);
}

/// 9.6.6.4.
std::optional<std::uint32_t> FontInspector::simple_truetype_glyph(std::uint32_t code) const {
  if (!has_encoding_ || is_symbolic_) {
    for (const std::uint32_t base : {0U, 0xF000U, 0xF100U, 0xF200U}) {
      if (const auto glyph = program_->glyph_in(3, 0, base + code)) return glyph;
    }
    return program_->glyph_in(1, 0, code);
  }
  const std::string name = name_of_code(code);
  if (const char32_t c = character_of_name(name)) {
    for (const auto& [platform, encoding] : {std::pair(3, 1), std::pair(0, 3), std::pair(0, 4)}) {
      if (const auto glyph = program_->glyph_in(platform, encoding, c)) return glyph;
    }
  }
  if (const auto mac = code_in_mac_roman(name)) {
    if (const auto glyph = program_->glyph_in(1, 0, *mac)) return glyph;
  }
  return program_->glyph_of_name(name);
}

std::optional<std::uint32_t> FontInspector::named_glyph(std::uint32_t code) const {
  const std::string name = name_of_code(code);
  if (name.empty()) return program_->glyph_of_built_in_code(code);
  return name == ".notdef" ? 0 : program_->glyph_of_name(name);
}

std::optional<std::uint32_t> FontInspector::cid_glyph(std::uint32_t code) const {
  const auto cid = codes_.cid(code);
  if (!cid) return std::nullopt;
  if (name_entry(descendant_, "Subtype") == "CIDFontType2") {
    if (!glyph_of_cid_) return *cid;
    const std::size_t at = std::size_t{2} * *cid;
    if (at + 1 >= glyph_of_cid_->size()) return 0;
    return static_cast<std::uint32_t>(glyph_of_cid_->at(at) << 8 | glyph_of_cid_->at(at + 1));
  }
  return program_->is_cid_keyed() ? program_->glyph_of_cid(*cid) : cid;
}

std::optional<std::uint32_t> FontInspector::glyph(std::uint32_t code) const {
  if (is_composite_) return cid_glyph(code);
  if (subtype_ == "TrueType" && program_->is_truetype()) return simple_truetype_glyph(code);
  return named_glyph(code);
}

bool FontInspector::has_text(std::uint32_t code, bool& is_private_use) const {
  if (texts_) {
    const auto text = texts_->text(code);
    return text && is_text(*text, is_private_use);
  }
  if (is_composite_) {
    const Object info = entry(descendant_, "CIDSystemInfo");
    if (info.as<Dictionary>() == nullptr) return false;
    const Object ordering = entry(*info.as<Dictionary>(), "Ordering");
    return ordering.as<String>() != nullptr &&
           std::find(kCollections.begin(), kCollections.end(), ordering.as<String>()->bytes) !=
               kCollections.end();
  }
  if (subtype_ == "TrueType" && !has_encoding_) return false;
  return character_of_name(name_of_code(code)) != 0;
}

Found FontInspector::say(Fault fault, const std::string& what) const {
  const std::string name = without_tag(base_name_);
  const std::string subject = name.empty() ? "a font without a name " : "the font '" + name + "' ";
  return {fault, subject + what};
}

void FontInspector::check_code(std::uint32_t code, bool is_drawn, std::vector<Found>& found) const {
  bool is_private_use = false;
  if (profile_ == Profile::kArchive) {
    if (!has_text(code, is_private_use)) {
      found.push_back(say(Fault::kNoText, "does not say which text its signs are"));
    } else if (is_private_use) {
      found.push_back(say(Fault::kNoText, "gives signs a text for private use only"));
    }
  }
  if (!program_ || !maps_are_known_) return;
  const auto shown = glyph(code);
  if (shown && *shown == 0) {
    found.push_back(
        say(Fault::kGlyphNotThere, "has no sign for the code " + hexadecimal_code(code)));
    return;
  }
  if (!is_drawn) return;
  const auto width = shown ? program_->width(*shown) : std::nullopt;
  if (!width) {
    found.push_back(
        say(Fault::kGlyphNotThere, "lacks the sign of the code " + hexadecimal_code(code)));
    return;
  }
  const std::uint32_t key = is_composite_ ? codes_.cid(code).value_or(0) : code;
  if (std::abs(*width - widths_.of(key)) > kWidthTolerance) {
    found.push_back(say(Fault::kWidths, "has two widths for a sign"));
  }
}

std::vector<Found> FontInspector::faults(const std::set<std::uint32_t>& drawn,
                                         const std::set<std::uint32_t>& hidden) {
  std::vector<Found> found;
  if (!is_type3() && !has_program_ && !drawn.empty()) {
    return {say(Fault::kFontNotThere, "is not in the file")};
  }
  found = of_the_font_;
  for (const std::uint32_t code : drawn) check_code(code, true, found);
  for (const std::uint32_t code : hidden) {
    if (!drawn.contains(code)) check_code(code, false, found);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

Object FontInspector::procedure(std::uint32_t code) const {
  const Object procedures = entry(font_, "CharProcs");
  const auto* dictionary = procedures.as<Dictionary>();
  const auto different = differences_.find(code);
  if (dictionary == nullptr || different == differences_.end()) return {};
  const Object* procedure = dictionary->find(different->second);
  return procedure == nullptr ? Object{} : *procedure;
}

}  // namespace chancery::pdf
