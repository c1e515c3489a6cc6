#include "pdf/write/annotations.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "pdf/write/operators.h"

namespace chancery::pdf {
namespace {

// Annotation flags (12.5.3): printed; neither moved nor deleted by a viewer.
constexpr int kPrint = 1 << 2;
constexpr int kLocked = 1 << 7;
// 12.7.2: there are signature fields, signed or not. AppendOnly (bit 2) is set by the first
// signature: until then nothing is invalidated by saving the file anew.
constexpr int kSignaturesExist = 1 << 0;
constexpr int kLengthDecimals = 3;

Array corners(const Rect& place, Points page_height) {
  const auto length = [](Points points) { return rounded(points.value, kLengthDecimals); };
  return {length(place.x), length(page_height - place.bottom()), length(place.right()),
          length(page_height - place.y)};
}

/// A URI is seven-bit ASCII (12.6.4.7): other bytes percent-encoded (RFC 3986, 2.1).
std::string ascii_uri(std::string_view uri) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string ascii;
  for (const char c : uri) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F) {
      ascii += c;
    } else {
      ascii += '%';
      ascii += kDigits[byte >> 4U];
      ascii += kDigits[byte & 0xFU];
    }
  }
  return ascii;
}

/// The part of a link that stands on one line.
struct LinkPart {
  std::size_t element;
  std::string_view uri;
  Points baseline;
  Rect place;
};

Rect extent(const layout::PlacedRun& placed) {
  const text::FontMetrics metrics = placed.run.font->metrics();
  const Points top = placed.baseline - placed.run.raise - placed.run.size * metrics.ascender;
  return {placed.x, top, placed.run.width(),
          placed.run.size * (metrics.ascender - metrics.descender)};
}

std::vector<LinkPart> links_of(const layout::Page& page) {
  std::vector<LinkPart> parts;
  for (const layout::PlacedRun& placed : page.runs) {
    const auto* element = std::get_if<std::size_t>(&placed.meaning);
    // What can be clicked must be in the structure (ISO 14289-1, 7.18.1).
    if (placed.run.link.empty() || element == nullptr || placed.run.font == nullptr) continue;
    const Rect place = extent(placed);
    LinkPart* last = parts.empty() ? nullptr : &parts.back();
    if (last != nullptr && last->element == *element && last->uri == placed.run.link &&
        last->baseline == placed.baseline) {
      const Points right = std::max(last->place.right(), place.right());
      const Points bottom = std::max(last->place.bottom(), place.bottom());
      last->place.x = std::min(last->place.x, place.x);
      last->place.y = std::min(last->place.y, place.y);
      last->place.width = right - last->place.x;
      last->place.height = bottom - last->place.y;
    } else {
      parts.push_back({*element, placed.run.link, placed.baseline, place});
    }
  }
  return parts;
}

/// What an empty field looks like: every widget has an appearance (ISO 19005-3, 6.3.3).
Reference add_blank_form(double width, double height, Graph& graph) {
  return graph.add(Stream{{{"Type", Name{"XObject"}},
                           {"Subtype", Name{"Form"}},
                           {"BBox", Array{0, 0, width, height}},
                           {"Resources", Dictionary{}}},
                          {}});
}

}  // namespace

std::vector<Reference> add_annotations(const layout::Page& page, std::size_t index,
                                       Reference page_reference, StructureTree& structure,
                                       Graph& graph, std::vector<Reference>& fields) {
  std::vector<Reference> annotations;
  for (const LinkPart& link : links_of(page)) {
    const Reference reference = graph.reserve();
    const std::string& alternate = structure.element(link.element).alternate_text;
    graph.set(
        reference,
        Dictionary{{"Type", Name{"Annot"}},
                   {"Subtype", Name{"Link"}},
                   {"Rect", corners(link.place, page.height)},
                   {"F", kPrint},
                   {"Border", Array{0, 0, 0}},
                   {"A", Dictionary{{"S", Name{"URI"}}, {"URI", String{ascii_uri(link.uri)}}}},
                   {"Contents", text_string(alternate.empty() ? link.uri : alternate)},
                   {"StructParent", structure.add_annotation(link.element, index, reference)}});
    annotations.push_back(reference);
  }
  std::map<std::pair<double, double>, Reference> appearances;
  for (const layout::SignaturePlace& place : page.signatures) {
    const std::pair size{rounded(place.place.width.value, kLengthDecimals),
                         rounded(place.place.height.value, kLengthDecimals)};
    auto appearance = appearances.find(size);
    if (appearance == appearances.end()) {
      appearance = appearances.emplace(size, add_blank_form(size.first, size.second, graph)).first;
    }
    const Reference reference = graph.reserve();
    graph.set(reference, Dictionary{{"Type", Name{"Annot"}},
                                    {"Subtype", Name{"Widget"}},
                                    {"FT", Name{"Sig"}},
                                    {"T", text_string(place.field_name)},
                                    {"TU", text_string(place.tooltip)},
                                    {"Rect", corners(place.place, page.height)},
                                    {"F", kPrint | kLocked},
                                    {"P", page_reference},
                                    {"AP", Dictionary{{"N", appearance->second}}},
                                    {"StructParent",
                                     structure.add_annotation(place.structure, index, reference)}});
    annotations.push_back(reference);
    fields.push_back(reference);
  }
  return annotations;
}

Dictionary interactive_form(const std::vector<Reference>& fields) {
  return Dictionary{{"Fields", Array(fields.begin(), fields.end())},
                    {"SigFlags", kSignaturesExist}};
}

}  // namespace chancery::pdf
