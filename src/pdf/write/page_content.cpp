#include "pdf/write/page_content.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>
#include <variant>

#include "pdf/write/operators.h"
#include "pdf/write/text_object.h"

namespace chancery::pdf {
namespace {

using layout::Artifact;
using layout::Meaning;

constexpr int kLengthDecimals = 3;
constexpr int kScaleDecimals = 5;
constexpr int kColourDecimals = 4;
/// Control points of a quarter circle's curve lie this far along its tangents: 4/3 (√2 - 1).
constexpr double kQuarterCircle = 0.5522847498;
/// Property list of hyphens that the author did not write. They are soft hyphens (14.8.2.2.3), but
/// readers that know no marked content, or know it only where the list stands in the content as
/// poppler does, join the word only at a plain hyphen, which is what the code itself says.
constexpr std::string_view kSoftHyphen = "H";

bool same(const Meaning& left, const Meaning& right) {
  const auto* first = std::get_if<Artifact>(&left);
  const auto* second = std::get_if<Artifact>(&right);
  if (first != nullptr && second != nullptr) return first->kind == second->kind;
  return left.index() == right.index() &&
         std::get<std::size_t>(left) == std::get<std::size_t>(right);
}

/// Property list of an artifact (14.8.2.2.2).
std::string_view artifact_properties(Artifact::Kind kind) {
  switch (kind) {
    case Artifact::Kind::kLetterhead:
    case Artifact::Kind::kHeader:
      return "<</Type/Pagination/Subtype/Header>>";
    case Artifact::Kind::kFooter:
      return "<</Type/Pagination/Subtype/Footer>>";
    case Artifact::Kind::kPageNumber:
      return "<</Type/Pagination>>";
    case Artifact::Kind::kRule:
      break;
  }
  return "<</Type/Layout>>";
}

std::string artwork_name(std::size_t artwork) {
  std::string name = std::to_string(artwork);
  name.insert(name.begin(), 'A');
  return name;
}

bool is_inserted_hyphen(const layout::PlacedRun& placed) {
  return placed.run.kind == text::GlyphRun::Kind::kInsertedHyphen;
}

class ContentWriter {
 public:
  ContentWriter(const layout::Page& page, std::size_t index, const text::Subset& subset,
                StructureTree* structure)
      : page_(page), index_(index), structure_(structure), text_(subset, operators_) {}

  /// Text comes first because marks are given out in reading order, and is drawn last.
  PageContent write(std::span<const std::vector<text::ShownRun>> shown,
                    std::span<const ImportedPage> artwork) {
    put_text(shown);
    std::string text = std::move(operators_);
    operators_.clear();
    PageContent content;
    put_artwork(artwork, content.artwork);
    put_rects();
    content.operators = std::move(operators_) + text;
    content.fonts = text_.fonts();
    content.has_soft_hyphens = has_soft_hyphens_;
    return content;
  }

 private:
  /// Content in another language than its element's says so (14.9.2.2).
  void begin(const Meaning& meaning, const std::string& language = {}) {
    if (structure_ == nullptr) return;
    if (const auto* artifact = std::get_if<Artifact>(&meaning)) {
      operators_ += "/Artifact";
      operators_ += artifact_properties(artifact->kind);
      operators_ += "BDC\n";
      return;
    }
    const std::size_t element = std::get<std::size_t>(meaning);
    const int mark = structure_->mark(element, index_);
    const bool is_span = !language.empty() && language != structure_->language(element);
    operators_ += '/';
    operators_ += is_span ? "Span" : structure_->element(element).type;
    operators_ += "<</MCID ";
    operators_ += std::to_string(mark);
    if (is_span) {
      Bytes text;
      serialise(text_string(language), text);
      operators_ += "/Lang";
      operators_ += text_of(ByteView(text));
    }
    operators_ += ">>BDC\n";
  }
  void end() {
    if (structure_ != nullptr) operators_ += "EMC\n";
  }

  /// Sequences are not nested but for hyphens, and one that holds a hyphen ends with it: poppler
  /// takes the end of the inner sequence for that of the outer one.
  void put_text(std::span<const std::vector<text::ShownRun>> shown) {
    if (page_.runs.empty()) return;
    operators_ += "BT\n";
    for (std::size_t i = 0; i < page_.runs.size();) {
      const layout::PlacedRun& first = page_.runs[i];
      begin(first.meaning, first.run.language);
      for (bool ends = false; !ends; ++i) {
        put_run(page_.runs[i], shown[i]);
        ends = i + 1 == page_.runs.size() || is_inserted_hyphen(page_.runs[i]) ||
               !same(page_.runs[i + 1].meaning, first.meaning) ||
               page_.runs[i + 1].run.language != first.run.language;
      }
      text_.finish_operator();
      end();
    }
    operators_ += "ET\n";
  }

