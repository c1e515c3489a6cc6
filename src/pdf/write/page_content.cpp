#include "pdf/write/page_content.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>
#include <variant>

#include "pdf/write/line_order.h"
#include "pdf/write/operators.h"
#include "pdf/write/text_object.h"

namespace chancery::pdf {
namespace {

using layout::Artifact;
using layout::Meaning;

constexpr int kLengthDecimals = 3;
constexpr int kScaleDecimals = 5;
/// Control points of a quarter circle's curve lie this far along its tangents: 4/3 (√2 - 1).
constexpr double kQuarterCircle = 0.5522847498;
/// Property list of hyphens that the author did not write: soft hyphens (14.8.2.2.3). poppler joins
/// a word only at a plain hyphen, and knows actual text only where it stands in the content.
constexpr std::string_view kSoftHyphen = "H";
constexpr std::string_view kPlainHyphen = "/Span<</ActualText(-)>>BDC\n";
/// Of codes that say a directional mark beside the space, for pdf.js, which knows no actual text.
constexpr std::string_view kActualSpace = "/ActualText( )";

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

Dictionary fonts_named(const std::set<std::size_t>& used, std::span<const Reference> fonts) {
  Dictionary named;
  for (const std::size_t font : used) named.set(font_name(font), fonts[font]);
  return named;
}

std::string word_end_name(std::size_t word_end) {
  std::string name = std::to_string(word_end);
  name.insert(name.begin(), 'W');
  return name;
}

bool says_space(const text::SubsetFont& font, std::uint16_t code) {
  return text_of_code(font, code).starts_with(' ');
}

bool is_inserted_hyphen(const layout::PlacedRun& placed) {
  return placed.run.kind == text::GlyphRun::Kind::kInsertedHyphen;
}

class ContentWriter {
 public:
  ContentWriter(const layout::Page& page, std::size_t index, const text::Subset& subset,
                StructureTree* structure, const Paint& paint)
      : page_(page),
        index_(index),
        subset_(subset),
        structure_(structure),
        paint_(paint),
        text_(subset, paint, operators_) {}

  /// Text is drawn last.
  PageContent write(std::span<const std::vector<text::ShownRun>> shown,
                    std::span<const ImportedPage> artwork) {
    PageContent content;
    // A figure's own mark comes before that of its caption; rectangles have none to keep in order.
    put_artwork(artwork, content.artwork);
    std::string below = std::move(operators_);
    operators_.clear();
    put_text(shown);
    const std::string text = std::move(operators_);
    operators_.clear();
    put_rects();
    content.operators = std::move(below) + operators_ + text;
    content.fonts = text_.fonts();
    content.has_soft_hyphens = has_soft_hyphens_;
    content.word_ends = std::move(word_ends_);
    return content;
  }

 private:
  /// Content in another language than its element's says so (14.9.2.2).
  void begin(const Meaning& meaning, const std::string& language = {}, bool is_space = false) {
    if (structure_ == nullptr) return;
    if (const auto* artifact = std::get_if<Artifact>(&meaning)) {
      operators_ += "/Artifact";
      operators_ += artifact_properties(artifact->kind);
      operators_ += "BDC\n";
      return;
    }
    const std::size_t element = std::get<std::size_t>(meaning);
    const int mark = structure_->mark(element, index_);
    const bool is_foreign = !language.empty() && language != structure_->language(element);
    operators_ += '/';
    operators_ += is_foreign || is_space ? "Span" : structure_->element(element).type;
    operators_ += "<</MCID ";
    operators_ += std::to_string(mark);
    if (is_foreign) {
      Bytes text;
      serialise(text_string(language), text);
      operators_ += "/Lang";
      operators_ += text_of(ByteView(text));
    }
    if (is_space) operators_ += kActualSpace;
    operators_ += ">>BDC\n";
  }
  void end_sequence() {
    if (structure_ != nullptr) operators_ += "EMC\n";
  }

  /// A marked-content sequence that is being written.
  struct Sequence {
    const Meaning* meaning = nullptr;
    const std::string* language = nullptr;
    bool is_space = false;

    bool holds(const Sequence& other) const {
      return meaning != nullptr && is_space == other.is_space && same(*meaning, *other.meaning) &&
             *language == *other.language;
    }
  };

