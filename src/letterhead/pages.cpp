#include "letterhead/pages.h"

#include <optional>
#include <utility>
#include <vector>

#include "letterhead/code_reader.h"
#include "letterhead/values.h"

namespace chancery::letterhead {
namespace {

constexpr LengthRange kMargin{Points(1), Points(1440), "from 1 pt to 1440 pt"};
/// Narrower lines cannot be set well in any language; shorter pages hold no letter.
constexpr Points kNarrowestText = millimetres(60);
constexpr Points kShortestText = millimetres(60);
/// Artwork may stand beyond the paper's edge by a bleed.
constexpr Points kBleed = millimetres(6);

std::optional<Rect> read_place(data::MappingReader& reader, Diagnostics& diagnostics) {
  if (!reader.ok()) return std::nullopt;
  const auto x = required_length(reader, "x", kPlaceRange, diagnostics);
  const auto y = required_length(reader, "y", kPlaceRange, diagnostics);
  const auto width = required_length(reader, "width", kSizeRange, diagnostics);
  const auto height = required_length(reader, "height", kSizeRange, diagnostics);
  if (!x || !y || !width || !height) return std::nullopt;
  return Rect{*x, *y, *width, *height};
}

/// Texts and artwork of one side of a sheet.
class SideReader {
 public:
  SideReader(const PageContext& context, Zones& zones) : context_(context), zones_(zones) {}

  Side read(data::MappingReader& reader) {
    Side side;
    if (const data::Sequence* texts = reader.sequence("texts")) {
      for (const data::Node& text : *texts) read_text(text, side);
    }
    if (const data::Sequence* artwork = reader.sequence("artwork")) {
      for (const data::Node& one : *artwork) read_artwork(one, side);
    }
    if (const data::Sequence* codes = reader.sequence("codes")) {
      for (const data::Node& code : *codes) read_code(code, side);
    }
    return side;
  }

 private:
  void read_code(const data::Node& node, Side& side) {
    CodeReader reader(node, "a code of " + zones_.what(), kCodeFields, context_.colours,
                      context_.diagnostics);
    std::optional<CodeZone> code = reader.read();
    if (!code) return;
    zones_.keep("codes", code->place, node.where, context_.diagnostics);
    side.codes.push_back(std::move(*code));
  }

  void read_text(const data::Node& node, Side& side) {
    data::MappingReader reader(node, "a text of " + zones_.what(), context_.diagnostics);
    TextZone text;
    text.where = node.where;
    const auto place = read_place(reader, context_.diagnostics);
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
    zones_.keep("texts", *place, node.where, context_.diagnostics);
    side.texts.push_back(std::move(text));
  }

  void check_style(const std::string& style, const Position& where) {
    if (context_.styles.contains(style)) return;
    std::vector<std::string_view> names;
    for (const auto& entry : context_.styles) names.push_back(entry.first);
    report(context_.diagnostics, where, "unknown-style",
           "there is no style " + quoted(style) + " under 'styles'", suggest(style, names));
  }

  void read_artwork(const data::Node& node, Side& side) {
    data::MappingReader reader(node, "an artwork of " + zones_.what(), context_.diagnostics);
    const auto file = reader.required_string("file");
    const bool whole_page = reader.any("x") == nullptr && reader.any("y") == nullptr &&
                            reader.any("width") == nullptr && reader.any("height") == nullptr;
    const Rect& page = zones_.page();
    const auto place =
        whole_page ? std::optional<Rect>(page) : read_place(reader, context_.diagnostics);
    const bool may_flatten = reader.boolean("flatten").value_or(false);
    reader.finish();
    const Bytes* bytes = file ? context_.artwork.take(*file, reader.any("file")->where) : nullptr;
    if (!place) return;
    const Rect bled{-kBleed, -kBleed, page.width + 2 * kBleed, page.height + 2 * kBleed};
    if (!lies_within(*place, bled)) {
      report(context_.diagnostics, node.where, "outside-page",
             "the artwork of " + zones_.what() + " stands more than 6 mm beyond the page",
             "move it or make it smaller; x and y count from the page's top-left corner");
    }
    if (bytes != nullptr) side.artwork.push_back({*file, *bytes, *place, may_flatten});
  }

  const PageContext& context_;
  Zones& zones_;
};

class PageReader {
 public:
  PageReader(const data::Node& node, const PageFrame& frame, const PageContext& context,
             Zones& zones)
      : node_(node),
        frame_(frame),
        context_(context),
        zones_(zones),
        reader_(node, frame.what, context.diagnostics) {}

  PageDesign read() {
    PageDesign design;
    if (!reader_.ok()) return design;
    const Form* form = frame_.form;
    read_margins(design);
    if (frame_.is_first) {
      design.address_zone = optional_zone("address", form == nullptr ? Rect() : form->address);
      design.notice_zone = optional_zone("notices", form == nullptr ? Rect() : form->notices);
      design.reference_zone =
          optional_zone("reference", form == nullptr ? Rect() : form->reference);
      if (context_.has_return_address) {
        design.return_zone =
            optional_zone("return-address", form == nullptr ? Rect() : form->return_address);
        check_return_address(design);
      } else {
        reader_.any("return-address");
      }
      design.address_in_window = form != nullptr;
      if (form != nullptr) check_window(design);
    }
    read_footer(design);
    static_cast<Side&>(design) = SideReader(context_, zones_).read(reader_);
    read_reverse(design);
    reader_.finish();
    zones_.check(context_.diagnostics);
    return design;
  }