  void put_run(const layout::PlacedRun& placed, const std::vector<text::ShownRun>& shown) {
    const bool is_soft_hyphen = structure_ != nullptr && is_inserted_hyphen(placed);
    if (is_soft_hyphen) {
      has_soft_hyphens_ = true;
      text_.finish_operator();
      operators_ += "/Span/";
      operators_ += kSoftHyphen;
      operators_ += " BDC\n";
    }
    text_.show(placed.run, shown, placed.x.value,
               (page_.height - placed.baseline + placed.run.raise).value);
    if (is_soft_hyphen) {
      text_.finish_operator();
      operators_ += "EMC\n";
    }
  }

  void put_artwork(std::span<const ImportedPage> artwork, std::set<std::size_t>& used) {
    for (const layout::PlacedArtwork& placed : page_.artwork) {
      if (placed.artwork >= artwork.size()) throw std::invalid_argument("no such artwork");
      const ImportedPage& image = artwork[placed.artwork];
      begin(Artifact{Artifact::Kind::kLetterhead});
      operators_ += "q ";
      put_operand(operators_, placed.place.width / image.width, kScaleDecimals);
      operators_ += "0 0 ";
      put_operand(operators_, placed.place.height / image.height, kScaleDecimals);
      put_operand(operators_, placed.place.x.value, kLengthDecimals);
      put_operand(operators_, (page_.height - placed.place.bottom()).value, kLengthDecimals);
      operators_ += "cm/";
      operators_ += artwork_name(placed.artwork);
      operators_ += " Do Q\n";
      end();
      used.insert(placed.artwork);
    }
  }

  void put_rects() {
    std::optional<Colour> colour;
    const std::vector<layout::FilledRect>& rects = page_.rects;
    for (std::size_t i = 0; i < rects.size();) {
      const Meaning& meaning = rects[i].meaning;
      begin(meaning);
      for (; i < rects.size() && same(rects[i].meaning, meaning); ++i) {
        if (colour != rects[i].colour) {
          colour = rects[i].colour;
          for (const double component : {colour->red, colour->green, colour->blue}) {
            put_operand(operators_, std::clamp(component, 0.0, 1.0), kColourDecimals);
          }
          operators_ += "rg\n";
        }
        const Rect& place = rects[i].place;
        if (rects[i].is_round) {
          put_ellipse(place);
          continue;
        }
        put_operand(operators_, place.x.value, kLengthDecimals);
        put_operand(operators_, (page_.height - place.bottom()).value, kLengthDecimals);
        put_operand(operators_, place.width.value, kLengthDecimals);
        put_operand(operators_, place.height.value, kLengthDecimals);
        operators_ += "re f\n";
      }
      end();
    }
  }

  /// Four curves from the right-hand end, counter-clockwise.
  void put_ellipse(const Rect& place) {
    const double across = place.width.value / 2;
    const double up = place.height.value / 2;
    const double x = place.x.value + across;
    const double y = (page_.height - place.bottom()).value + up;
    const auto point = [&](double right, double above) {
      put_operand(operators_, x + right * across, kLengthDecimals);
      put_operand(operators_, y + above * up, kLengthDecimals);
    };
    point(1, 0);
    operators_ += "m\n";
    for (const auto& [right, above] : {std::pair(1, 0), {0, 1}, {-1, 0}, {0, -1}}) {
      // A quarter turn from (right, above) to (-above, right).
      point(right - above * kQuarterCircle, above + right * kQuarterCircle);
      point(-above + right * kQuarterCircle, right + above * kQuarterCircle);
      point(-above, right);
      operators_ += "c\n";
    }
    operators_ += "f\n";
  }

  const layout::Page& page_;
  std::size_t index_;
  StructureTree* structure_;
  std::string operators_;
  TextObject text_;
  bool has_soft_hyphens_ = false;
};

}  // namespace

std::vector<const text::GlyphRun*> runs_of(std::span<const layout::Page> pages) {
  std::vector<const text::GlyphRun*> runs;
  for (const layout::Page& page : pages) {
    for (const layout::PlacedRun& placed : page.runs) runs.push_back(&placed.run);
  }
  return runs;
}

PageContent write_content(const layout::Page& page, std::size_t index, const text::Subset& subset,
                          std::span<const std::vector<text::ShownRun>> shown,
                          std::span<const ImportedPage> artwork, StructureTree* structure) {
  if (shown.size() != page.runs.size()) throw std::invalid_argument("runs not all shown");
  return ContentWriter(page, index, subset, structure).write(shown, artwork);
}

Dictionary resources_of(const PageContent& content, std::span<const Reference> fonts,
                        std::span<const ImportedPage> artwork) {
  Dictionary resources;
  if (!content.fonts.empty()) {
    Dictionary named;
    for (const std::size_t font : content.fonts) named.set(font_name(font), fonts[font]);
    resources.set("Font", std::move(named));
  }
  if (!content.artwork.empty()) {
    Dictionary named;
    for (const std::size_t i : content.artwork) named.set(artwork_name(i), artwork[i].form);
    resources.set("XObject", std::move(named));
  }
  if (content.has_soft_hyphens) {
    const Dictionary list{{"ActualText", text_string("\u00AD")}};
    resources.set("Properties", Dictionary{{std::string(kSoftHyphen), list}});
  }
  return resources;
}

}  // namespace chancery::pdf