  /// Sequences are not nested but for hyphens, and one that holds a hyphen ends with it: poppler
  /// takes the end of the inner sequence for that of the outer one.
  void put_text(std::span<const std::vector<text::ShownRun>> shown) {
    if (page_.runs.empty()) return;
    operators_ += "BT\n";
    bool follows_hyphen = false;
    for (const std::size_t i : reading_order(page_.runs)) {
      const layout::PlacedRun& placed = page_.runs[i];
      const bool is_hyphen = is_inserted_hyphen(placed) && structure_ != nullptr;
      if (is_hyphen) {
        put_soft_hyphen(placed, shown[i]);
      } else {
        put_run(placed, shown[i], follows_hyphen);
      }
      follows_hyphen = is_hyphen;
    }
    close();
    operators_ += "ET\n";
  }

  void open(const Sequence& sequence) {
    if (sequence_.holds(sequence)) return;
    close();
    begin(*sequence.meaning, *sequence.language, sequence.is_space);
    sequence_ = sequence;
  }

  void close() {
    if (sequence_.meaning == nullptr) return;
    text_.finish_operator();
    end_sequence();
    sequence_ = {};
  }

  void put_soft_hyphen(const layout::PlacedRun& placed, const std::vector<text::ShownRun>& shown) {
    open({&placed.meaning, &placed.run.language});
    has_soft_hyphens_ = true;
    text_.finish_operator();
    operators_ += "/Span/";
    operators_ += kSoftHyphen;
    operators_ += " BDC\n";
    operators_ += kPlainHyphen;
    put_run(placed, shown);
    text_.finish_operator();
    operators_ += "EMC\nEMC\n";
    close();
  }

  /// Up to the first space, on the line after a hyphen; gives the number of codes.
  std::size_t put_word_end(const layout::PlacedRun& placed, const text::ShownRun& part) {
    const text::SubsetFont& font = subset_.fonts.at(part.font);
    std::size_t end = 0;
    while (end < part.codes.size() && !says_space(font, part.codes[end].code)) ++end;
    if (end == 0) return 0;
    close();
    WordEnd word;
    word.operators = "BT\n";
    TextObject text(subset_, paint_, word.operators);
    text.show(placed.run, part.font, std::span(part.codes).first(end), placed.x.value,
              baseline_of(placed));
    text.finish_operator();
    word.operators += "ET\n";
    word.fonts = text.fonts();
    operators_ += "ET\n";
    begin(placed.meaning, placed.run.language);
    operators_ += '/';
    operators_ += word_end_name(word_ends_.size());
    operators_ += " Do\n";
    end_sequence();
    operators_ += "BT\n";
    text_.restart();
    word_ends_.push_back(std::move(word));
    return end;
  }

  double baseline_of(const layout::PlacedRun& placed) const {
    return (page_.height - placed.baseline + placed.run.raise).value;
  }

  void put_run(const layout::PlacedRun& placed, const std::vector<text::ShownRun>& shown,
               bool follows_hyphen = false) {
    const bool is_rtl = placed.run.direction == text::Direction::kRightToLeft;
    for (const text::ShownRun& part : shown) {
      std::span<const text::ShownCode> codes(part.codes);
      if (follows_hyphen && !is_rtl && &part == &shown.front()) {
        codes = codes.subspan(put_word_end(placed, part));
      }
      for (std::size_t begin = 0; begin < codes.size();) {
        std::size_t end = begin + 1;
        while (!codes[begin].is_space && end < codes.size() && !codes[end].is_space) ++end;
        put_codes(placed, part.font, codes.subspan(begin, end - begin));
        begin = end;
      }
    }
  }

  void put_codes(const layout::PlacedRun& placed, std::size_t font,
                 std::span<const text::ShownCode> codes) {
    const bool is_space = codes.front().is_space;
    const bool is_marked =
        structure_ != nullptr && std::holds_alternative<std::size_t>(placed.meaning);
    open({&placed.meaning, &placed.run.language, is_space && is_marked});
    const bool is_nested = is_space && !is_marked;
    if (is_nested) {
      text_.finish_operator();
      operators_ += "/Span<<";
      operators_ += kActualSpace;
      operators_ += ">>BDC\n";
    }
    text_.show(placed.run, font, codes, placed.x.value, baseline_of(placed));
    if (is_nested) {
      text_.finish_operator();
      operators_ += "EMC\n";
    }
  }

