#include "pdf/write/srgb_profile.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace chancery::pdf {
namespace {

constexpr std::size_t kHeaderBytes = 128;
constexpr std::size_t kTagEntryBytes = 12;

void put_number(Bytes& to, std::uint32_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) {
    to.push_back(static_cast<std::uint8_t>(value >> static_cast<unsigned>(8 * i) & 0xFFU));
  }
}

void put32(Bytes& to, std::uint32_t value) {
  put_number(to, value, 4);
}

/// s15Fixed16Number (ICC.1:2004-10, 4.6).
void put_fixed(Bytes& to, double value) {
  put32(to, static_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(value * 65536))));
}

void put_signature(Bytes& to, std::string_view four) {
  for (const char c : four) to.push_back(static_cast<std::uint8_t>(c));
}

/// A type's signature and its reserved bytes (10.1).
Bytes element(std::string_view type) {
  Bytes bytes;
  put_signature(bytes, type);
  put32(bytes, 0);
  return bytes;
}

/// XYZType (10.27).
Bytes xyz(const std::array<double, 3>& values) {
  Bytes bytes = element("XYZ ");
  for (const double value : values) put_fixed(bytes, value);
  return bytes;
}

/// multiLocalizedUnicodeType (10.13) with one ASCII text.
Bytes localized(std::string_view text) {
  constexpr std::uint32_t kRecordBytes = 12, kTextOffset = 28;
  Bytes bytes = element("mluc");
  put32(bytes, 1);
  put32(bytes, kRecordBytes);
  put_signature(bytes, "enUS");
  put32(bytes, static_cast<std::uint32_t>(2 * text.size()));
  put32(bytes, kTextOffset);
  for (const char c : text) put_number(bytes, static_cast<unsigned char>(c), 2);
  return bytes;
}

/// parametricCurveType (10.15) of IEC 61966-2-1: ((x + 0.055) / 1.055)^2.4 from 0.04045 on, below
/// it x / 12.92.
Bytes transfer_curve() {
  Bytes bytes = element("para");
  put_number(bytes, 3, 2);
  put_number(bytes, 0, 2);
  for (const double value : {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}) {
    put_fixed(bytes, value);
  }
  return bytes;
}

/// The Bradford transform from D65 to D50 (Annex E).
Bytes adaptation() {
  Bytes bytes = element("sf32");
  for (const double value :
       {1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168}) {
    put_fixed(bytes, value);
  }
  return bytes;
}

// The primaries of IEC 61966-2-1 adapted to D50, and D50 itself, as XYZ.
constexpr std::array<double, 3> kRed = {0.43607, 0.22249, 0.01392};
constexpr std::array<double, 3> kGreen = {0.38515, 0.71687, 0.09708};
constexpr std::array<double, 3> kBlue = {0.14307, 0.06061, 0.71410};
constexpr std::array<double, 3> kD50 = {0.9642, 1.0, 0.8249};

struct Tag {
  std::string_view signature;
  std::size_t element;
};

/// 7.2; without a creator, and made at a moment that is none of a clock's: when version 4.2 came.
Bytes header(std::size_t size) {
  Bytes bytes;
  put32(bytes, static_cast<std::uint32_t>(size));
  put32(bytes, 0);
  put32(bytes, 0x04200000);
  for (const std::string_view signature : {"mntr", "RGB ", "XYZ "}) {
    put_signature(bytes, signature);
  }
  for (const std::uint32_t part : {2004U, 10U, 1U, 0U, 0U, 0U}) put_number(bytes, part, 2);
  put_signature(bytes, "acsp");
  bytes.resize(bytes.size() + 28);  // platform, flags, device, attributes, perceptual intent
  for (const double value : kD50) put_fixed(bytes, value);
  bytes.resize(kHeaderBytes);
  return bytes;
}

}  // namespace

Bytes srgb_profile() {
  const std::array<Bytes, 8> elements = {localized("sRGB"), localized("CC0"), xyz(kD50),
                                         adaptation(),      xyz(kRed),        xyz(kGreen),
                                         xyz(kBlue),        transfer_curve()};
  constexpr std::size_t kCurve = 7;
  constexpr std::array<Tag, 10> kTags = {{{"desc", 0},
                                          {"cprt", 1},
                                          {"wtpt", 2},
                                          {"chad", 3},
                                          {"rXYZ", 4},
                                          {"gXYZ", 5},
                                          {"bXYZ", 6},
                                          {"rTRC", kCurve},
                                          {"gTRC", kCurve},
                                          {"bTRC", kCurve}}};
  std::array<std::size_t, elements.size()> offsets{};
  std::size_t end = kHeaderBytes + 4 + kTags.size() * kTagEntryBytes;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    offsets.at(i) = end;
    end += (elements.at(i).size() + 3) / 4 * 4;  // 7.3.1: each begins at a multiple of four
  }
  Bytes profile = header(end);
  put32(profile, static_cast<std::uint32_t>(kTags.size()));
  for (const Tag& tag : kTags) {
    put_signature(profile, tag.signature);
    put32(profile, static_cast<std::uint32_t>(offsets.at(tag.element)));
    put32(profile, static_cast<std::uint32_t>(elements.at(tag.element).size()));
  }
  for (std::size_t i = 0; i < elements.size(); ++i) {
    append(profile, ByteView(elements.at(i)));
    profile.resize(i + 1 < elements.size() ? offsets.at(i + 1) : end);
  }
  return profile;
}

}  // namespace chancery::pdf
