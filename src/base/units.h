// Lengths. One PostScript point is 1/72 inch (ISO 32000-1, 8.3.2.3).
#pragma once

#include <compare>

namespace chancery {

/// A length in points (1/72 inch). Page coordinates run from the top-left corner, x to the right
/// and y downwards, until pdf/write turns them into PDF user space.
struct Points {
  double value = 0;

  constexpr Points() = default;
  constexpr explicit Points(double points) : value(points) {}

  constexpr auto operator<=>(const Points&) const = default;
  constexpr Points operator+(Points other) const { return Points(value + other.value); }
  constexpr Points operator-(Points other) const { return Points(value - other.value); }
  constexpr Points operator-() const { return Points(-value); }
  constexpr Points operator*(double factor) const { return Points(value * factor); }
  constexpr Points operator/(double divisor) const { return Points(value / divisor); }
  constexpr double operator/(Points other) const { return value / other.value; }
  constexpr Points& operator+=(Points other) {
    value += other.value;
    return *this;
  }
  constexpr Points& operator-=(Points other) {
    value -= other.value;
    return *this;
  }
};

constexpr Points operator*(double factor, Points length) {
  return length * factor;
}

/// 25.4 mm are one inch.
constexpr Points millimetres(double mm) {
  return Points(mm * 72.0 / 25.4);
}

/// A rectangle on a page: top-left corner, width and height.
struct Rect {
  Points x, y, width, height;

  constexpr Points right() const { return x + width; }
  constexpr Points bottom() const { return y + height; }
};

/// A colour as seen on screen (sRGB, components 0 to 1).
struct Colour {
  double red = 0, green = 0, blue = 0;
  /// How it is printed: with the letterhead's ink of that number, counted from 1. 0: as it is seen.
  int ink = 0;

  constexpr bool operator==(const Colour&) const = default;
};

}  // namespace chancery
