#include "text/subset.h"

#include <hb-ot.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/diagnostic.h"
#include "text/cff_widths.h"
#include "text/codes.h"
#include "text/composite.h"
#include "text/font_inside.h"
#include "text/subset_outlines.h"

namespace chancery::text {
namespace {

constexpr std::size_t kMostCodes = 0x10000;
/// Numbers of glyphs from here on are of made ones.
constexpr std::uint32_t kFirstMade = 0x10000;

/// FNV-1a, 64 bits.
class Digest {
 public:
  void add(std::string_view bytes) {
    for (const char byte : bytes) add_byte(static_cast<std::uint8_t>(byte));
  }
  void add(std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) add_byte(static_cast<std::uint8_t>(value >> shift));
  }
  std::uint64_t value() const { return value_; }

 private:
  void add_byte(std::uint8_t byte) { value_ = (value_ ^ byte) * 0x100000001B3U; }

  std::uint64_t value_ = 0xCBF29CE484222325U;
};

void add(Digest& digest, const MadeGlyph& made) {
  digest.add(static_cast<std::uint32_t>(made.advance));
  for (const Component& component : made.components) {
    digest.add(component.glyph);
    digest.add(static_cast<std::uint32_t>(component.x));
    digest.add(static_cast<std::uint32_t>(component.y));
  }
}

struct MadeGlyphHash {
  std::size_t operator()(const MadeGlyph& made) const {
    Digest digest;
    add(digest, made);
    return static_cast<std::size_t>(digest.value());
  }
};

class FontFacts : public GlyphFacts {
 public:
  explicit FontFacts(const Font& font)
      : face_(font.inside().face.get()),
        font_(font.inside().font.get()),
        units_per_em_(font.units_per_em()),
        is_cff_(font.is_cff()),
        can_widen_(!is_cff_ || has_cids(face_)) {}

  unsigned units_per_em() const override { return units_per_em_; }
  std::int32_t advance(std::uint32_t glyph) const override {
    Advance& known = advances_[glyph % advances_.size()];
    if (known.glyph != glyph) known = {glyph, hb_font_get_glyph_h_advance(font_, glyph)};
    return known.units;
  }
  bool is_blank(std::uint32_t glyph) const override {
    hb_glyph_extents_t extents{};
    return hb_font_get_glyph_extents(font_, glyph, &extents) == 0 ||
           (extents.width == 0 && extents.height == 0);
  }
  bool is_mark(std::uint32_t glyph) const override {
    return hb_ot_layout_get_glyph_class(face_, glyph) == HB_OT_LAYOUT_GLYPH_CLASS_MARK;
  }
  bool can_make() const override { return !is_cff_; }
  bool can_widen() const override { return can_widen_; }
  std::optional<std::uint32_t> space() const override {
    hb_codepoint_t glyph = 0;
    if (hb_font_get_nominal_glyph(font_, U' ', &glyph) == 0) return std::nullopt;
    return glyph;
  }

 private:
  hb_face_t* face_;
  hb_font_t* font_;
  static bool has_cids(hb_face_t* face) {
    const HbBlob table(hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' ')));
    unsigned length = 0;
    const char* data = hb_blob_get_data(table.get(), &length);
    return is_cid_keyed({reinterpret_cast<const std::uint8_t*>(data), length});
  }

  struct Advance {
    std::uint32_t glyph = 0xFFFFFFFF;
    std::int32_t units = 0;
  };

  unsigned units_per_em_;
  bool is_cff_;
  bool can_widen_;
  mutable std::array<Advance, 256> advances_{};  ///< of glyphs asked for lately
};

void check_embeddable(const Font& font) {
  // OS/2 fsType: of the usages in the low bits the least restrictive holds.
  constexpr unsigned kRestricted = 0x0002, kPrintAndEdit = 0x000C;
  constexpr unsigned kNoSubsetting = 0x0100, kBitmapsOnly = 0x0200;
  const unsigned rights = font.inside().embedding_rights;
  const bool is_restricted = (rights & kRestricted) != 0 && (rights & kPrintAndEdit) == 0;
  if (!is_restricted && (rights & (kNoSubsetting | kBitmapsOnly)) == 0) return;
  throw Failure(FailureKind::kInput, "font-not-embeddable",
                "the licence of the font " + font.postscript_name() + " forbids " +
                    (is_restricted ? "putting it" : "putting a part of it") + " into a document",
                "choose another family for it in the font catalogue");
}

