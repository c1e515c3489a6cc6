#include "letterhead/papers.h"

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "letterhead/values.h"

namespace chancery::letterhead {
namespace {

struct KnownPaper {
  std::string_view name;
  letter::Paper paper;
  Points width, height;
};
/// ISO 216 and ANSI/ASME Y14.1.
constexpr std::array<KnownPaper, 2> kPapers = {
    {{"A4", letter::Paper::kA4, millimetres(210), millimetres(297)},
     {"US Letter", letter::Paper::kUsLetter, Points(612), Points(792)}}};

constexpr LengthRange kMargin{Points(1), Points(1440), "from 1 pt to 1440 pt"};
/// Narrower lines cannot be set well in any language; shorter pages hold no letter.
constexpr Points kNarrowestText = millimetres(60);
constexpr Points kShortestText = millimetres(60);
/// Artwork may stand beyond the paper's edge by a bleed.
constexpr Points kBleed = millimetres(6);
/// What rounding of millimetres may add up to.
constexpr Points kTolerance(0.01);

bool lies_within(const Rect& inner, const Rect& outer) {
  return inner.x + kTolerance >= outer.x && inner.y + kTolerance >= outer.y &&
         inner.right() <= outer.right() + kTolerance &&
         inner.bottom() <= outer.bottom() + kTolerance;
}

bool overlap(const Rect& a, const Rect& b) {
  return a.x + kTolerance < b.right() && b.x + kTolerance < a.right() &&
         a.y + kTolerance < b.bottom() && b.y + kTolerance < a.bottom();
}

/// A zone with where it was written, for the checks between zones.
struct NamedZone {
  std::string name;
  Rect place;
  Position where;
};

/// Reads one page design of a paper of known size.
class PageReader {
 public:
  PageReader(const data::Node& node, std::string what, const Rect& page, const PageContext& context)
      : what_(std::move(what)),
        page_(page),
        context_(context),
        reader_(node, what_, context.diagnostics) {}

  PageDesign read(bool is_first) {
    PageDesign design;
    if (!reader_.ok()) return design;
    read_margins(design);
    if (is_first) {
      design.address_zone = optional_zone("address");
      design.reference_zone = optional_zone("reference");
    }
    if (const data::Node* footer = reader_.required("footer")) {
      design.footer_zone = zone(*footer, "footer");
    }
    if (const data::Sequence* texts = reader_.sequence("texts")) {
      for (const data::Node& text : *texts) read_text_zone(text, design);
    }
    if (const data::Sequence* artwork = reader_.sequence("artwork")) {
      for (const data::Node& one : *artwork) read_artwork(one, design);
    }
    reader_.finish();
    check_overlaps();
    return design;
  }

 private:
  void error(const Position& where, std::string code, std::string what, std::string mend) {
    report(context_.diagnostics, where, std::move(code), std::move(what), std::move(mend));
  }

  void read_margins(PageDesign& design) {
    const data::Node* node = reader_.required("margins");
    if (node == nullptr) return;
    data::MappingReader margins(*node, "the margins of " + what_, context_.diagnostics);
    if (!margins.ok()) return;
    const auto top = required_length(margins, "top", kMargin, context_.diagnostics);
    const auto right = required_length(margins, "right", kMargin, context_.diagnostics);
    const auto bottom = required_length(margins, "bottom", kMargin, context_.diagnostics);
    const auto left = required_length(margins, "left", kMargin, context_.diagnostics);
    margins.finish();
    if (!top || !right || !bottom || !left) return;
    design.margins = {*top, *right, *bottom, *left};
    const Rect area{*left, *top, page_.width - *left - *right, page_.height - *top - *bottom};
    if (area.width + kTolerance < kNarrowestText) {
      error(node->where, "text-area-too-narrow",
            "the margins of " + what_ + " leave less than 60 mm for the lines of text",
            "make 'left' or 'right' smaller");
    } else if (area.height + kTolerance < kShortestText) {
      error(node->where, "text-area-too-short",
            "the margins of " + what_ + " leave less than 60 mm of height for the text",
            "make 'top' or 'bottom' smaller");
    } else {
      text_area_ = area;
    }
  }

  Rect optional_zone(std::string_view key) {
    const data::Node* node = reader_.mapping(key);
    return node == nullptr ? Rect() : zone(*node, key);
  }

  Rect zone(const data::Node& node, std::string_view name) {
    data::MappingReader reader(node, "the zone '" + std::string(name) + "'", context_.diagnostics);
    const auto place = read_place(reader);
    reader.finish();
    if (!place) return {};
    keep(std::string(name), *place, node.where);
    return *place;
  }

  std::optional<Rect> read_place(data::MappingReader& reader) {
    if (!reader.ok()) return std::nullopt;
    const auto x = required_length(reader, "x", kPlaceRange, context_.diagnostics);
    const auto y = required_length(reader, "y", kPlaceRange, context_.diagnostics);
    const auto width = required_length(reader, "width", kSizeRange, context_.diagnostics);
    const auto height = required_length(reader, "height", kSizeRange, context_.diagnostics);
    if (!x || !y || !width || !height) return std::nullopt;
    return Rect{*x, *y, *width, *height};
  }

