// A paragraph becomes lines of placed glyphs: itemised (UAX 9 bidi, script, language, font),
// shaped, hyphenated, broken (UAX 14 and costs), justified.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/units.h"
#include "text/fonts.h"

namespace chancery::text {

enum class Direction { kLeftToRight, kRightToLeft };
enum class Alignment { kJustified, kStart, kCentre, kEnd };

/// How a span of text looks and what language it speaks.
struct SpanStyle {
  std::string role = "text";  ///< of the font catalogue
  Points size{10.5};
  Weight weight = Weight::kRegular;
  Slant slant = Slant::kUpright;
  bool emphasised = false;  ///< dots in scripts that have no italics; others show it by `slant`
  bool small_caps = false;
  bool old_style_figures = false;
  bool lining_figures = false;
  bool tabular_figures = false;  ///< lining ones of one width
  bool superior = false;         ///< letters drawn as superiors (1st), by the face itself
  bool fraction = false;         ///< digits around a slash drawn as a fraction, by the face itself
  bool unbreakable = false;
  Points letter_space;    ///< added after every cluster (spaced capitals)
  Points baseline_raise;  ///< superscripts; positive is up
  Colour colour;
  std::string language = "en";  ///< BCP 47
  std::string link;             ///< URI; empty: none
};

/// The style of bytes [begin, end); spans cover the text without gap or overlap.
struct StyledSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  SpanStyle style;
};

/// UTF-8 text with styles. U+2028 breaks the line.
struct StyledText {
  std::string text;
  std::vector<StyledSpan> spans;
  /// Bytes of characters after which no line may end, ascending (see no_breaks.h). Where a line
  /// cannot do without, it ends there all the same.
  std::vector<std::size_t> no_breaks;
  Position where;  ///< for warnings

  static StyledText of(std::string text, SpanStyle style);
};

struct ParagraphStyle {
  Alignment alignment = Alignment::kJustified;
  /// Nothing: by the first strong character (UAX 9 P2), else by the language's script.
  std::optional<Direction> direction;
  Points leading{14};  ///< baseline to baseline
  Points first_line_indent;
  bool hyphenate = true;
  /// Below 0: as few lines as the tolerances allow (TeX's \looseness), though it looks worse.
  int looseness = 0;
  bool kashida = true;  ///< justified lines stretch Arabic words where their printers do
  /// Ragged lines of about equal width, so that a title leaves no lone word on its last line.
  bool balanced = false;
  /// By how much justification may move letters apart, as a part of the size (0.02), or half as
  /// much together; 0: not at all. Never letters that join.
  double letter_fit = 0;
  /// By how much it may make glyphs wider, as a part of their width (0.015), or half as much
  /// narrower.
  double glyph_expansion = 0;
  bool protrusion = false;           ///< punctuation and hyphens stand out into the margins
  bool hanging_punctuation = false;  ///< Chinese and Japanese full stops and commas
};

/// One glyph of a run, in visual order from left to right. Offsets move the drawing, not the pen.
struct Glyph {
  std::uint32_t id = 0;       ///< glyph index in the font
  std::uint32_t cluster = 0;  ///< byte offset into the run's text of the cluster it belongs to
  Points advance;             ///< with justification already in
  Points x_offset;
  Points y_offset;  ///< positive is up
};

/// Glyphs of one font, size, direction and language that stand side by side.
struct GlyphRun {
  enum class Kind {
    kText,
    kInsertedHyphen,  ///< a hyphen at a line's end that the author did not write; no text
  };
  const Font* font = nullptr;
  Points size;
  Direction direction = Direction::kLeftToRight;
  Kind kind = Kind::kText;
  double horizontal_scale = 1;  ///< glyph expansion
  Colour colour;
  std::string language;
  std::string link;
  std::string text;            ///< the UTF-8 text these glyphs show, in logical order
  std::size_t text_begin = 0;  ///< where `text` starts in the paragraph's text, in bytes
  std::vector<Glyph> glyphs;
  Points x;  ///< of the first glyph's origin, from the line's left edge
  Points raise;
  Points width() const;
};

/// A dot at an emphasised character.
struct EmphasisMark {
  Points x;     ///< of its centre, from the line's left edge
  Points rise;  ///< of its centre above the baseline
  Points diameter;
  Colour colour;
};

/// A set line: runs in visual order from left to right.
struct Line {
  std::vector<GlyphRun> runs;
  std::vector<EmphasisMark> marks;
  Points width;  ///< of what is set, indents and alignment not counted
  /// The line's start from the paragraph's left edge: alignment and indent. With protrusion a line
  /// may begin before the edge and end behind the other one.
  Points x;
  Points ascent, descent;                    ///< of the tallest font; descent is positive
  std::size_t text_begin = 0, text_end = 0;  ///< bytes of the paragraph's text
  bool hyphenated = false;
  /// Knuth and Plass's r, of the spaces: 0 natural, 1 all stretch used, -1 all shrink.
  double stretch_ratio = 0;
  double letter_ratio = 0;  ///< of letter fit and glyph expansion: 1 widest, -0.5 narrowest
};

struct SetParagraph {
  std::vector<Line> lines;
  Points leading;
  Direction direction = Direction::kLeftToRight;
  Diagnostics warnings;  ///< "loose-line" and the like
};

/// Opens a hyphenation dictionary (the text of a libhyphen .dic file's path) for a BCP 47 tag;
/// empty when there is none. Given by `app`.
using DictionaryFinder = std::function<std::string(std::string_view language)>;

/// Keeps compiled dictionaries from one run to the next, each under the path of its .dic file.
/// Given by `app`; without one every run compiles what it needs.
struct PatternCache {
  std::function<std::shared_ptr<const FontFile>(const std::string& path)> find;
  std::function<void(const std::string& path, ByteView compiled)> keep;
};

/// Sets paragraphs. Holds fonts, dictionaries and shaping caches; one for a whole job.
class Typesetter {
 public:
  Typesetter(const FontLibrary& fonts, DictionaryFinder dictionaries, PatternCache patterns = {});
  ~Typesetter();
  Typesetter(const Typesetter&) = delete;
  Typesetter& operator=(const Typesetter&) = delete;

  /// Lines no wider than `measure` and what stands out into the margins. Throws Failure(kInput,
  /// "missing-glyph") naming the character, its script and the package that has a font for it;
  /// invalid UTF-8 is the caller's error.
  SetParagraph set(const StyledText& text, const ParagraphStyle& style, Points measure) const;

  const FontLibrary& fonts() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace chancery::text
