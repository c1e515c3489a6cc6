#include "text/line.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "text/emphasis.h"
#include "text/font_choice.h"
#include "text/icu.h"
#include "text/justify.h"
#include "text/kashida.h"

namespace chancery::text {
namespace {

/// Differences of sums below this are rounding, in points.
constexpr double kLengthSlack = 1e-6;

/// A run while it is made: its glyphs still know their code units.
struct Piece {
  const Item* item = nullptr;
  std::uint32_t begin = 0, end = 0;  ///< code units; none for an inserted hyphen
  GlyphRun run;
  std::vector<std::uint32_t> units;  ///< for each glyph
};

class LineMaker {
 public:
  LineMaker(const Prepared& prepared, const BrokenLine& broken)
      : prepared_(prepared),
        text_(*prepared.text),
        begin_(broken.from.next),
        end_(broken.to.end),
        broken_(broken) {}

  void collect_pieces() {
    for (std::uint32_t at = begin_; at < end_;) {
      const std::size_t index = item_index(at);
      const Item& item = prepared_.itemised.items[index];
      const std::uint32_t end = std::min(end_, item.end);
      pieces_.push_back(piece_of(index, at, end));
      at = end;
    }
    if (broken_.to.shows_hyphen() && end_ > begin_) pieces_.push_back(hyphen_piece());
  }

  /// UAX 9, L2. L1 has nothing to do: white space at the line's end is gone.
  void reorder() {
    std::vector<UBiDiLevel> levels;
    for (const Piece& piece : pieces_) levels.push_back(piece.item->level);
    if (std::all_of(levels.begin(), levels.end(), [](UBiDiLevel level) { return level == 0; })) {
      return;
    }
    std::vector<int32_t> logical_of(levels.size());
    ubidi_reorderVisual(levels.data(), static_cast<int32_t>(levels.size()), logical_of.data());
    std::vector<Piece> visual;
    visual.reserve(pieces_.size());
    for (const int32_t index : logical_of) {
      visual.push_back(std::move(pieces_[static_cast<std::size_t>(index)]));
    }
    pieces_ = std::move(visual);
  }

  /// Gives punctuation and Latin letters among ideographs their blanks.
  void space_cjk() {
    if (prepared_.cjk.empty()) return;
    for (Piece& piece : pieces_) {
      for (std::size_t i = 0; i < piece.units.size(); ++i) {
        const std::uint32_t unit = piece.units[i];
        const CjkSpacing* spacing = spacing_at(prepared_, unit);
        if (spacing == nullptr) continue;
        Glyph& glyph = piece.run.glyphs[i];
        if (i == 0 || piece.units[i - 1] != unit) {
          const Points before(unit == begin_ ? spacing->at_start : spacing->before);
          glyph.x_offset += before;
          glyph.advance += before;
        }
        if (i + 1 == piece.units.size() || piece.units[i + 1] != unit) {
          glyph.advance += Points(spacing->end >= end_ ? spacing->at_end : spacing->after);
        }
      }
    }
  }

  double natural_width() const {
    double width = 0;
    for (const Piece& piece : pieces_) {
      for (const Glyph& glyph : piece.run.glyphs) width += glyph.advance.value;
    }
    return width;
  }

  /// The line's glue: what stands after its last character is none of it.
  double stretch() const { return sum_of_glue(prepared_.stretch); }
  double shrink() const { return sum_of_glue(prepared_.shrink); }

  /// What the letters can give, for an expansion of glyphs by `expansion` at most.
  double letters(const LetterFit& fit, double expansion) const {
    if (fit.distances.empty()) return 0;
    double width = 0;
    for (const Piece& piece : pieces_) {
      if (may_expand(*piece.item)) width += piece.run.width().value;
    }
    return sum_of_glue(fit.distances) + expansion * width;
  }

  /// Widens (narrows) every glue by `ratio` of its stretch (shrink).
  void adjust(double ratio) { adjust(ratio > 0 ? prepared_.stretch : prepared_.shrink, ratio); }