/// The glyphs and texts of one font: gathered from all runs, then made into a program and codes.
class FontUse {
 public:
  struct Place {
    std::size_t font = 0;  ///< of those on this program
    std::uint16_t code = 0;
  };

  explicit FontUse(const Font& font) : font_(font), facts_(font) { check_embeddable(font); }

  const FontFacts& facts() const { return facts_; }

  /// The number of a cell's (glyph, text) pair.
  std::uint32_t pair_of(Cell cell) {
    // Most cells are a glyph of the font that says a character or two.
    if (cell.is_made || cell.text.size() > kShortText) return find_pair(std::move(cell));
    ShortText text{};
    std::copy(cell.text.begin(), cell.text.end(), text.begin());
    const std::size_t place = cell.glyph * 31U + static_cast<unsigned char>(text[0]);
    Recent& recent = recent_[place % recent_.size()];
    if (recent.pair == kNoPair || recent.glyph != cell.glyph || recent.text != text) {
      const std::uint32_t glyph = cell.glyph;
      recent = {glyph, find_pair(std::move(cell)), text};
    }
    return recent.pair;
  }

  /// Adds the program and its fonts to `subset`.
  void finish(Subset& subset) {
    if (pairs_.empty()) return;
    first_font_ = subset.fonts.size();
    SubsetOutlines outlines =
        subset_outlines(font_, used_glyphs(), font_.is_cff() && !made_.empty());
    if (font_.is_cff()) add_widened(outlines);
    SubsetProgram program;
    program.kind = font_.is_cff() ? SubsetFont::Program::kCffCid : SubsetFont::Program::kTrueType;
    program.postscript_name = tag(outlines.glyphs) + '+' + font_.postscript_name();
    program.metrics = font_.metrics();
    program.italic = font_.inside().italic;
    program.bold = font_.inside().bold;
    give_codes(outlines, subset);
    if (font_.is_cff()) {
      program.bytes = std::move(outlines.cff);
    } else {
      widen(program.metrics, add_made_glyphs(outlines));
      program.bytes = font_file(std::move(outlines.truetype));
    }
    subset.programs.push_back(std::move(program));
  }

  /// After finish(); the font is an index into Subset::fonts.
  Place place_of(std::uint32_t pair) const {
    return {first_font_ + places_[pair].font, places_[pair].code};
  }

 private:
  struct Pair {
    std::uint32_t glyph = 0;
    std::uint32_t text = 0;  ///< index into texts_
  };
  static constexpr std::size_t kShortText = 4;
  using ShortText = std::array<char, kShortText>;  ///< zeros behind it
  static constexpr std::uint32_t kNoPair = 0xFFFFFFFF;
  struct Recent {
    std::uint32_t glyph = 0;
    std::uint32_t pair = kNoPair;
    ShortText text{};
  };

  std::uint32_t find_pair(Cell cell) {
    const std::uint32_t glyph = cell.is_made ? number_of(std::move(cell.made)) : cell.glyph;
    const auto next_text = static_cast<std::uint32_t>(texts_.size());
    const auto text = text_numbers_.try_emplace(std::move(cell.text), next_text);
    if (text.second) texts_.push_back(&text.first->first);
    const std::uint64_t key = static_cast<std::uint64_t>(glyph) << 32U | text.first->second;
    const auto next_pair = static_cast<std::uint32_t>(pairs_.size());
    const auto pair = pair_numbers_.try_emplace(key, next_pair);
    if (pair.second) pairs_.push_back({glyph, text.first->second});
    return pair.first->second;
  }

  std::uint32_t number_of(MadeGlyph made) {
    const auto next = static_cast<std::uint32_t>(made_.size());
    const auto found = made_numbers_.try_emplace(std::move(made), next);
    if (found.second) made_.push_back(&found.first->first);
    return kFirstMade + found.first->second;
  }

  std::vector<std::uint32_t> used_glyphs() const {
    std::vector<std::uint32_t> glyphs;
    for (const Pair& pair : pairs_) {
      if (pair.glyph < kFirstMade) glyphs.push_back(pair.glyph);
    }
    for (const MadeGlyph* made : made_) {
      for (const Component& component : made->components) glyphs.push_back(component.glyph);
    }
    return glyphs;
  }

