#include "text/cff_tables.h"

#include <algorithm>

namespace chancery::text {
namespace {

std::uint8_t byte_at(ByteView cff, std::size_t at) {
  check_font(at < cff.size());
  return cff[at];
}

std::size_t offset_at(ByteView cff, std::size_t at, std::size_t size) {
  std::size_t offset = 0;
  for (std::size_t i = 0; i < size; ++i) offset = offset << 8U | byte_at(cff, at + i);
  return offset;
}

/// The operand at `at`, whose first byte is no operator; `at` moves past it.
CffOperand read_operand(ByteView cff, std::size_t& at) {
  CffOperand operand{0, at};
  const unsigned first = byte_at(cff, at++);
  if (first == 28) {
    operand.value = read_signed16(cff, at);
    at += 2;
  } else if (first == 29) {
    operand.value = static_cast<std::int32_t>(read32(cff, at));
    at += 4;
  } else if (first == 30) {  // a real: digits by half bytes, up to one that is 15
    while ((byte_at(cff, at) & 0x0FU) != 0x0FU) ++at;
    ++at;
  } else if (first >= 251) {
    operand.value = -static_cast<std::int64_t>((first - 251U) * 256U + byte_at(cff, at++) + 108U);
  } else if (first >= 247) {
    operand.value = (first - 247U) * 256U + byte_at(cff, at++) + 108U;
  } else {
    operand.value = static_cast<std::int64_t>(first) - 139;
  }
  return operand;
}

}  // namespace

std::size_t CffIndex::place(ByteView cff, std::size_t i) const {
  check_font(i <= count && count > 0);
  const std::size_t offset = offset_at(cff, offsets + i * offset_size, offset_size);
  // They count from the byte before the objects.
  const std::size_t origin = offsets + (count + 1) * offset_size - 1;
  check_font(offset >= 1 && offset <= cff.size() && origin + offset <= cff.size());
  return origin + offset;
}

CffIndex read_cff_index(ByteView cff, std::size_t at) {
  CffIndex index;
  index.count = read16(cff, at);
  index.end = at + 2;
  if (index.count == 0) return index;
  index.offset_size = byte_at(cff, at + 2);
  check_font(index.offset_size >= 1 && index.offset_size <= 4);
  index.offsets = at + 3;
  index.end = index.place(cff, index.count);
  return index;
}

std::vector<CffEntry> read_cff_dict(ByteView cff, std::size_t begin, std::size_t end) {
  check_font(begin <= end && end <= cff.size());
  std::vector<CffEntry> dict;
  CffEntry entry;
  for (std::size_t at = begin; at < end;) {
    const unsigned first = cff[at];
    if (first > 21) {
      entry.operands.push_back(read_operand(cff, at));
      continue;
    }
    ++at;
    entry.op = first == 12 ? 12U << 8U | byte_at(cff, at++) : first;
    dict.push_back(std::move(entry));
    entry = {};
  }
  return dict;
}

const CffEntry* find_cff_entry(const std::vector<CffEntry>& dict, unsigned op) {
  const auto found =
      std::find_if(dict.begin(), dict.end(), [op](const CffEntry& each) { return each.op == op; });
  return found == dict.end() || found->operands.empty() ? nullptr : &*found;
}

std::vector<CffEntry> read_cff_top_dict(ByteView cff) {
  const CffIndex names = read_cff_index(cff, byte_at(cff, 2));
  const CffIndex dicts = read_cff_index(cff, names.end);
  check_font(dicts.count > 0);
  return read_cff_dict(cff, dicts.place(cff, 0), dicts.place(cff, 1));
}

std::vector<std::uint16_t> read_cff_charset(ByteView cff, std::size_t at, std::size_t glyph_count) {
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

}  // namespace chancery::text
