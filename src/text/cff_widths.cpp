#include "text/cff_widths.h"

#include <algorithm>
#include <cstddef>
#include <set>

#include "base/diagnostic.h"
#include "text/cff_tables.h"

namespace chancery::text {
namespace {

/// The first operand's end and the operator that ends the operands (5177, 3.1: a width is the first
/// operand of the first operator that clears the stack, and one more than that takes).
struct FirstOperator {
  std::size_t operands = 0;
  std::size_t first_end = 0;
  unsigned op = 0;
};

FirstOperator first_operator(ByteView charstring) {
  FirstOperator result;
  for (std::size_t at = 0; at < charstring.size();) {
    const unsigned byte = charstring[at];
    if (byte != 28 && byte < 32) {
      result.op = byte;
      return result;
    }
    at += byte == 28 ? 3 : byte == 255 ? 5 : byte >= 247 ? 2 : 1;
    if (++result.operands == 1) result.first_end = at;
  }
  check_font(false);
  return result;
}

bool has_width(const FirstOperator& first) {
  switch (first.op) {
    case 1:   // hstem
    case 3:   // vstem
    case 18:  // hstemhm
    case 19:  // hintmask
    case 20:  // cntrmask
    case 23:  // vstemhm
      return first.operands % 2 == 1;
    case 21:  // rmoveto
      return first.operands == 3;
    case 4:   // vmoveto
    case 22:  // hmoveto
      return first.operands == 2;
    case 14:  // endchar, with operands for an accented letter
      return first.operands == 1 || first.operands == 5;
    default:
      check_font(false);
      return false;
  }
}

/// 5177, 3.2.
void append_integer(Bytes& to, std::int32_t value) {
  check_font(value >= -32768 && value <= 32767);
  to.push_back(28);
  append16(to, static_cast<std::uint16_t>(value));
}

void append_offset(Bytes& to, std::size_t offset, std::size_t size) {
  for (std::size_t i = size; i-- > 0;) to.push_back(static_cast<std::uint8_t>(offset >> (8 * i)));
}

class Widening {
 public:
  Widening(Bytes& cff, std::size_t glyph_count)
      : cff_(cff), glyph_count_(glyph_count), top_(read_cff_top_dict(cff)) {
    check_font(find_cff_entry(top_, kCffRos) != nullptr);
    strings_ = read_cff_index(cff_, offset_of(kCffCharStrings));
    check_font(strings_.count == glyph_count);
    cids_ = read_cff_charset(cff_, offset_of(kCffCharset), glyph_count);
    read_fd_select();
    read_font_dicts();
  }

  std::vector<std::uint16_t> add(std::span<const WidenedGlyph> added) {
    Bytes strings;
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < glyph_count_; ++i) {
      append(strings, charstring(i));
      ends.push_back(strings.size());
    }
    std::vector<std::uint16_t> given;
    for (const WidenedGlyph& each : added) {
      check_font(each.glyph < glyph_count_);
      append_widened(strings, each);
      ends.push_back(strings.size());
      given.push_back(free_cid());
      font_dict_of_.push_back(font_dict_of_[each.glyph]);
    }
    cids_.insert(cids_.end(), given.begin(), given.end());
    replace(index_of(strings, ends));
    return given;
  }

 private:
  struct FontDict {
    std::size_t private_operand = 0;  ///< where its offset is written
    std::size_t private_at = 0;
    std::int32_t nominal_width = 0;
  };

  /// hb-subset writes offsets with five bytes, so that they can be changed in place.
  void put_offset(std::size_t at, std::size_t value) {
    check_font(at < cff_.size() && cff_[at] == 29);
    put32(cff_, at + 1, static_cast<std::uint32_t>(value));
  }

  const CffOperand& operand(unsigned op) const {
    const CffEntry* entry = find_cff_entry(top_, op);
    check_font(entry != nullptr);
    return entry->operands.back();
  }
  std::size_t offset_of(unsigned op) const {
    const std::int64_t value = operand(op).value;
    check_font(value > 2);
    return static_cast<std::size_t>(value);
  }

  ByteView charstring(std::size_t glyph) const {
    const std::size_t begin = strings_.place(cff_, glyph);
    const std::size_t end = strings_.place(cff_, glyph + 1);
    check_font(begin <= end);
    return ByteView(cff_).subspan(begin, end - begin);
  }

  /// 5176, section 19.
  void read_fd_select() {
    std::size_t at = offset_of(kCffFdSelect);
    check_font(at < cff_.size());
    const unsigned format = cff_[at++];
    check_font(format == 0 || format == 3);
    if (format == 0) {
      check_font(at + glyph_count_ <= cff_.size());
      const ByteView all = ByteView(cff_).subspan(at, glyph_count_);
      font_dict_of_.assign(all.begin(), all.end());
      return;
    }
    const std::size_t ranges = read16(cff_, at);
    at += 2;
    for (std::size_t i = 0; i < ranges; ++i, at += 3) {
      const std::size_t next = read16(cff_, at + 3);
      check_font(read16(cff_, at) == font_dict_of_.size() && next <= glyph_count_ &&
                 next >= font_dict_of_.size());
      font_dict_of_.resize(next, cff_[at + 2]);
    }
    check_font(font_dict_of_.size() == glyph_count_);
  }