  /// Six letters that differ when the glyphs do (ISO 32000-1, 9.6.4).
  std::string tag(const std::vector<std::uint32_t>& glyphs) const {
    Digest digest;
    digest.add(font_.postscript_name());
    for (const std::uint32_t glyph : glyphs) digest.add(glyph);
    for (const MadeGlyph* made : made_) add(digest, *made);
    std::string letters;
    std::uint64_t rest = digest.value();
    for (int i = 0; i < 6; ++i, rest /= 26) letters += static_cast<char>('A' + rest % 26);
    return letters;
  }

  /// Glyph index in the subset.
  static std::uint32_t place_in(const std::vector<std::uint32_t>& glyphs, std::uint32_t glyph) {
    return static_cast<std::uint32_t>(std::lower_bound(glyphs.begin(), glyphs.end(), glyph) -
                                      glyphs.begin());
  }

  /// For a CFF font other glyphs are not made.
  void add_widened(SubsetOutlines& outlines) const {
    std::vector<WidenedGlyph> added;
    added.reserve(made_.size());
    for (const MadeGlyph* made : made_) {
      added.push_back({place_in(outlines.glyphs, made->components.at(0).glyph), made->advance});
    }
    const std::vector<std::uint16_t> cids =
        add_widened_glyphs(outlines.cff, outlines.glyphs.size(), added);
    outlines.cids.insert(outlines.cids.end(), cids.begin(), cids.end());
  }

  GlyphBox add_made_glyphs(SubsetOutlines& outlines) const {
    std::vector<MadeGlyph> added;
    added.reserve(made_.size());
    for (const MadeGlyph* made : made_) {
      added.push_back(*made);
      for (Component& component : added.back().components) {
        component.glyph = place_in(outlines.glyphs, component.glyph);
      }
    }
    return add_glyphs(outlines.truetype, added);
  }

  void widen(FontMetrics& metrics, const GlyphBox& box) const {
    const double em = font_.units_per_em();
    metrics.bbox_left = std::min(metrics.bbox_left, box.left / em);
    metrics.bbox_bottom = std::min(metrics.bbox_bottom, box.bottom / em);
    metrics.bbox_right = std::max(metrics.bbox_right, box.right / em);
    metrics.bbox_top = std::max(metrics.bbox_top, box.top / em);
  }

  double width(std::uint32_t glyph) const {
    const std::int32_t advance =
        glyph < kFirstMade ? facts_.advance(glyph) : made_[glyph - kFirstMade]->advance;
    return advance * 1000.0 / font_.units_per_em();
  }

  /// A glyph's first text gets its own index or CID as code. Further texts of a TrueType glyph get
  /// codes past the last glyph, of a CFF glyph the same code in the next font.
  void give_codes(const SubsetOutlines& outlines, Subset& subset) {
    const auto glyph_count = static_cast<std::uint32_t>(outlines.glyphs.size());
    const auto in_subset = [&](std::uint32_t glyph) {
      return glyph < kFirstMade ? place_in(outlines.glyphs, glyph)
                                : glyph_count + (glyph - kFirstMade);
    };
    struct Entry {
      std::uint32_t glyph, pair;  // of the subset; of pairs_
    };
    std::vector<Entry> entries;
    entries.reserve(pairs_.size());
    for (std::uint32_t i = 0; i < pairs_.size(); ++i) {
      entries.push_back({in_subset(pairs_[i].glyph), i});
    }
    std::sort(entries.begin(), entries.end(), [&](const Entry& left, const Entry& right) {
      if (left.glyph != right.glyph) return left.glyph < right.glyph;
      return *texts_[pairs_[left.pair].text] < *texts_[pairs_[right.pair].text];
    });
    if (glyph_count + made_.size() > kMostCodes) return;  // add_glyphs refuses it

    places_.resize(pairs_.size());
    std::vector<SubsetFont> fonts;
    std::size_t spare = glyph_count + made_.size();  // next code past the glyphs
    std::size_t spare_font = 0;
    std::size_t repeats = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const Entry& entry = entries[i];
      repeats = i > 0 && entries[i - 1].glyph == entry.glyph ? repeats + 1 : 0;
      Place place;
      if (font_.is_cff()) {
        place = {repeats, outlines.cids.at(entry.glyph)};
      } else if (repeats == 0) {
        place = {0, static_cast<std::uint16_t>(entry.glyph)};
      } else {
        if (spare == kMostCodes) {
          spare = 1;
          ++spare_font;
        }
        place = {spare_font, static_cast<std::uint16_t>(spare++)};
      }
      places_[entry.pair] = place;
      if (fonts.size() <= place.font) fonts.resize(place.font + 1);
      const Pair& pair = pairs_[entry.pair];
      fonts[place.font].codes.push_back({place.code, static_cast<std::uint16_t>(entry.glyph),
                                         width(pair.glyph), *texts_[pair.text]});
    }
    for (SubsetFont& font : fonts) {
      font.program = subset.programs.size();
      std::sort(font.codes.begin(), font.codes.end(),
                [](const auto& left, const auto& right) { return left.code < right.code; });
      subset.fonts.push_back(std::move(font));
    }
  }

  const Font& font_;
  FontFacts facts_;
  std::unordered_map<MadeGlyph, std::uint32_t, MadeGlyphHash> made_numbers_;
  std::vector<const MadeGlyph*> made_;  ///< by number, in order of first use
  std::unordered_map<std::string, std::uint32_t> text_numbers_;
  std::vector<const std::string*> texts_;
  std::unordered_map<std::uint64_t, std::uint32_t> pair_numbers_;
  std::vector<Pair> pairs_;
  std::array<Recent, 512> recent_{};  ///< pairs asked for lately
  std::vector<Place> places_;         ///< by pair
  std::size_t first_font_ = 0;
};

