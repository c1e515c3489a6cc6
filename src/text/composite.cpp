#include "text/composite.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "text/subset_bytes.h"

namespace chancery::text {
namespace {

// Offsets of fields (OpenType 1.9, chapters of the same names).
constexpr std::size_t kHeadCheckSum = 8, kHeadBox = 36, kHeadLocaFormat = 50, kHeadBytes = 54;
constexpr std::size_t kHheaMaxAdvance = 10, kHheaMinLeft = 12, kHheaMinRight = 14,
                      kHheaMaxExtent = 16, kHheaMetrics = 34, kHheaBytes = 36;
constexpr std::size_t kMaxpGlyphs = 4, kMaxpCompositePoints = 10, kMaxpCompositeContours = 12,
                      kMaxpComponents = 28, kMaxpDepth = 30, kMaxpBytes = 32;
constexpr std::size_t kGlyphHeaderBytes = 10;
/// Past this the offsets, halved, do not fit the short format of 'loca'.
constexpr std::size_t kLargestShortLoca =
    std::size_t{2} * std::numeric_limits<std::uint16_t>::max();
constexpr std::size_t kMostGlyphs = std::numeric_limits<std::uint16_t>::max();
/// Composites of composites that fonts have go two deep; what goes deeper than this is damaged.
constexpr unsigned kMostLevels = 16;

// Flags of components ('glyf', composite glyph flags).
constexpr unsigned kArgumentsAreWords = 0x0001;
constexpr unsigned kArgumentsAreOffsets = 0x0002;
constexpr unsigned kHasScale = 0x0008;
constexpr unsigned kMoreComponents = 0x0020;
constexpr unsigned kHasTwoScales = 0x0040;
constexpr unsigned kHasMatrix = 0x0080;
constexpr unsigned kUseMyMetrics = 0x0200;

/// What 'maxp' counts of a glyph.
struct Extent {
  std::uint32_t points = 0, contours = 0, levels = 0;
};

struct Parsed {
  std::vector<std::uint16_t> components;
  std::optional<std::uint16_t> metrics_of;  ///< component that gives the metrics
};

struct Metric {
  std::uint16_t advance = 0;
  std::int16_t left = 0;
};

std::uint16_t at_most_16(std::uint32_t value) {
  return static_cast<std::uint16_t>(
      std::min<std::uint32_t>(value, std::numeric_limits<std::uint16_t>::max()));
}

std::int16_t signed_16(std::int32_t value) {
  return static_cast<std::int16_t>(std::clamp<std::int32_t>(
      value, std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::int16_t>::max()));
}

class GlyphTable {
 public:
  explicit GlyphTable(TrueTypeTables& tables) : tables_(tables) {
    check(tables.head.size() >= kHeadBytes && tables.hhea.size() >= kHheaBytes &&
          tables.maxp.size() >= kMaxpBytes);
    count_ = read16(tables.maxp, kMaxpGlyphs);
    read_offsets();
    read_metrics();
    for (std::size_t i = 0; i < 4; ++i) box_[i] = read_signed16(tables.head, kHeadBox + 2 * i);
  }

  std::size_t count() const { return count_; }

  void add(const MadeGlyph& made) {
    const Metric metric = append_outline(made);
    metrics_.push_back(metric);
    offsets_.push_back(tables_.glyf.size());
  }

  void finish() {
    write_offsets();
    tables_.hmtx.clear();
    tables_.hmtx.reserve(metrics_.size() * 4);
    for (const Metric& metric : metrics_) {
      append16(tables_.hmtx, metric.advance);
      append16(tables_.hmtx, static_cast<std::uint16_t>(metric.left));
    }
    const auto glyphs = static_cast<std::uint16_t>(metrics_.size());
    put16(tables_.hhea, kHheaMetrics, glyphs);
    put16(tables_.maxp, kMaxpGlyphs, glyphs);
    for (std::size_t i = 0; i < 4; ++i) {
      put16(tables_.head, kHeadBox + 2 * i, static_cast<std::uint16_t>(signed_16(box_[i])));
    }
  }