  void read_font_dicts() {
    const CffIndex dicts = read_cff_index(cff_, offset_of(kCffFdArray));
    for (std::size_t i = 0; i < dicts.count; ++i) {
      const std::vector<CffEntry> dict =
          read_cff_dict(cff_, dicts.place(cff_, i), dicts.place(cff_, i + 1));
      const CffEntry* entry = find_cff_entry(dict, kCffPrivate);
      check_font(entry != nullptr && entry->operands.size() == 2 && entry->operands[0].value >= 0 &&
                 entry->operands[1].value >= 0);
      FontDict font_dict;
      font_dict.private_operand = entry->operands[1].at;
      font_dict.private_at = static_cast<std::size_t>(entry->operands[1].value);
      const std::vector<CffEntry> details =
          read_cff_dict(cff_, font_dict.private_at,
                        font_dict.private_at + static_cast<std::size_t>(entry->operands[0].value));
      if (const CffEntry* nominal = find_cff_entry(details, kCffNominalWidth)) {
        font_dict.nominal_width = static_cast<std::int32_t>(nominal->operands.back().value);
      }
      font_dicts_.push_back(font_dict);
    }
  }

  void append_widened(Bytes& to, const WidenedGlyph& widened) const {
    const ByteView string = charstring(widened.glyph);
    const FirstOperator first = first_operator(string);
    const std::size_t font_dict = font_dict_of_[widened.glyph];
    check_font(font_dict < font_dicts_.size());
    append_integer(to, widened.width - font_dicts_[font_dict].nominal_width);
    append(to, string.subspan(has_width(first) ? first.first_end : 0));
  }

  std::uint16_t free_cid() {
    if (used_.empty()) used_.insert(cids_.begin(), cids_.end());
    while (next_cid_ <= 0xFFFF && used_.contains(static_cast<std::uint16_t>(next_cid_))) {
      ++next_cid_;
    }
    if (next_cid_ > 0xFFFF || cids_.size() >= 0xFFFF) {
      throw Failure(FailureKind::kInput, "too-many-glyphs",
                    "the text needs more than 65,535 glyphs of one font",
                    "divide the text into several documents");
    }
    return static_cast<std::uint16_t>(next_cid_++);
  }

  static Bytes index_of(const Bytes& objects, const std::vector<std::size_t>& ends) {
    std::size_t size = 1;
    while (objects.size() + 1 >= std::size_t{1} << (8 * size)) ++size;
    Bytes index;
    append16(index, static_cast<std::uint16_t>(ends.size()));
    index.push_back(static_cast<std::uint8_t>(size));
    append_offset(index, 1, size);
    for (const std::size_t end : ends) append_offset(index, end + 1, size);
    append(index, ByteView(objects));
    return index;
  }

  /// Puts the charstrings where they stood, and charset and FDSelect at the program's end.
  void replace(const Bytes& strings) {
    const std::size_t begin = offset_of(kCffCharStrings);
    const std::size_t old_end = strings_.end;
    const auto moved = [&](std::size_t place) {
      return place < old_end ? place : place - old_end + begin + strings.size();
    };
    Bytes whole(cff_.begin(), cff_.begin() + static_cast<std::ptrdiff_t>(begin));
    append(whole, ByteView(strings));
    append(whole, ByteView(cff_).subspan(old_end));
    cff_ = std::move(whole);
    for (const FontDict& each : font_dicts_) {
      put_offset(moved(each.private_operand), moved(each.private_at));
    }
    put_offset(operand(kCffFdArray).at, moved(offset_of(kCffFdArray)));
    put_offset(operand(kCffCharset).at, cff_.size());
    cff_.push_back(0);  // format
    for (std::size_t i = 1; i < cids_.size(); ++i) append16(cff_, cids_[i]);
    put_offset(operand(kCffFdSelect).at, cff_.size());
    cff_.push_back(0);  // format
    cff_.insert(cff_.end(), font_dict_of_.begin(), font_dict_of_.end());
  }

  Bytes& cff_;
  std::size_t glyph_count_;
  std::vector<CffEntry> top_;
  CffIndex strings_;
  std::vector<std::uint16_t> cids_;
  std::vector<std::uint8_t> font_dict_of_;  ///< by glyph
  std::vector<FontDict> font_dicts_;
  std::set<std::uint16_t> used_;
  std::size_t next_cid_ = 1;
};

}  // namespace

std::vector<std::uint16_t> add_widened_glyphs(Bytes& cff, std::size_t glyph_count,
                                              std::span<const WidenedGlyph> added) {
  if (added.empty()) return {};
  return Widening(cff, glyph_count).add(added);
}

}  // namespace chancery::text