  /// Remembers a zone that lies on the page; reports one that does not.
  void keep(std::string name, const Rect& place, const Position& where) {
    if (lies_within(place, page_)) {
      zones_.push_back({std::move(name), place, where});
    } else {
      error(where, "outside-page", "'" + name + "' of " + what_ + " does not lie within the page",
            "move it or make it smaller; x and y count from the page's top-left corner");
    }
  }

  void read_text_zone(const data::Node& node, PageDesign& design) {
    data::MappingReader reader(node, "a text of " + what_, context_.diagnostics);
    TextZone text;
    const auto place = read_place(reader);
    const auto style = reader.required_string("style");
    if (const data::Node* texts = reader.required("text")) {
      text.text_by_language = read_texts(*texts, "text", context_.diagnostics);
    }
    reader.finish();
    if (style) {
      text.style = *style;
      context_.used_styles.insert(*style);
      check_style(*style, reader.any("style")->where);
    }
    if (!place) return;
    text.place = *place;
    keep("texts", *place, node.where);
    design.texts.push_back(std::move(text));
  }

  void check_style(const std::string& style, const Position& where) {
    if (context_.styles.contains(style)) return;
    std::vector<std::string_view> names;
    for (const auto& entry : context_.styles) names.push_back(entry.first);
    error(where, "unknown-style", "there is no style " + quoted(style) + " under 'styles'",
          suggest(style, names));
  }

  void read_artwork(const data::Node& node, PageDesign& design) {
    data::MappingReader reader(node, "an artwork of " + what_, context_.diagnostics);
    const auto file = reader.required_string("file");
    const bool whole_page = reader.any("x") == nullptr && reader.any("y") == nullptr &&
                            reader.any("width") == nullptr && reader.any("height") == nullptr;
    const auto place = whole_page ? std::optional<Rect>(page_) : read_place(reader);
    reader.finish();
    const Bytes* bytes = file ? context_.artwork.take(*file, reader.any("file")->where) : nullptr;
    if (!place) return;
    const Rect bled{-kBleed, -kBleed, page_.width + 2 * kBleed, page_.height + 2 * kBleed};
    if (!lies_within(*place, bled)) {
      error(node.where, "outside-page",
            "the artwork of " + what_ + " stands more than 6 mm beyond the page",
            "move it or make it smaller; x and y count from the page's top-left corner");
    }
    if (bytes != nullptr) design.artwork.push_back({*file, *bytes, *place});
  }

  void check_overlaps() {
    for (std::size_t i = 0; i < zones_.size(); ++i) {
      if (text_area_ && overlap(zones_[i].place, *text_area_)) {
        error(zones_[i].where, "zones-overlap",
              "'" + zones_[i].name + "' of " + what_ + " lies in the text area",
              "move it, or make the margin on its side larger");
      }
      for (std::size_t j = 0; j < i; ++j) {
        if (!overlap(zones_[i].place, zones_[j].place)) continue;
        error(zones_[i].where, "zones-overlap",
              "'" + zones_[i].name + "' and '" + zones_[j].name + "' of " + what_ + " overlap",
              "move one of them or make it smaller");
      }
    }
  }

  std::string what_;
  Rect page_;
  PageContext context_;
  data::MappingReader reader_;
  std::optional<Rect> text_area_;
  std::vector<NamedZone> zones_;
};

PageDesign read_page(const data::Node& node, std::string what, const Rect& page,
                     const PageContext& context, bool is_first) {
  return PageReader(node, std::move(what), page, context).read(is_first);
}

}  // namespace

std::optional<letter::Paper> paper_named(std::string_view name) {
  for (const KnownPaper& known : kPapers) {
    if (known.name == name) return known.paper;
  }
  return std::nullopt;
}

Papers read_papers(const data::Node& node, const PageContext& context) {
  Papers papers;
  data::MappingReader reader(node, "'papers'", context.diagnostics);
  if (!reader.ok()) return papers;
  for (const KnownPaper& known : kPapers) {
    const data::Node* paper = reader.mapping(known.name);
    if (paper == nullptr) continue;
    const std::string name(known.name);
    data::MappingReader pages(*paper, "the paper '" + name + "'", context.diagnostics);
    const Rect page{Points(), Points(), known.width, known.height};
    PaperDesign design{known.width, known.height, {}, {}};
    if (const data::Node* first = pages.required("first")) {
      design.first = read_page(*first, "the first page of " + name, page, context, true);
    }
    if (const data::Node* following = pages.required("following")) {
      design.following =
          read_page(*following, "the following pages of " + name, page, context, false);
    }
    pages.finish();
    papers.emplace(known.paper, std::move(design));
  }
  reader.finish();
  if (papers.empty()) {
    report(context.diagnostics, node.where, "missing-key", "'papers' has no paper",
           "describe 'A4', 'US Letter' or both");
  }
  return papers;
}

}  // namespace chancery::letterhead