 private:
  void error(const Position& where, std::string code, std::string what, std::string mend) {
    report(context_.diagnostics, where, std::move(code), std::move(what), std::move(mend));
  }

  /// A side that is not written is the form's.
  std::optional<Points> margin(data::MappingReader& margins, std::string_view side,
                               Points Margins::*of_form) {
    if (frame_.form == nullptr) {
      return required_length(margins, side, kMargin, context_.diagnostics);
    }
    if (margins.any(side) != nullptr) return length(margins, side, kMargin, context_.diagnostics);
    return (frame_.is_first ? frame_.form->first : frame_.form->following).*of_form;
  }

  void read_margins(PageDesign& design) {
    const data::Node* node =
        frame_.form == nullptr ? reader_.required("margins") : reader_.any("margins");
    if (node == nullptr) {
      if (frame_.form == nullptr) return;
      design.margins = frame_.is_first ? frame_.form->first : frame_.form->following;
      set_text_area(design.margins, node_.where);
      return;
    }
    data::MappingReader margins(*node, "the margins of " + frame_.what, context_.diagnostics);
    if (!margins.ok()) return;
    const auto top = margin(margins, "top", &Margins::top);
    const auto right = margin(margins, "right", &Margins::right);
    const auto bottom = margin(margins, "bottom", &Margins::bottom);
    const auto left = margin(margins, "left", &Margins::left);
    margins.finish();
    if (!top || !right || !bottom || !left) return;
    design.margins = {*top, *right, *bottom, *left};
    set_text_area(design.margins, node->where);
  }

  void set_text_area(const Margins& margins, const Position& where) {
    const Rect& page = frame_.page;
    const Rect area{margins.left, margins.top, page.width - margins.left - margins.right,
                    page.height - margins.top - margins.bottom};
    if (area.width + kRounding < kNarrowestText) {
      error(where, "text-area-too-narrow",
            "the margins of " + frame_.what + " leave less than 60 mm for the lines of text",
            "make 'left' or 'right' smaller");
    } else if (area.height + kRounding < kShortestText) {
      error(where, "text-area-too-short",
            "the margins of " + frame_.what + " leave less than 60 mm of height for the text",
            "make 'top' or 'bottom' smaller");
    } else {
      zones_.set_text_area(area);
    }
  }

  Rect optional_zone(std::string_view key, const Rect& of_form) {
    const data::Node* node = reader_.mapping(key);
    if (node != nullptr) return zone(*node, key);
    if (of_form.width.value > 0 && reader_.any(key) == nullptr) {
      zones_.keep(std::string(key), of_form, node_.where, context_.diagnostics);
    }
    return of_form;
  }

  Rect zone(const data::Node& node, std::string_view name) {
    data::MappingReader reader(node, "the zone '" + std::string(name) + "'", context_.diagnostics);
    const auto place = read_place(reader, context_.diagnostics);
    reader.finish();
    if (!place) return {};
    zones_.keep(std::string(name), *place, node.where, context_.diagnostics);
    return *place;
  }

  void read_footer(PageDesign& design) {
    if (frame_.form != nullptr) {
      design.footer_zone = optional_zone("footer", frame_.form->footer);
    } else if (const data::Node* footer = reader_.required("footer")) {
      design.footer_zone = zone(*footer, "footer");
    }
  }

  /// What the letterhead moves must still show in the envelope's window.
  void check_window(const PageDesign& design) {
    for (const auto& [key, place] :
         {std::pair<std::string_view, Rect>{"address", design.address_zone},
          {"return-address", design.return_zone}}) {
      if (place.width.value <= 0 || lies_within(place, frame_.form->window)) continue;
      const data::Node* node = reader_.any(key);
      error(node == nullptr ? node_.where : node->where, "outside-window",
            quoted(key) + " of " + frame_.what + " does not lie within the window of the form " +
                quoted(frame_.form->name),
            "move it or make it smaller, or leave it out: the form has a place for it");
    }
  }

  void check_return_address(const PageDesign& design) {
    if (design.return_zone.width.value > 0 || reader_.any("return-address") != nullptr) return;
    error(node_.where, "missing-key", frame_.what + " has no place for the return address",
          "give it the zone 'return-address', or leave the letterhead's return address out");
  }

  void read_reverse(PageDesign& design) {
    const data::Node* node = reader_.mapping("reverse");
    if (node == nullptr) return;
    Zones zones("the reverse of " + frame_.what, frame_.page);
    design.reverse = read_side(*node, context_, zones);
  }

  const data::Node& node_;
  const PageFrame& frame_;
  const PageContext& context_;
  Zones& zones_;
  data::MappingReader reader_;
};

}  // namespace

PageDesign read_page(const data::Node& node, const PageFrame& frame, const PageContext& context,
                     Zones& zones) {
  return PageReader(node, frame, context, zones).read();
}

Side read_side(const data::Node& node, const PageContext& context, Zones& zones) {
  data::MappingReader reader(node, zones.what(), context.diagnostics);
  if (!reader.ok()) return {};
  Side side = SideReader(context, zones).read(reader);
  reader.finish();
  zones.check(context.diagnostics);
  return side;
}

}  // namespace chancery::letterhead
