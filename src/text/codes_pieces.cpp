#include "text/codes_pieces.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "base/utf8.h"
#include "text/white_space.h"

namespace chancery::text {
namespace {

/// What an inserted hyphen says (ISO 32000-1, 14.8.2.2.3): pdf.js leaves it out, PDFium joins the
/// word.
constexpr std::string_view kHyphenText = "\u00AD";
/// Below this no character is ignorable.
constexpr char32_t kFirstIgnorable = 0xAD;
/// And below this none is a non-spacing mark.
constexpr char32_t kFirstMark = 0x300;

/// Such text has nothing ignorable.
bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

class Cutting {
 public:
  explicit Cutting(const MeasuredRun& run) : run_(run), glyphs_(run.glyphs), is_rtl_(run.is_rtl) {}

  std::vector<Piece> cut() {
    if (glyphs_.empty()) return {};
    find_pieces();
    share_ignorable();
    if (is_rtl_ && run_.font.can_make()) {
      join_unmoved();
      join_words();
    }
    return std::move(pieces_);
  }

 private:
  /// One for each cluster.
  void find_pieces() {
    pieces_.reserve(glyphs_.size());
    for (std::size_t i = 0; i < glyphs_.size();) {
      Piece piece;
      piece.first = i;
      const std::uint32_t cluster = glyphs_[i].cluster;
      while (i < glyphs_.size() && glyphs_[i].cluster == cluster) ++i;
      piece.end = i;
      piece.text_begin = cluster;
      pieces_.push_back(piece);
    }
    (is_rtl_ ? pieces_.back() : pieces_.front()).text_begin = 0;
    const std::size_t count = pieces_.size();
    for (std::size_t i = 0; i < count; ++i) {
      const bool is_last = i == (is_rtl_ ? 0 : count - 1);
      const std::size_t end =
          is_last ? run_.text.size() : pieces_[is_rtl_ ? i - 1 : i + 1].text_begin;
      if (end <= pieces_[i].text_begin || end > run_.text.size()) {
        throw std::invalid_argument("clusters out of order");
      }
      pieces_[i].text_end = end;
      look_at(pieces_[i]);
    }
  }

  void look_at(Piece& piece) const {
    std::size_t at = piece.text_begin;
    piece.is_space = is_white_space(run_.next_character(at));
    if (!is_rtl_) return;
    for (std::size_t i = piece.first; i < piece.end; ++i) {
      if (run_.units_up(glyphs_[i].y_offset.value) != 0 && !run_.font.is_mark(glyphs_[i].id)) {
        piece.is_raised = true;
      }
    }
  }

  /// What is not seen (joiners, zero-width spaces) shares the code of what stands to its right, as
  /// the first of its characters: pdf.js drops codes that say such a character last. At a run's
  /// end it gets a code of its own, which pdf.js alone drops.
  void share_ignorable() {
    if (is_ascii(run_.text)) return;
    std::vector<Piece> shared;
    shared.reserve(pieces_.size());
    std::optional<Piece> carried;
    for (Piece& piece : pieces_) {
      if (carried) {
        (is_rtl_ ? piece.text_end : piece.text_begin) =
            is_rtl_ ? carried->text_end : carried->text_begin;
        carried.reset();
      }
      const std::size_t cut = is_rtl_ ? after_leading(piece) : before_trailing(piece);
      if (cut != (is_rtl_ ? piece.text_begin : piece.text_end) && can_give_away(piece, cut)) {
        carried = give_away(piece, cut);
      }
      if (piece.text_begin < piece.text_end) shared.push_back(piece);
    }
    if (carried) shared.push_back(*carried);
    pieces_ = std::move(shared);
  }

  /// Past the ignorable characters that the text begins with.
  std::size_t after_leading(const Piece& piece) const {
    std::size_t at = piece.text_begin;
    while (at < piece.text_end) {
      std::size_t next = at;
      if (!is_ignorable(run_.next_character(next))) break;
      at = next;
    }
    return at;
  }

  /// Before the ignorable characters that the text ends with.
  std::size_t before_trailing(const Piece& piece) const {
    std::size_t at = piece.text_end;
    while (at > piece.text_begin) {
      std::size_t start = at - 1;
      const auto continues = [&] {
        return (static_cast<unsigned char>(run_.text[start]) & 0xC0U) == 0x80U;
      };
      while (start > piece.text_begin && continues()) --start;
      std::size_t next = start;
      if (!is_ignorable(run_.next_character(next))) break;
      at = start;
    }
    return at;
  }

  /// Glyphs that are seen keep some text.
  bool can_give_away(const Piece& piece, std::size_t cut) const {
    if (cut != (is_rtl_ ? piece.text_end : piece.text_begin)) return true;
    for (std::size_t i = piece.first; i < piece.end; ++i) {
      if (!run_.font.is_blank(glyphs_[i].id)) return false;
    }
    return true;
  }