  GlyphBox box() const { return {box_[0], box_[1], box_[2], box_[3]}; }

 private:
  static void check(bool holds) { check_font(holds); }

  void read_offsets() {
    const bool is_long = read16(tables_.head, kHeadLocaFormat) != 0;
    offsets_.reserve(count_ + 1);
    for (std::size_t i = 0; i <= count_; ++i) {
      const std::size_t offset =
          is_long ? read32(tables_.loca, 4 * i) : std::size_t{2} * read16(tables_.loca, 2 * i);
      check(offset <= tables_.glyf.size() && (offsets_.empty() || offset >= offsets_.back()));
      offsets_.push_back(offset);
    }
    // What the last glyph does not reach is padding.
    tables_.glyf.resize(offsets_.back());
    if (tables_.glyf.size() % 2 != 0) tables_.glyf.push_back(0);
    offsets_.back() = tables_.glyf.size();
  }

  void read_metrics() {
    const std::size_t full = read16(tables_.hhea, kHheaMetrics);
    check(full > 0 && full <= count_);
    metrics_.reserve(count_);
    for (std::size_t i = 0; i < count_; ++i) {
      Metric metric;
      metric.advance = read16(tables_.hmtx, 4 * std::min(i, full - 1));
      metric.left = read_signed16(tables_.hmtx, i < full ? 4 * i + 2 : 4 * full + 2 * (i - full));
      metrics_.push_back(metric);
    }
  }

  ByteView outline(std::size_t glyph) const {
    check(glyph < count_);
    const ByteView all(tables_.glyf);
    const ByteView one = all.subspan(offsets_[glyph], offsets_[glyph + 1] - offsets_[glyph]);
    return one.size() < kGlyphHeaderBytes ? ByteView() : one;
  }

  std::int32_t left_of(std::size_t glyph) const {
    const ByteView bytes = outline(glyph);
    return bytes.empty() ? 0 : read_signed16(bytes, 2);
  }

  static Parsed parse_composite(ByteView bytes) {
    Parsed parsed;
    unsigned flags = kMoreComponents;
    for (std::size_t at = kGlyphHeaderBytes; (flags & kMoreComponents) != 0;) {
      flags = read16(bytes, at);
      const std::uint16_t glyph = read16(bytes, at + 2);
      parsed.components.push_back(glyph);
      if ((flags & kUseMyMetrics) != 0) parsed.metrics_of = glyph;
      at += (flags & kArgumentsAreWords) != 0 ? 8 : 6;
      if ((flags & kHasScale) != 0) at += 2;
      if ((flags & kHasTwoScales) != 0) at += 4;
      if ((flags & kHasMatrix) != 0) at += 8;
    }
    return parsed;
  }

  /// A glyph is drawn with its xMin at its left side bearing, a component as its points say:
  /// how far to move the component so that both are the same.
  std::int32_t shift_of(std::size_t glyph) const {
    for (unsigned level = 0; level < kMostLevels; ++level) {
      const ByteView bytes = outline(glyph);
      if (bytes.empty()) return 0;
      const std::int32_t shift = metrics_[glyph].left - left_of(glyph);
      if (read_signed16(bytes, 0) >= 0) return shift;
      const Parsed parsed = parse_composite(bytes);
      if (!parsed.metrics_of) return shift;
      glyph = *parsed.metrics_of;
    }
    check(false);
    return 0;
  }

  Extent extent_of(std::size_t glyph, unsigned level = 0) const {
    check(level < kMostLevels);
    const ByteView bytes = outline(glyph);
    if (bytes.empty()) return {};
    const std::int16_t contours = read_signed16(bytes, 0);
    if (contours == 0) return {};
    if (contours > 0) {
      const auto count = static_cast<std::uint32_t>(contours);
      const std::uint32_t last = read16(bytes, kGlyphHeaderBytes + std::size_t{2} * (count - 1));
      return {last + 1, count, 0};
    }
    Extent sum;
    for (const std::uint16_t component : parse_composite(bytes).components) {
      add_extent(sum, extent_of(component, level + 1));
    }
    return sum;
  }

