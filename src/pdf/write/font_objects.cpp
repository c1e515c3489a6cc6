#include "pdf/write/font_objects.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <stdexcept>

#include "pdf/write/operators.h"

namespace chancery::pdf {
namespace {

using text::SubsetFont;
using text::SubsetProgram;
using Code = SubsetFont::Code;

/// A hundredth of 1/1000 em: sixty glyphs of text type then drift by less than 0.01 point.
constexpr int kWidthDecimals = 2;
/// As many equal neighbours make a range shorter than a list.
constexpr std::size_t kShortestRange = 4;

// FontDescriptor flags (9.8.2).
constexpr int kSymbolic = 1 << 2;
constexpr int kItalic = 1 << 6;

std::uint32_t big_endian(ByteView bytes, std::size_t offset, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8U | bytes[offset + i];
  return value;
}

/// A CFF program bare, as /CIDFontType0C wants it (9.9): taken out of an OpenType file where it
/// stands in one.
ByteView bare_cff(ByteView program) {
  constexpr std::uint32_t kOpenTypeWithCff = 0x4F54544F;  // "OTTO"
  constexpr std::uint32_t kCffTable = 0x43464620;         // "CFF "
  constexpr std::size_t kHeaderBytes = 12, kRecordBytes = 16;
  if (program.size() < kHeaderBytes || big_endian(program, 0, 4) != kOpenTypeWithCff) {
    return program;
  }
  const std::size_t tables = big_endian(program, 4, 2);
  for (std::size_t i = 0; i < tables; ++i) {
    const std::size_t record = kHeaderBytes + i * kRecordBytes;
    if (program.size() < record + kRecordBytes) break;
    if (big_endian(program, record, 4) != kCffTable) continue;
    const std::size_t offset = big_endian(program, record + 8, 4);
    const std::size_t length = big_endian(program, record + 12, 4);
    if (offset > program.size() || length > program.size() - offset) break;
    return program.subspan(offset, length);
  }
  throw std::invalid_argument("font program without a CFF table");
}

int thousandths(double em) {
  return static_cast<int>(std::lround(em * 1000));
}

/// A bit for each character of the fonts on one program, the highest bit of the first byte for 0.
Bytes cid_set(const text::Subset& subset, std::size_t program) {
  Bytes set(1, 0x80);  // every font has .notdef
  for (const SubsetFont& font : subset.fonts) {
    if (font.program != program) continue;
    for (const Code& code : font.codes) {
      const std::size_t byte = code.code / 8U;
      if (set.size() <= byte) set.resize(byte + 1);
      set[byte] = static_cast<std::uint8_t>(set[byte] | (0x80U >> (code.code % 8U)));
    }
  }
  return set;
}

Dictionary descriptor_of(const SubsetProgram& program, Deflater& deflater, Graph& graph) {
  Dictionary descriptor{
      {"Type", Name{"FontDescriptor"}},
      {"FontName", Name{program.postscript_name}},
      {"Flags", kSymbolic | (program.italic ? kItalic : 0)},
      {"FontBBox",
       Array{thousandths(program.metrics.bbox_left), thousandths(program.metrics.bbox_bottom),
             thousandths(program.metrics.bbox_right), thousandths(program.metrics.bbox_top)}},
      {"ItalicAngle", program.metrics.italic_angle_degrees},
      {"Ascent", thousandths(program.metrics.ascender)},
      {"Descent", thousandths(program.metrics.descender)},
      {"CapHeight", thousandths(program.metrics.cap_height)},
      // No font says how thick its stems are, and viewers only need it to imitate missing fonts.
      {"StemV", program.bold ? 140 : 80}};
  if (program.kind == SubsetFont::Program::kTrueType) {
    Dictionary file{{"Length1", Object(program.bytes.size())}};
    descriptor.set("FontFile2",
                   deflater.add_shared(graph, std::move(file), ByteView(program.bytes)));
  } else {
    Dictionary file{{"Subtype", Name{"CIDFontType0C"}}};
    descriptor.set("FontFile3",
                   deflater.add_shared(graph, std::move(file), bare_cff(ByteView(program.bytes))));
  }
  return descriptor;
}

/// The glyph of each code; the identity where code and glyph are the same (9.7.4.2).
Object glyph_map(const std::vector<Code>& codes, Deflater& deflater, Graph& graph) {
  const bool is_identity = std::all_of(codes.begin(), codes.end(),
                                       [](const Code& code) { return code.code == code.glyph; });
  if (is_identity) return Name{"Identity"};
  Bytes map((static_cast<std::size_t>(codes.back().code) + 1) * 2);
  for (const Code& code : codes) {
    map[std::size_t{2} * code.code] = static_cast<std::uint8_t>(code.glyph >> 8U);
    map[std::size_t{2} * code.code + 1] = static_cast<std::uint8_t>(code.glyph & 0xFFU);
  }
  return deflater.add_shared(graph, {}, ByteView(map));
}

/// The width most codes have of those that are whole: DW is an integer (ISO 32000-1, table 117),
/// and viewers take anything else for 1000.
double usual_width(std::span<const Code> codes) {
  std::map<double, std::size_t> counts;
  for (const Code& code : codes) {
    const double width = written_width(code);
    if (width == std::nearbyint(width)) ++counts[width];
  }
  double usual = 0;
  std::size_t most = 0;
  for (const auto& [width, count] : counts) {
    if (count > most) {
      most = count;
      usual = width;
    }
  }
  return usual;
}

Object short_number(double value) {
  const double whole = std::nearbyint(value);
  return whole == value ? Object(static_cast<std::int64_t>(whole)) : Object(value);
}

Reference add_font(const SubsetFont& font, const SubsetProgram& program, Reference descriptor,
                   Deflater& deflater, Graph& graph) {
  const bool is_cff = program.kind == SubsetFont::Program::kCffCid;
  const double default_width = usual_width(font.codes);
  Dictionary descendant{{"Type", Name{"Font"}},
                        {"Subtype", Name{is_cff ? "CIDFontType0" : "CIDFontType2"}},
                        {"BaseFont", Name{program.postscript_name}},
                        {"CIDSystemInfo", Dictionary{{"Registry", String{"Adobe"}},
                                                     {"Ordering", String{"Identity"}},
                                                     {"Supplement", 0}}},
                        {"FontDescriptor", descriptor},
                        {"DW", short_number(default_width)}};
  if (Array widths = width_array(font.codes, default_width); !widths.empty()) {
    descendant.set("W", std::move(widths));
  }
  if (!is_cff) descendant.set("CIDToGIDMap", glyph_map(font.codes, deflater, graph));
  const std::string map = to_unicode_map(font.codes);
  return graph.add(
      Dictionary{{"Type", Name{"Font"}},
                 {"Subtype", Name{"Type0"}},
                 // 9.7.6.2: a Type 0 CIDFont's name is joined to the encoding's.
                 {"BaseFont", Name{program.postscript_name + (is_cff ? "-Identity-H" : "")}},
                 {"Encoding", Name{"Identity-H"}},
                 {"DescendantFonts", Array{graph.add(std::move(descendant))}},
                 {"ToUnicode", deflater.add_shared(graph, {}, bytes_of(map))}});
}

}  // namespace

double written_width(const Code& code) {
  return rounded(code.width, kWidthDecimals);
}

Array width_array(std::span<const Code> codes, double default_width) {
  Array widths;
  // Whether the last element is a list that the next code may continue.
  std::size_t next_of_list = 0;
  bool list_open = false;
  for (std::size_t i = 0; i < codes.size();) {
    const double width = written_width(codes[i]);
    std::size_t end = i + 1;
    while (end < codes.size() && codes[end].code == codes[end - 1].code + 1 &&
           written_width(codes[end]) == width) {
      ++end;
    }
    const std::size_t equal = end - i;
    const std::size_t first = codes[i].code;
    if (width == default_width) {
      i = end;
      continue;
    }
    if (equal >= kShortestRange) {
      widths.insert(widths.end(),
                    {Object(first), Object(static_cast<std::size_t>(codes[end - 1].code)),
                     short_number(width)});
      list_open = false;
    } else {
      if (!list_open || next_of_list != first) {
        widths.insert(widths.end(), {Object(first), Object(Array{})});
      }
      auto* list = widths.back().as<Array>();
      list->insert(list->end(), equal, short_number(width));
      list_open = true;
      next_of_list = first + equal;
    }
    i = end;
  }
  return widths;
}

std::vector<Reference> add_fonts(const text::Subset& subset, Deflater& deflater, Graph& graph,
                                 CidSets cid_sets) {
  std::vector<Reference> descriptors;
  descriptors.reserve(subset.programs.size());
  for (std::size_t i = 0; i < subset.programs.size(); ++i) {
    Dictionary descriptor = descriptor_of(subset.programs[i], deflater, graph);
    if (cid_sets == CidSets::kYes) {
      descriptor.set("CIDSet", deflater.add(graph, {}, cid_set(subset, i)));
    }
    descriptors.push_back(graph.add(std::move(descriptor)));
  }
  std::vector<Reference> fonts;
  fonts.reserve(subset.fonts.size());
  for (const SubsetFont& font : subset.fonts) {
    if (font.codes.empty()) throw std::invalid_argument("subset font without codes");
    fonts.push_back(add_font(font, subset.programs.at(font.program), descriptors.at(font.program),
                             deflater, graph));
  }
  return fonts;
}

}  // namespace chancery::pdf
