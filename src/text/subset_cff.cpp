// The charset of a CFF program (Adobe Technical Note 5176).
#include <cstddef>
#include <numeric>
#include <optional>

#include "text/subset_bytes.h"
#include "text/subset_outlines.h"

namespace chancery::text {
namespace {

// Operators of the Top DICT (5176, tables 9 and 10); two-byte ones begin with 12.
constexpr unsigned kEscape = 12, kRos = 30, kCharset = 15;

std::uint8_t byte_at(ByteView cff, std::size_t at) {
  check_font(at < cff.size());
  return cff[at];
}

std::size_t offset_at(ByteView cff, std::size_t at, std::size_t size) {
  std::size_t offset = 0;
  for (std::size_t i = 0; i < size; ++i) offset = offset << 8U | byte_at(cff, at + i);
  return offset;
}

/// An INDEX (5176, section 5): where its first object lies, and where it ends itself.
struct Index {
  std::size_t first_begin = 0, first_end = 0, end = 0;
};

Index index_at(ByteView cff, std::size_t at) {
  const std::size_t count = read16(cff, at);
  if (count == 0) return {0, 0, at + 2};
  const std::size_t size = byte_at(cff, at + 2);
  check_font(size >= 1 && size <= 4);
  const std::size_t offsets = at + 3;
  // Offsets count from the byte before the objects.
  const std::size_t origin = offsets + (count + 1) * size - 1;
  const auto place = [&](std::size_t i) {
    const std::size_t offset = offset_at(cff, offsets + i * size, size);
    check_font(offset >= 1 && offset <= cff.size() && origin + offset <= cff.size());
    return origin + offset;
  };
  const Index index = {place(0), place(1), place(count)};
  check_font(index.first_begin <= index.first_end);
  return index;
}

struct TopDict {
  bool is_cid_keyed = false;
  std::size_t charset = 0;
};

TopDict parse_top_dict(ByteView dict) {
  TopDict top;
  std::size_t last = 0;  ///< the operand before the operator, when it may be an offset
  for (std::size_t at = 0; at < dict.size();) {
    const unsigned first = dict[at++];
    if (first == 28) {
      last = read16(dict, at);
      at += 2;
    } else if (first == 29) {
      last = read32(dict, at);
      at += 4;
    } else if (first == 30) {  // a real: digits by half bytes, up to one that is 15
      while ((byte_at(dict, at) & 0x0FU) != 0x0FU) ++at;
      ++at;
    } else if (first >= 251) {
      ++at;  // negative
    } else if (first >= 247) {
      last = (first - 247U) * 256U + byte_at(dict, at++) + 108U;
    } else if (first >= 32) {
      last = first >= 139 ? first - 139U : 0;
    } else if (first == kEscape) {
      if (byte_at(dict, at++) == kRos) top.is_cid_keyed = true;
    } else if (first == kCharset) {
      top.charset = last;
    }
  }
  return top;
}

/// 5176, section 13: formats 0, 1 and 2. Glyph 0 is not in it.
std::vector<std::uint16_t> parse_charset(ByteView cff, std::size_t at, std::size_t glyph_count) {
  std::vector<std::uint16_t> cids = {0};
  cids.reserve(glyph_count);
  const unsigned format = byte_at(cff, at++);
  check_font(format <= 2);
  while (cids.size() < glyph_count) {
    std::size_t cid = read16(cff, at);
    at += 2;
    std::size_t more = 0;
    if (format == 1) more = byte_at(cff, at++);
    if (format == 2) {
      more = read16(cff, at);
      at += 2;
    }
    for (std::size_t i = 0; i <= more && cids.size() < glyph_count; ++i, ++cid) {
      check_font(cid <= 0xFFFF);
      cids.push_back(static_cast<std::uint16_t>(cid));
    }
  }
  return cids;
}

}  // namespace

std::vector<std::uint16_t> cids_of(ByteView cff, std::size_t glyph_count) {
  const std::size_t header_bytes = byte_at(cff, 2);
  const Index names = index_at(cff, header_bytes);
  const Index top_dicts = index_at(cff, names.end);
  const TopDict top = parse_top_dict(
      cff.subspan(top_dicts.first_begin, top_dicts.first_end - top_dicts.first_begin));
  // The predefined charsets 0 to 2 are no CIDs (5176, table 22).
  if (top.is_cid_keyed && top.charset > 2) return parse_charset(cff, top.charset, glyph_count);
  check_font(glyph_count <= 0x10000);
  std::vector<std::uint16_t> identity(glyph_count);
  std::iota(identity.begin(), identity.end(), std::uint16_t{0});
  return identity;
}

}  // namespace chancery::text