/// A code of a run before codes are given.
struct PlacedPair {
  std::uint32_t pair = 0;
  Points x, y;
  bool starts = false;
  bool is_space = false;
  bool is_apart = false;
};

struct RunUse {
  FontUse* font = nullptr;
  std::size_t begin = 0, end = 0;  ///< of the placed pairs
};

class Gathering {
 public:
  void add(const RunInLine& in_line) {
    const GlyphRun& run = *in_line.run;
    RunUse use;
    use.begin = placed_.size();
    if (run.font != nullptr && !run.glyphs.empty()) {
      use.font = &use_of(*run.font);
      make_cells(run, use.font->facts(), cells_);
      suit_line(in_line, use.font->facts(), cells_);
      for (Cell& cell : cells_) {
        const Points x = cell.x;
        const Points y = cell.y;
        const bool starts = cell.starts;
        const bool is_space = cell.is_space;
        const bool is_apart = cell.is_apart;
        placed_.push_back({use.font->pair_of(std::move(cell)), x, y, starts, is_space, is_apart});
      }
    }
    use.end = placed_.size();
    runs_.push_back(use);
  }

  Subset finish() const {
    Subset subset;
    for (const auto& font : fonts_) font->finish(subset);
    subset.runs.reserve(runs_.size());
    for (const RunUse& run : runs_) subset.runs.push_back(shown(run));
    return subset;
  }

 private:
  FontUse& use_of(const Font& font) {
    const auto found = numbers_.try_emplace(&font, fonts_.size());
    if (found.second) fonts_.push_back(std::make_unique<FontUse>(font));
    return *fonts_[found.first->second];
  }

  std::vector<ShownRun> shown(const RunUse& run) const {
    std::vector<ShownRun> parts;
    for (std::size_t i = run.begin; i < run.end; ++i) {
      const PlacedPair& placed = placed_[i];
      const FontUse::Place place = run.font->place_of(placed.pair);
      if (parts.empty() || parts.back().font != place.font) {
        parts.push_back({place.font, {}});
        parts.back().codes.reserve(run.end - i);
      }
      parts.back().codes.push_back(
          {place.code, placed.x, placed.y, placed.starts, placed.is_space, placed.is_apart});
    }
    return parts;
  }

  std::unordered_map<const Font*, std::size_t> numbers_;  ///< only looked up, never walked
  std::vector<std::unique_ptr<FontUse>> fonts_;           ///< in order of first use
  std::vector<RunUse> runs_;
  std::vector<PlacedPair> placed_;
  std::vector<Cell> cells_;
};

}  // namespace

Subset make_subset(std::span<const RunInLine> runs) {
  Gathering gathering;
  for (const RunInLine& run : runs) gathering.add(run);
  return gathering.finish();
}

Subset make_subset(std::span<const GlyphRun* const> runs) {
  std::vector<RunInLine> alone;
  alone.reserve(runs.size());
  for (const GlyphRun* run : runs) {
    RunInLine& in_line = alone.emplace_back();
    in_line.run = run;
    in_line.line_direction = run->direction;
  }
  return make_subset(alone);
}

}  // namespace chancery::text