  static void add_extent(Extent& sum, const Extent& part) {
    sum.points += part.points;
    sum.contours += part.contours;
    sum.levels = std::max(sum.levels, part.levels + 1);
  }

  Metric append_outline(const MadeGlyph& made) {
    Metric metric;
    metric.advance = static_cast<std::uint16_t>(made.advance);
    put16(tables_.hhea, kHheaMaxAdvance,
          std::max(metric.advance, read16(tables_.hhea, kHheaMaxAdvance)));
    std::vector<Component> parts;
    std::array<std::int32_t, 4> box{};
    for (const Component& component : made.components) {
      const ByteView bytes = outline(component.glyph);
      if (bytes.empty() || read_signed16(bytes, 0) == 0) continue;
      Component part = component;
      part.x += shift_of(part.glyph);
      for (std::size_t i = 0; i < 4; ++i) {
        const std::int32_t edge = read_signed16(bytes, 2 + 2 * i) + (i % 2 == 0 ? part.x : part.y);
        box[i] = parts.empty() ? edge : i < 2 ? std::min(box[i], edge) : std::max(box[i], edge);
      }
      parts.push_back(part);
    }
    if (parts.empty()) return metric;
    metric.left = signed_16(box[0]);
    write_composite(parts, box);
    note_extremes(metric, box);
    count_components(parts);
    return metric;
  }

  void write_composite(const std::vector<Component>& parts,
                       const std::array<std::int32_t, 4>& box) {
    Bytes& glyf = tables_.glyf;
    append16(glyf, 0xFFFF);  // numberOfContours -1: a composite
    for (const std::int32_t edge : box) append16(glyf, static_cast<std::uint16_t>(signed_16(edge)));
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Component& part = parts[i];
      const bool is_short = part.x >= -128 && part.x <= 127 && part.y >= -128 && part.y <= 127;
      const unsigned flags = kArgumentsAreOffsets | (is_short ? 0U : kArgumentsAreWords) |
                             (i + 1 < parts.size() ? kMoreComponents : 0U);
      append16(glyf, static_cast<std::uint16_t>(flags));
      append16(glyf, static_cast<std::uint16_t>(part.glyph));
      if (is_short) {
        glyf.push_back(static_cast<std::uint8_t>(part.x));
        glyf.push_back(static_cast<std::uint8_t>(part.y));
      } else {
        append16(glyf, static_cast<std::uint16_t>(signed_16(part.x)));
        append16(glyf, static_cast<std::uint16_t>(signed_16(part.y)));
      }
    }
  }

  void note_extremes(const Metric& metric, const std::array<std::int32_t, 4>& box) {
    for (std::size_t i = 0; i < 4; ++i) {
      box_[i] = i < 2 ? std::min(box_[i], box[i]) : std::max(box_[i], box[i]);
    }
    const auto note = [&](std::size_t field, std::int32_t value, bool least) {
      const std::int32_t before = read_signed16(tables_.hhea, field);
      const std::int32_t after = least ? std::min(before, value) : std::max(before, value);
      put16(tables_.hhea, field, static_cast<std::uint16_t>(signed_16(after)));
    };
    note(kHheaMinLeft, box[0], true);
    note(kHheaMinRight, metric.advance - box[2], true);
    note(kHheaMaxExtent, box[2], false);
  }

  void count_components(const std::vector<Component>& parts) {
    Extent sum;
    for (const Component& part : parts) add_extent(sum, extent_of(part.glyph));
    const auto note = [&](std::size_t field, std::size_t value) {
      const std::uint16_t limited = at_most_16(static_cast<std::uint32_t>(value));
      put16(tables_.maxp, field, std::max(limited, read16(tables_.maxp, field)));
    };
    note(kMaxpCompositePoints, sum.points);
    note(kMaxpCompositeContours, sum.contours);
    note(kMaxpComponents, parts.size());
    note(kMaxpDepth, sum.levels);
  }