  /// Makes glyphs wider (narrower) and moves them apart (together).
  void adjust_letters(const LetterFit& fit, double expansion, double ratio) {
    const double scale = 1 + expansion * ratio;
    for (Piece& piece : pieces_) {
      if (!may_expand(*piece.item)) continue;
      piece.run.horizontal_scale = scale;
      for (Glyph& glyph : piece.run.glyphs) {
        glyph.advance = glyph.advance * scale;
        glyph.x_offset = glyph.x_offset * scale;
      }
    }
    adjust(fit.distances, ratio);
  }

  void adjust(const std::vector<double>& glue, double ratio) {
    const std::uint32_t last = text_.previous(end_);
    for (Piece& piece : pieces_) {
      for (std::size_t i = 0; i < piece.units.size(); ++i) {
        const std::uint32_t unit = piece.units[i];
        const bool cluster_ends = i + 1 == piece.units.size() || piece.units[i + 1] != unit;
        if (!cluster_ends || unit >= last) continue;
        piece.run.glyphs[i].advance += Points(ratio * (glue[unit + 1] - glue[unit]));
      }
    }
  }

  /// Stretches joins of Arabic letters by up to `missing` points together. Gives by how much the
  /// line grew: ligatures and kerning at these joins are undone as well.
  double stretch_joins(double missing) {
    const double before = natural_width();
    for (std::size_t count = kashida_count(prepared_, begin_, end_, missing); count > 0; --count) {
      const std::vector<std::uint32_t> units = choose_kashidas(prepared_, begin_, end_, count);
      set_kashidas(units, 0);
      const double left = missing - (natural_width() - before);
      if (left < 0) continue;
      set_kashidas(units, left / static_cast<double>(count));
      return natural_width() - before;
    }
    set_kashidas({}, 0);
    return 0;
  }

  /// Letter-space stands between letters, not at the line's end.
  void trim_letter_space() {
    if (pieces_.empty() || pieces_.back().run.glyphs.empty()) return;
    const Piece& last = pieces_.back();
    pieces_.back().run.glyphs.back().advance -= Points(letter_space(*last.item));
  }

  Line take_line(const FontLibrary& fonts) {
    Line line;
    Points x;
    for (Piece& piece : pieces_) {
      piece.run.x = x;
      x += piece.run.width();
      if (piece.item->style->emphasised) add_emphasis_marks(piece.run, *piece.item, line.marks);
      grow(line, *piece.item->font, piece.run.size, piece.run.raise);
      line.runs.push_back(std::move(piece.run));
    }
    if (line.runs.empty()) grow_empty(line, fonts);
    line.width = x;
    line.text_begin = text_.byte_of[begin_];
    line.text_end = text_.byte_of[std::max(begin_, end_)];
    line.hyphenated = broken_.to.shows_hyphen();
    return line;
  }

 private:
  std::size_t item_index(std::uint32_t unit) const {
    return static_cast<std::size_t>(&prepared_.item_at(unit) - prepared_.itemised.items.data());
  }

  double sum_of_glue(const std::vector<double>& glue) const {
    return end_ > begin_ ? glue[text_.previous(end_)] - glue[begin_] : 0;
  }

  GlyphRun new_run(const Item& item) const {
    GlyphRun run;
    run.font = item.font;
    run.size = Points(item.size);
    run.direction = item.is_rtl() ? Direction::kRightToLeft : Direction::kLeftToRight;
    run.colour = item.style->colour;
    run.language = item.style->language;
    run.link = item.style->link;
    run.raise = item.style->baseline_raise;
    return run;
  }

