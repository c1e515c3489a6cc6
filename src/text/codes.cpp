#include "text/codes.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "text/codes_pieces.h"

namespace chancery::text {
namespace {

/// What a component says that has no character left: nothing to see, and PDF/A wants a character.
constexpr std::string_view kNoText = "\u200B";
constexpr std::int32_t kLargestAdvance = 0xFFFF;
/// Of marks: poppler sorts by places, and puts what stands at the same one in the wrong order.
constexpr std::int32_t kLeastAdvance = 1;

/// Tabs and line ends are set as spaces.
char32_t as_said(char32_t c) {
  return c < U' ' || c == U'\u0085' || c == U'\u2028' || c == U'\u2029' ? U' ' : c;
}

class CellMaker {
 public:
  CellMaker(const MeasuredRun& run, std::vector<Cell>& cells)
      : run_(run), font_(run.font), glyphs_(run.glyphs), is_rtl_(run.is_rtl), cells_(cells) {}

  void put_piece(const Piece& piece) {
    if (piece.first == piece.end) {
      put_without_glyphs(piece);
      return;
    }
    if (shows_missing_glyph(piece)) {
      if (piece.is_space) return;
      throw std::invalid_argument("a missing glyph is to be shown");
    }
    if (put_plain_letter(piece)) return;
    find_components(piece);
    std::vector<Said> said = says(piece);
    const bool fits = font_.can_make() && components_fit();
    if (fits && said.size() > 1) {
      put_shares(piece, std::move(said));
    } else if (fits || is_plain() || components_.empty()) {
      put_drawing(piece, together(said), advance_of(piece));
    } else {
      put_components(piece, said);
    }
  }

 private:
  void put_without_glyphs(const Piece& piece) {
    const std::vector<Said> said = says(piece);
    if (said.empty()) return;
    if (font_.can_make()) {
      put_made({}, together(said), run_.pen(piece.first));
    } else if (piece.blank) {
      put_glyph(*piece.blank, together(said), run_.pen(piece.first));
    }
  }

  bool shows_missing_glyph(const Piece& piece) const {
    for (std::size_t i = piece.first; i < piece.end; ++i) {
      if (glyphs_[i].id == 0) return true;
    }
    return false;
  }

  /// The usual case, quickly: one glyph on the baseline for one character.
  bool put_plain_letter(const Piece& piece) {
    if (piece.end - piece.first != 1) return false;
    const Glyph& glyph = glyphs_[piece.first];
    if (run_.units_up(glyph.y_offset.value) != 0) return false;
    std::size_t at = piece.text_begin;
    const char32_t c = run_.next_character(at);
    if (at != piece.text_end || c != as_said(c)) return false;
    Cell& cell = cells_.emplace_back();
    cell.glyph = glyph.id;
    cell.text.assign(run_.text.substr(piece.text_begin, piece.text_end - piece.text_begin));
    cell.x = Points(run_.pen(piece.first) + glyph.x_offset.value);
    return true;
  }

  /// What is to be seen of the piece, from its first pen position.
  void find_components(const Piece& piece) {
    components_.clear();
    for (std::size_t i = piece.first; i < piece.end; ++i) {
      const Glyph& glyph = glyphs_[i];
      if (font_.is_blank(glyph.id)) continue;
      const double x = run_.pen(i) - run_.pen(piece.first) + glyph.x_offset.value;
      components_.push_back({glyph.id, run_.units_across(x), run_.units_up(glyph.y_offset.value)});
    }
  }

  bool components_fit() const {
    return std::all_of(components_.begin(), components_.end(), [](const Component& component) {
      return std::abs(component.x) <= kLargestOffset && std::abs(component.y) <= kLargestOffset;
    });
  }

  /// What one code says.
  struct Said {
    std::string text;
    bool is_mark = false;  ///< non-spacing: gets no width
  };

  /// The piece's characters as codes may say them, in the order they are read back. Right to left
  /// each has a code of its own. Left to right they stay together, but for non-spacing marks, which
  /// have codes of their own where glyphs can be made: pdf.js takes a code in whose text there is
  /// one for a mark without width. What cannot be seen stays with the character before it.
  std::vector<Said> says(const Piece& piece) const {
    std::vector<std::u32string> parts;
    for (std::size_t at = piece.text_begin; at < piece.text_end;) {
      const char32_t c = as_said(run_.next_character(at));
      if (is_left_out(c) && !run_.is_hyphen) continue;
      const bool goes_on = !is_rtl_ && font_.can_make() && !parts.empty() &&
                           is_mark(parts.back().back()) == is_mark(c);
      const bool joins = !parts.empty() && (is_ignorable(c) || goes_on);
      if (!joins) parts.emplace_back();
      parts.back() += c;
    }
    if (is_rtl_) {
      std::reverse(parts.begin(), parts.end());
      for (std::u32string& each : parts) std::reverse(each.begin(), each.end());
    }
    std::vector<Said> said(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
      for (const char32_t c : parts[i]) append_utf8(said[i].text, c);
      said[i].is_mark = is_mark(parts[i].back());
    }
    return said;
  }

  static std::string together(const std::vector<Said>& said) {
    std::string text;
    for (const Said& each : said) text += each.text;
    if (text.empty()) text = kNoText;
    return text;
  }