  void write_offsets() {
    const bool is_short = tables_.glyf.size() <= kLargestShortLoca &&
                          std::all_of(offsets_.begin(), offsets_.end(),
                                      [](std::size_t offset) { return offset % 2 == 0; });
    tables_.loca.clear();
    tables_.loca.reserve(offsets_.size() * 4);
    for (const std::size_t offset : offsets_) {
      if (is_short) {
        append16(tables_.loca, static_cast<std::uint16_t>(offset / 2));
      } else {
        append32(tables_.loca, static_cast<std::uint32_t>(offset));
      }
    }
    put16(tables_.head, kHeadLocaFormat, is_short ? 0 : 1);
  }

  TrueTypeTables& tables_;
  std::size_t count_ = 0;  ///< before any was added
  std::vector<std::size_t> offsets_;
  std::vector<Metric> metrics_;
  std::array<std::int32_t, 4> box_{};
};

std::uint32_t check_sum(ByteView bytes) {
  std::uint32_t sum = 0;
  std::size_t i = 0;
  for (; i + 4 <= bytes.size(); i += 4) sum += read32(bytes, i);
  std::uint32_t rest = 0;
  for (unsigned shift = 24; i < bytes.size(); ++i, shift -= 8) {
    rest |= static_cast<std::uint32_t>(bytes[i]) << shift;
  }
  return sum + rest;
}

}  // namespace

GlyphBox add_glyphs(TrueTypeTables& tables, std::span<const MadeGlyph> added) {
  GlyphTable table(tables);
  if (added.empty()) return table.box();
  if (added.size() > kMostGlyphs - table.count()) {
    throw Failure(FailureKind::kInput, "too-many-glyphs",
                  "the text needs more than 65,535 glyphs of one font",
                  "divide the text into several documents");
  }
  for (const MadeGlyph& made : added) table.add(made);
  table.finish();
  return table.box();
}

Bytes font_file(TrueTypeTables tables) {
  check_font(tables.head.size() >= kHeadBytes);
  for (std::size_t i = 0; i < 4; ++i) tables.head[kHeadCheckSum + i] = 0;
  const std::array<std::pair<std::string_view, const Bytes*>, 6> kTables = {
      {{"glyf", &tables.glyf},
       {"head", &tables.head},
       {"hhea", &tables.hhea},
       {"hmtx", &tables.hmtx},
       {"loca", &tables.loca},
       {"maxp", &tables.maxp}}};
  constexpr std::size_t kHeaderBytes = 12, kRecordBytes = 16;
  std::size_t offset = kHeaderBytes + kTables.size() * kRecordBytes;
  Bytes file;
  append32(file, 0x00010000);
  append16(file, static_cast<std::uint16_t>(kTables.size()));
  append16(file, 64);  // searchRange: 16 times the greatest power of two not above 6
  append16(file, 2);   // entrySelector: its logarithm
  append16(file, 32);  // rangeShift
  std::size_t head_offset = 0;
  for (const auto& [tag, table] : kTables) {
    if (tag == "head") head_offset = offset;
    append(file, tag);
    append32(file, check_sum(*table));
    append32(file, static_cast<std::uint32_t>(offset));
    append32(file, static_cast<std::uint32_t>(table->size()));
    offset += (table->size() + 3) / 4 * 4;
  }
  file.reserve(offset);
  for (const auto& [tag, table] : kTables) {
    append(file, ByteView(*table));
    file.resize((file.size() + 3) / 4 * 4);
  }
  constexpr std::uint32_t kWholeFileSum = 0xB1B0AFBA;  // 'head', checksumAdjustment
  put32(file, head_offset + kHeadCheckSum, kWholeFileSum - check_sum(file));
  return file;
}

}  // namespace chancery::text
