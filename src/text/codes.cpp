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

/// Characters that codes do not say: bidi controls, since codes stand in visual order; the soft
/// hyphen, which readers take for one that is seen; U+FEFF and U+FFFE, which PDF/A forbids
/// (ISO 19005-2, 6.2.11.7.2).
bool is_left_out(char32_t c) {
  if (c < U'\u00AD') return c == 0;
  return c == U'\u00AD' || c == U'\uFEFF' || c == U'\uFFFE' ||
         u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_BIDI_CONTROL) != 0;
}

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
    const std::vector<std::string> said = says(piece);
    const bool is_plain = components_.size() == 1 && components_[0].y == 0;
    if (is_rtl_ && said.size() > 1 && font_.can_make()) {
      put_shares(piece, said);
    } else if (is_plain) {
      put_glyph(components_[0].glyph, together(said),
                run_.pen(piece.first) + run_.across(components_[0].x));
    } else if (components_.empty()) {
      put_glyph(widest(piece), together(said), run_.pen(piece.first));
    } else if (font_.can_make() && components_fit()) {
      const std::int32_t advance = is_rtl_ ? shaped_advance(piece) : natural_advance(piece);
      put_made({std::move(components_), advance}, together(said), run_.pen(piece.first));
    } else {
      put_components(piece, said);
    }
  }

 private:
  void put_without_glyphs(const Piece& piece) {
    const std::vector<std::string> said = says(piece);
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

  /// The piece's characters as codes may say them, in the order they are read back. What cannot
  /// be seen stays with the character before it.
  std::vector<std::string> says(const Piece& piece) const {
    std::vector<std::u32string> characters;
    for (std::size_t at = piece.text_begin; at < piece.text_end;) {
      const char32_t c = as_said(run_.next_character(at));
      if (is_left_out(c)) continue;
      if (characters.empty() || !is_ignorable(c)) characters.emplace_back();
      characters.back() += c;
    }
    if (is_rtl_) {
      std::reverse(characters.begin(), characters.end());
      for (std::u32string& each : characters) std::reverse(each.begin(), each.end());
    }
    std::vector<std::string> said(characters.size());
    for (std::size_t i = 0; i < characters.size(); ++i) {
      for (const char32_t c : characters[i]) append_utf8(said[i], c);
    }
    return said;
  }

  static std::string together(const std::vector<std::string>& said) {
    std::string text;
    for (const std::string& each : said) text += each;
    if (text.empty()) text = kNoText;
    return text;
  }

  /// The first code draws everything, the others are blank; each has its share of the width.
  void put_shares(const Piece& piece, const std::vector<std::string>& said) {
    if (!components_fit()) {
      put_components(piece, said);
      return;
    }
    const auto count = static_cast<double>(said.size());
    const auto share = static_cast<std::int32_t>(std::lround(shaped_advance(piece) / count));
    for (std::size_t i = 0; i < said.size(); ++i) {
      MadeGlyph made;
      if (i == 0) made.components = std::move(components_);
      made.advance = share;
      put_made(std::move(made), said[i],
               run_.pen(piece.first) + run_.across(share) * static_cast<double>(i));
    }
  }

  /// For fonts that no glyph can be made for: each component a code, the characters dealt out.
  /// The first says what is more than one each, the last say nothing when there are fewer.
  void put_components(const Piece& piece, const std::vector<std::string>& said) {
    const std::size_t count = components_.size();
    std::size_t next = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t left = said.size() - next;
      const std::size_t mine =
          i == 0 && left > count ? left - count + 1 : std::min<std::size_t>(left, 1);
      std::string text;
      for (const std::size_t end = next + mine; next < end; ++next) text += said[next];
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

  /// Without what justification added after the last glyph, which would make another glyph of
  /// each occurrence.
  std::int32_t natural_advance(const Piece& piece) const {
    const std::uint32_t last = glyphs_[piece.end - 1].id;
    const bool moves_pen = !font_.is_mark(last) && !font_.is_blank(last);
    return limited(run_.units_across(run_.pen(piece.end - 1) - run_.pen(piece.first)) +
                   (moves_pen ? font_.advance(last) : 0));
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