  /// The first code that is no mark draws everything. The others are blank: marks with hardly any
  /// width, the rest each with its share of it.
  void put_shares(const Piece& piece, std::vector<Said> said) {
    const auto wide = static_cast<std::int32_t>(
        std::count_if(said.begin(), said.end(), [](const Said& each) { return !each.is_mark; }));
    if (wide == 0) {
      put_drawing(piece, together(said), advance_of(piece));
      return;
    }
    // Without a gap: poppler takes one for a space where it has parted marks from their letters.
    const std::int32_t advance = shaped_advance(piece);
    const std::int32_t marks = static_cast<std::int32_t>(said.size()) - wide;
    const std::int32_t rest = std::max(advance - marks * kLeastAdvance, wide * kLeastAdvance);
    std::int32_t at = 0;
    std::int32_t shares = 0;
    for (Said& each : said) {
      std::int32_t mine = kLeastAdvance;
      if (!each.is_mark) {
        mine = rest * (shares + 1) / wide - rest * shares / wide;
        ++shares;
      }
      MadeGlyph made{{}, mine};
      if (!each.is_mark && shares == 1) {
        made.components = std::move(components_);
        for (Component& component : made.components) component.x -= at;
      }
      put_made(std::move(made), std::move(each.text), run_.pen(piece.first) + run_.across(at));
      at += mine;
    }
  }

  /// One code for everything that is to be seen.
  void put_drawing(const Piece& piece, std::string text, std::int32_t advance) {
    const double pen = run_.pen(piece.first);
    if (components_.empty()) {
      put_glyph(widest(piece), std::move(text), pen);
    } else if (is_plain()) {
      put_glyph(components_[0].glyph, std::move(text), pen + run_.across(components_[0].x));
    } else {
      put_made({std::move(components_), advance}, std::move(text), pen);
    }
  }

  /// What is to be seen is one glyph on the baseline.
  bool is_plain() const { return components_.size() == 1 && components_[0].y == 0; }

  /// Of the font or, for marks, often none.
  std::int32_t own_advance(const Glyph& glyph) const {
    const std::int32_t own = font_.advance(glyph.id);
    const std::int32_t shaped = run_.units_across(glyph.advance.value);
    return std::abs(shaped - own) <= std::abs(shaped) ? own : 0;
  }

  /// For fonts that no glyph can be made for: each component a code, the characters dealt out.
  /// The first says what is more than one each, the last say nothing when there are fewer.
  void put_components(const Piece& piece, const std::vector<Said>& said) {
    const std::size_t count = components_.size();
    std::size_t next = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t left = said.size() - next;
      const std::size_t mine =
          i == 0 && left > count ? left - count + 1 : std::min<std::size_t>(left, 1);
      std::string text;
      for (const std::size_t end = next + mine; next < end; ++next) text += said[next].text;
      if (text.empty()) text = kNoText;
      put_glyph(components_[i].glyph, std::move(text),
                run_.pen(piece.first) + run_.across(components_[i].x), run_.up(components_[i].y));
    }
  }

  void put_glyph(std::uint32_t glyph, std::string text, double x, double y = 0) {
    Cell& cell = cells_.emplace_back();
    cell.glyph = glyph;
    cell.text = std::move(text);
    cell.x = Points(x);
    cell.y = Points(y);
  }

  void put_made(MadeGlyph made, std::string text, double x) {
    Cell& cell = cells_.emplace_back();
    cell.is_made = true;
    cell.made = std::move(made);
    cell.text = std::move(text);
    cell.x = Points(x);
  }

  std::uint32_t widest(const Piece& piece) const {
    const auto wider = [](const Glyph& left, const Glyph& right) {
      return left.advance < right.advance;
    };
    return std::max_element(glyphs_.begin() + static_cast<std::ptrdiff_t>(piece.first),
                            glyphs_.begin() + static_cast<std::ptrdiff_t>(piece.end), wider)
        ->id;
  }

  static std::int32_t limited(std::int32_t advance) {
    return std::clamp(advance, 0, kLargestAdvance);
  }

  std::int32_t shaped_advance(const Piece& piece) const {
    return limited(run_.units_across(run_.pen(piece.end) - run_.pen(piece.first)));
  }

  /// Left to right without what justification added after the last glyph, which would make another
  /// glyph of each occurrence.
  std::int32_t advance_of(const Piece& piece) const {
    if (is_rtl_) return shaped_advance(piece);
    const std::size_t last = piece.end - 1;
    return limited(run_.units_across(run_.pen(last) - run_.pen(piece.first)) +
                   own_advance(glyphs_[last]));
  }

  const MeasuredRun& run_;
  const GlyphFacts& font_;
  const std::vector<Glyph>& glyphs_;
  bool is_rtl_;
  std::vector<Cell>& cells_;
  std::vector<Component> components_;
};

}  // namespace

void make_cells(const GlyphRun& run, const GlyphFacts& font, std::vector<Cell>& cells) {
  cells.clear();
  const MeasuredRun measured(run, font);
  CellMaker maker(measured, cells);
  for (const Piece& piece : cut_pieces(measured)) maker.put_piece(piece);
}

}  // namespace chancery::text