  Piece give_away(Piece& piece, std::size_t cut) const {
    Piece given;
    given.first = given.end = piece.end;
    given.text_begin = is_rtl_ ? piece.text_begin : cut;
    given.text_end = is_rtl_ ? cut : piece.text_end;
    (is_rtl_ ? piece.text_begin : piece.text_end) = cut;
    for (std::size_t i = piece.first; i < piece.end; ++i) {
      if (glyphs_[i].id != 0 && run_.font.is_blank(glyphs_[i].id)) given.blank = glyphs_[i].id;
    }
    return given;
  }

  /// A letter that does not move the pen, as fonts have them for lam-alef, goes with the one to its
  /// right: pdf.js sees the gap before it a second time behind it.
  void join_unmoved() {
    std::vector<Piece> moving;
    moving.reserve(pieces_.size());
    for (const Piece& piece : pieces_) {
      const bool follows_unmoved = !moving.empty() && !piece.is_space && is_unmoved(moving.back());
      if (follows_unmoved) {
        moving.back() = joined(moving.back(), piece);
      } else {
        moving.push_back(piece);
      }
    }
    pieces_ = std::move(moving);
  }

  bool is_unmoved(const Piece& piece) const {
    std::size_t at = piece.text_begin;
    return !piece.is_space && piece.first != piece.end && !is_mark(run_.next_character(at)) &&
           run_.units_across(run_.pen(piece.end) - run_.pen(piece.first)) <= 0;
  }

  /// Words with letters off the baseline become one glyph each: readers take a letter that hangs
  /// above the others for another line.
  void join_words() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < pieces_.size();) {
      Piece word = pieces_[i];
      std::size_t end = i + 1;
      if (!word.is_space) {
        for (; end < pieces_.size() && !pieces_[end].is_space; ++end) {
          word = joined(word, pieces_[end]);
        }
      }
      const bool fits =
          run_.units_across(run_.pen(word.end) - run_.pen(word.first)) < kLargestOffset;
      if (end - i > 1 && word.is_raised && fits) {
        pieces_[kept++] = word;
        i = end;
      } else {
        while (i < end) pieces_[kept++] = pieces_[i++];
      }
    }
    pieces_.resize(kept);
  }

  /// `right` stands to the right of `left` and goes before it in the text.
  static Piece joined(const Piece& left, const Piece& right) {
    Piece piece = left;
    piece.end = right.end;
    piece.text_begin = right.text_begin;
    piece.is_raised = left.is_raised || right.is_raised;
    return piece;
  }

  const MeasuredRun& run_;
  const std::vector<Glyph>& glyphs_;
  bool is_rtl_;
  std::vector<Piece> pieces_;
};

}  // namespace

MeasuredRun::MeasuredRun(const GlyphRun& run, const GlyphFacts& facts)
    : font(facts),
      glyphs(run.glyphs),
      text(run.kind == GlyphRun::Kind::kInsertedHyphen ? kHyphenText : std::string_view(run.text)),
      is_rtl(run.direction == Direction::kRightToLeft),
      is_hyphen(run.kind == GlyphRun::Kind::kInsertedHyphen),
      em_(run.size.value),
      em_wide_(run.size.value * run.horizontal_scale) {
  if (!(em_ > 0) || !(em_wide_ > 0)) throw std::invalid_argument("type without size");
  pens_.reserve(glyphs.size() + 1);
  double pen = 0;
  for (const Glyph& glyph : glyphs) {
    pens_.push_back(pen);
    pen += glyph.advance.value;
  }
  pens_.push_back(pen);
}

char32_t MeasuredRun::next_character(std::size_t& at) const {
  if (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) {
    return static_cast<char32_t>(text[at++]);
  }
  const auto step = decode_utf8(text, at);
  if (!step) throw std::invalid_argument("run text is not UTF-8");
  at += step->length;
  return step->code_point;
}

std::int32_t MeasuredRun::units(double points, double em) const {
  constexpr double kFar = 1e6;
  const double units = points / em * font.units_per_em();
  return static_cast<std::int32_t>(std::lrint(std::clamp(units, -kFar, kFar)));
}

std::vector<Piece> cut_pieces(const MeasuredRun& run) {
  return Cutting(run).cut();
}

bool is_left_out(char32_t c) {
  if (c < U'\u00AD') return c == 0;
  return c == U'\u00AD' || c == U'\uFEFF' || c == U'\uFFFE' ||
         u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_BIDI_CONTROL) != 0;
}

bool is_mark(char32_t c) {
  return c >= kFirstMark && u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK;
}

bool is_ignorable(char32_t c) {
  return c >= kFirstIgnorable && !is_mark(c) &&
         u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

}  // namespace chancery::text
