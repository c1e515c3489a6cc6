// Glyph runs shown inside one text object (ISO 32000-1, 9.4).
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "pdf/write/paint.h"
#include "text/subset.h"

namespace chancery::pdf {

/// The name of a font in a page's resources: "F0", "F1", … as in Subset::fonts.
std::string font_name(std::size_t font);

/// What a code of the font says. Throws std::invalid_argument for one that is not in it.
std::string_view text_of_code(const text::SubsetFont& font, std::uint16_t code);

/// Writes runs with as few operators as will do: what stands side by side in one font is one TJ,
/// with numbers only where a code does not begin where the one before it ends.
class TextObject {
 public:
  TextObject(const text::Subset& subset, const Paint& paint, std::string& operators)
      : subset_(subset), paint_(paint), operators_(operators) {}

  /// Codes of one font; `x` and `y` are the run's origin in user space, y up.
  void show(const text::GlyphRun& run, std::size_t font, std::span<const text::ShownCode> codes,
            double x, double y);
  /// In another text object with the same font and colour.
  void restart();
  /// Ends the operator that is being written, so that another may stand after it.
  void finish_operator();

  const std::set<std::size_t>& fonts() const { return fonts_; }

 private:
  void set_state(const text::GlyphRun& run, std::size_t font);
  void put_font(std::size_t font, double size);
  /// To another size and back.
  void change_font(std::size_t font);
  void move_to(double x, double y);
  void put_code(const text::SubsetFont& font, std::uint16_t code, double x, double y);
  void put_adjustment(double adjustment);

  const text::Subset& subset_;
  const Paint& paint_;
  std::string& operators_;
  std::set<std::size_t> fonts_;

  std::optional<std::size_t> font_;
  double size_ = 0;
  double scale_ = 1;  ///< horizontal
  std::optional<Colour> colour_;
  double line_x_ = 0, line_y_ = 0;  ///< where Td moved to last
  double pen_x_ = 0;                ///< where the next code would be shown
  std::string array_;               ///< elements of the TJ being written
  bool string_open_ = false;        ///< the last of them is a string to be continued
  double unseen_width_ = 0;         ///< of the codes at its end that pdf.js leaves out
  bool is_whole_ = false;           ///< the operator being written must not be divided
  bool is_plain_ = true;            ///< they are one string only
};

}  // namespace chancery::pdf