  Piece piece_of(std::size_t index, std::uint32_t begin, std::uint32_t end) const {
    const Item& item = prepared_.itemised.items[index];
    Piece piece;
    piece.item = &item;
    piece.begin = begin;
    piece.end = end;
    piece.run = new_run(item);
    piece.run.text_begin = text_.byte_of[begin];
    piece.run.text =
        text_.source->text.substr(text_.byte_of[begin], text_.byte_of[end] - text_.byte_of[begin]);
    add_stretches(piece, *prepared_.shaped[index], begin, end);
    return piece;
  }

  /// Each `growth` points longer than a tatweel.
  void set_kashidas(std::span<const std::uint32_t> units, double growth) {
    for (Piece& piece : pieces_) {
      if (piece.item->script != HB_SCRIPT_ARABIC || piece.begin == piece.end) continue;
      piece.run.glyphs.clear();
      piece.units.clear();
      const auto first = std::upper_bound(units.begin(), units.end(), piece.begin);
      if (first != units.end() && *first < piece.end) {
        add_glyphs(
            piece,
            shape_with_kashidas(prepared_, *piece.item, piece.begin, piece.end, units, growth),
            piece.begin, piece.begin, piece.end);
      } else {
        add_stretches(piece, *prepared_.shaped[item_index(piece.begin)], piece.begin, piece.end);
      }
    }
  }

  /// Text between safe places is taken from the shaped item; what a break cut is shaped again.
  void add_stretches(Piece& piece, const Shaped& whole, std::uint32_t begin,
                     std::uint32_t end) const {
    const Item& item = *piece.item;
    const std::uint32_t safe_begin = prepared_.safe_after(item, begin);
    const std::uint32_t safe_end = end == item.end ? end : prepared_.safe_before(item, end);
    if (safe_begin >= safe_end && (begin != safe_begin || end != safe_end)) {
      add_shaped(piece, begin, end);
      return;
    }
    const auto head = [&] {
      if (begin < safe_begin) add_shaped(piece, begin, safe_begin);
    };
    const auto tail = [&] {
      if (safe_end < end) add_shaped(piece, safe_end, end);
    };
    piece.run.glyphs.reserve(whole.size());
    piece.units.reserve(whole.size());
    item.is_rtl() ? tail() : head();
    add_glyphs(piece, whole, item.begin, safe_begin, safe_end);
    item.is_rtl() ? head() : tail();
  }

  void add_shaped(Piece& piece, std::uint32_t begin, std::uint32_t end) const {
    const auto shaped = prepared_.shaper->shape(text_, *piece.item, begin, end);
    add_glyphs(piece, *shaped, begin, begin, end);
  }

  /// Those of `shaped`, whose clusters count from `origin`, that lie in [begin, end).
  void add_glyphs(Piece& piece, const Shaped& shaped, std::uint32_t origin, std::uint32_t begin,
                  std::uint32_t end) const {
    const Item& item = *piece.item;
    const double space = letter_space(item);
    for (std::size_t i = 0; i < shaped.size(); ++i) {
      const ShapedGlyph& from = shaped[i];
      const std::uint32_t unit = origin + from.cluster;
      if (unit < begin || unit >= end) continue;
      const bool cluster_ends = i + 1 == shaped.size() || shaped[i + 1].cluster != from.cluster;
      Glyph glyph;
      glyph.id = from.id;
      glyph.cluster = text_.byte_of[unit] - static_cast<std::uint32_t>(piece.run.text_begin);
      glyph.advance = Points(item.points(from.advance) + (cluster_ends ? space : 0));
      glyph.x_offset = Points(item.points(from.x_offset));
      glyph.y_offset = Points(item.points(from.y_offset));
      piece.run.glyphs.push_back(glyph);
      piece.units.push_back(unit);
    }
  }

