#include "pdf/write/text_object.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string_view>

#include "pdf/write/font_objects.h"
#include "pdf/write/operators.h"

namespace chancery::pdf {
namespace {

/// A hundredth of a point is 3.5 micrometres, a third of a pixel at 2400 dpi.
constexpr int kPositionDecimals = 2;
constexpr int kSizeDecimals = 3;
/// In per cent.
constexpr int kScaleDecimals = 3;
/// Further away, a new line position is shorter and no less exact: five ems, in 1/1000 em.
constexpr double kLargestAdjustment = 5000;
/// The same where an operator must not be divided: no page is as wide.
constexpr double kEverywhere = 1e7;
/// Less is left to the next code: rounding would otherwise be put right forth and back. Nothing
/// is then off by more than this, 0.02 point in text type, and it does not add up.
constexpr double kSmallestAdjustment = 2;

using Code = text::SubsetFont::Code;

const Code& code_of(const text::SubsetFont& font, std::uint16_t code) {
  const auto found =
      std::lower_bound(font.codes.begin(), font.codes.end(), code,
                       [](const Code& left, std::uint16_t right) { return left.code < right; });
  if (found == font.codes.end() || found->code != code) {
    throw std::invalid_argument("shown code is not in its font");
  }
  return *found;
}

/// Of directional marks only.
bool is_directional(std::string_view text) {
  constexpr std::size_t kBytes = 3;  // of one, in UTF-8
  for (; !text.empty(); text.remove_prefix(kBytes)) {
    if (!text.starts_with("\u200E") && !text.starts_with("\u200F")) return false;
  }
  return true;
}

}  // namespace

std::string font_name(std::size_t font) {
  std::string name = std::to_string(font);
  name.insert(name.begin(), 'F');
  return name;
}

std::string_view text_of_code(const text::SubsetFont& font, std::uint16_t code) {
  return code_of(font, code).text;
}

void TextObject::show(const text::GlyphRun& run, std::size_t font,
                      std::span<const text::ShownCode> codes, double x, double y) {
  if (codes.empty()) return;
  set_state(run, font);
  const text::SubsetFont& of_codes = subset_.fonts.at(font);
  for (const text::ShownCode& code : codes) {
    if (code.is_apart) change_font(font);
    if (code.starts) {
      move_to(x + code.x.value, y + code.y.value);
      is_whole_ = true;
    }
    put_code(of_codes, code.code, x + code.x.value, y + code.y.value);
  }
}

void TextObject::restart() {
  finish_operator();
  line_x_ = line_y_ = pen_x_ = 0;
}

void TextObject::finish_operator() {
  is_whole_ = false;
  unseen_width_ = 0;
  if (array_.empty()) return;
  if (string_open_) array_ += '>';
  if (!is_plain_) operators_ += '[';
  operators_ += array_;
  operators_ += is_plain_ ? "Tj\n" : "]TJ\n";
  array_.clear();
  string_open_ = false;
  is_plain_ = true;
}

void TextObject::put_font(std::size_t font, double size) {
  finish_operator();
  operators_ += '/';
  operators_ += font_name(font);
  operators_ += ' ';
  put_operand(operators_, size, kSizeDecimals);
  operators_ += "Tf\n";
}

void TextObject::change_font(std::size_t font) {
  put_font(font, size_ + 1);
  put_font(font, size_);
}

void TextObject::set_state(const text::GlyphRun& run, std::size_t font) {
  const double size = rounded(run.size.value, kSizeDecimals);
  const double scale = rounded(run.horizontal_scale * 100, kScaleDecimals) / 100;
  if (!(size > 0) || !(scale > 0)) throw std::domain_error("type without size");
  if (font_ != font || size_ != size) {
    put_font(font, size);
    font_ = font;
    size_ = size;
    fonts_.insert(font);
  }
  if (scale_ != scale) {
    finish_operator();
    put_operand(operators_, scale * 100, kScaleDecimals);
    operators_ += "Tz\n";
    scale_ = scale;
  }
  if (colour_ != run.colour) {
    finish_operator();
    paint_.put(run.colour, operators_);
    colour_ = run.colour;
  }
}

void TextObject::move_to(double x, double y) {
  finish_operator();
  const double right = rounded(x - line_x_, kPositionDecimals);
  const double up = rounded(y - line_y_, kPositionDecimals);
  put_operand(operators_, right, kPositionDecimals);
  put_operand(operators_, up, kPositionDecimals);
  operators_ += "Td\n";
  line_x_ += right;
  line_y_ += up;
  pen_x_ = line_x_;
}

void TextObject::put_code(const text::SubsetFont& font, std::uint16_t code, double x, double y) {
  constexpr double kSmallestStep = 0.005;  // half of what Td can say
  const double thousandth = size_ * scale_ / 1000;
  // Turned around so that NaN is not skipped but refused when it is written.
  if (!(std::fabs(y - line_y_) <= kSmallestStep) ||
      !(std::fabs(x - pen_x_) <= (is_whole_ ? kEverywhere : kLargestAdjustment) * thousandth)) {
    move_to(x, y);
  }
  const double adjustment = std::nearbyint((pen_x_ - x) / thousandth);
  if (std::fabs(adjustment) >= kSmallestAdjustment) {
    if (array_.empty()) {
      move_to(x, y);
    } else {
      if (string_open_) array_ += '>';
      put_adjustment(adjustment);
      string_open_ = false;
      is_plain_ = false;
      pen_x_ -= adjustment * thousandth;
    }
  }
  if (!string_open_) array_ += '<';
  string_open_ = true;
  put_hex16(array_, code);
  const Code& shown = code_of(font, code);
  const double width = written_width(shown);
  unseen_width_ = is_directional(shown.text) ? unseen_width_ + width : 0;
  pen_x_ += width * thousandth;
}

/// pdf.js leaves out codes for directional marks, their widths and the number behind them, but not
/// a second number: the first takes back the widths.
void TextObject::put_adjustment(double adjustment) {
  const double taken_back = std::ceil(unseen_width_);
  if (taken_back > 0) put_number(array_, taken_back, 0);
  if (taken_back > 0) array_ += ' ';
  put_number(array_, adjustment - taken_back, 0);
  unseen_width_ = 0;
}

}  // namespace chancery::pdf