  void put_artwork(std::span<const ImportedPage> artwork, std::set<std::size_t>& used) {
    for (const layout::PlacedArtwork& placed : page_.artwork) {
      if (placed.artwork >= artwork.size()) throw std::invalid_argument("no such artwork");
      const ImportedPage& image = artwork[placed.artwork];
      begin(placed.meaning);
      operators_ += "q ";
      put_operand(operators_, placed.place.width / image.width, kScaleDecimals);
      operators_ += "0 0 ";
      put_operand(operators_, placed.place.height / image.height, kScaleDecimals);
      put_operand(operators_, placed.place.x.value, kLengthDecimals);
      put_operand(operators_, (page_.height - placed.place.bottom()).value, kLengthDecimals);
      operators_ += "cm/";
      operators_ += artwork_name(placed.artwork);
      operators_ += " Do Q\n";
      end_sequence();
      used.insert(placed.artwork);
    }
  }

  void put_rects() {
    std::optional<Colour> colour;
    // Of one colour they are one path: filled one by one, those that touch would show a seam.
    bool has_path = false;
    const auto fill = [&] {
      if (std::exchange(has_path, false)) operators_ += "f\n";
    };
    const std::vector<layout::FilledRect>& rects = page_.rects;
    for (std::size_t i = 0; i < rects.size();) {
      const Meaning& meaning = rects[i].meaning;
      begin(meaning);
      for (; i < rects.size() && same(rects[i].meaning, meaning); ++i) {
        if (colour != rects[i].colour) {
          fill();
          colour = rects[i].colour;
          paint_.put(*colour, operators_);
        }
        const Rect& place = rects[i].place;
        if (rects[i].is_round) {
          fill();
          put_ellipse(place);
          continue;
        }
        put_operand(operators_, place.x.value, kLengthDecimals);
        put_operand(operators_, (page_.height - place.bottom()).value, kLengthDecimals);
        put_operand(operators_, place.width.value, kLengthDecimals);
        put_operand(operators_, place.height.value, kLengthDecimals);
        operators_ += "re\n";
        has_path = true;
      }
      fill();
      end_sequence();
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
  const text::Subset& subset_;
  StructureTree* structure_;
  const Paint& paint_;
  std::string operators_;
  TextObject text_;
  Sequence sequence_;
  bool has_soft_hyphens_ = false;
  std::vector<WordEnd> word_ends_;
};

}  // namespace

std::vector<text::RunInLine> runs_of(std::span<const layout::Page> pages) {
  std::vector<text::RunInLine> runs;
  for (const layout::Page& page : pages) {
    const std::vector<text::RunInLine> of_page = runs_in_lines(page.runs);
    runs.insert(runs.end(), of_page.begin(), of_page.end());
  }
  return runs;
}

PageContent write_content(const layout::Page& page, std::size_t index, const text::Subset& subset,
                          std::span<const std::vector<text::ShownRun>> shown,
                          std::span<const ImportedPage> artwork, StructureTree* structure,
                          const Paint& paint) {
  if (shown.size() != page.runs.size()) throw std::invalid_argument("runs not all shown");
  return ContentWriter(page, index, subset, structure, paint).write(shown, artwork);
}

Dictionary resources_of(const PageContent& content, std::span<const Reference> fonts,
                        std::span<const ImportedPage> artwork, std::span<const Reference> word_ends,
                        const Paint& paint) {
  Dictionary resources;
  paint.add_resources(resources);
  if (!content.fonts.empty()) resources.set("Font", fonts_named(content.fonts, fonts));
  if (!content.artwork.empty() || !word_ends.empty()) {
    Dictionary named;
    for (const std::size_t i : content.artwork) named.set(artwork_name(i), artwork[i].form);
    for (std::size_t i = 0; i < word_ends.size(); ++i) named.set(word_end_name(i), word_ends[i]);
    resources.set("XObject", std::move(named));
  }
  if (content.has_soft_hyphens) {
    const Dictionary list{{"ActualText", text_string("\u00AD")}};
    resources.set("Properties", Dictionary{{std::string(kSoftHyphen), list}});
  }
  return resources;
}

Dictionary form_of(const WordEnd& word_end, Array page_box, std::span<const Reference> fonts,
                   const Paint& paint) {
  Dictionary resources{{"Font", fonts_named(word_end.fonts, fonts)}};
  paint.add_resources(resources);
  return {{"Type", Name{"XObject"}},
          {"Subtype", Name{"Form"}},
          {"BBox", std::move(page_box)},
          {"Resources", std::move(resources)}};
}

}  // namespace chancery::pdf