  /// A run of its own, on the far side of the last character in its direction.
  Piece hyphen_piece() const {
    const Item& item = prepared_.item_at(text_.previous(end_));
    Piece piece;
    piece.item = &item;
    piece.run = new_run(item);
    piece.run.kind = GlyphRun::Kind::kInsertedHyphen;
    piece.run.text_begin = text_.byte_of[end_];
    const auto hyphen = prepared_.shaper->hyphen(item);  // shared: the loop does not keep it
    for (const ShapedGlyph& from : *hyphen) {
      Glyph glyph;
      glyph.id = from.id;
      glyph.advance = Points(item.points(from.advance));
      glyph.x_offset = Points(item.points(from.x_offset));
      glyph.y_offset = Points(item.points(from.y_offset));
      piece.run.glyphs.push_back(glyph);
      piece.units.push_back(end_);
    }
    return piece;
  }

  static void grow(Line& line, const Font& font, Points size, Points raise) {
    line.ascent = std::max(line.ascent, size * font.metrics().ascender + raise);
    line.descent = std::max(line.descent, -(size * font.metrics().descender) - raise);
  }

  /// An empty line is as tall as a written one.
  void grow_empty(Line& line, const FontLibrary& fonts) const {
    const SpanStyle& style = text_.style_at(std::min(begin_, text_.size() - 1));
    const FontStretch face = font_of_style(style, fonts);
    if (face.font != nullptr) {
      grow(line, *face.font, style.size * face.scale, style.baseline_raise);
    }
  }

  const Prepared& prepared_;
  const CollectedText& text_;
  std::uint32_t begin_;
  std::uint32_t end_;
  const BrokenLine& broken_;
  std::vector<Piece> pieces_;
};

/// `start` and `end` are how far the line's ends stand in (negative: out) from its edges.
Points left_edge(const ParagraphStyle& style, Direction direction, Points width, Points measure,
                 Points start, Points end) {
  const bool rtl = direction == Direction::kRightToLeft;
  const Points at_left = rtl ? end : start;
  const Points at_right = measure - width - (rtl ? start : end);
  switch (style.alignment) {
    case Alignment::kCentre:
      return (measure - width) / 2;
    case Alignment::kEnd:
      return rtl ? at_left : at_right;
    default:
      return rtl ? at_right : at_left;
  }
}

}  // namespace

SetLine make_line(const Prepared& prepared, const LetterFit& letter_fit, const BrokenLine& broken,
                  const ParagraphStyle& style, Points measure, Points indent,
                  const FontLibrary& fonts) {
  LineMaker maker(prepared, broken);
  maker.collect_pieces();
  maker.reorder();
  maker.trim_letter_space();
  maker.space_cjk();
  const Protrusion protrusion = protrusion_of(prepared, style, broken);
  const Points start = indent - Points(protrusion.start);
  const Points end = -Points(protrusion.end);
  const Points room = measure - start - end;
  double missing = room.value - maker.natural_width();
  Adjustment adjustment;
  if (style.alignment == Alignment::kJustified && (missing < 0 || !broken.to.ends_line_always())) {
    const double stretch = maker.stretch();
    if (missing > stretch && !prepared.kashidas.empty()) {
      missing -= maker.stretch_joins(missing - stretch);
    }
    const double letters = maker.letters(letter_fit, style.glyph_expansion);
    adjustment = share_out(missing, {stretch, maker.shrink(), letters});
    // Without spaces a line stays short, or too wide.
    if (std::isinf(adjustment.spaces)) adjustment = {0, missing < 0 ? adjustment.letters : 0};
    adjustment.spaces = std::max(-1.0, adjustment.spaces);
    if (adjustment.letters != 0) {
      maker.adjust_letters(letter_fit, style.glyph_expansion, adjustment.letters);
    }
    if (adjustment.spaces != 0) maker.adjust(adjustment.spaces);
  }
  SetLine set;
  set.line = maker.take_line(fonts);
  set.line.stretch_ratio = adjustment.spaces;
  set.line.letter_ratio = adjustment.letters;
  const Points excess = set.line.width - room;
  if (excess.value > kLengthSlack) set.overfull = excess;
  set.line.x = left_edge(style, prepared.itemised.direction, set.line.width, measure, start, end);
  return set;
}

}  // namespace chancery::text
