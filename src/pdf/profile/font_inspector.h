// A font of another's file, held against what the standards ask of fonts
// (ISO 19005-3, 6.2.11; ISO 14289-1, 7.21; ISO 15930-7, 6.5).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pdf/object.h"
#include "pdf/profile/cmap.h"
#include "pdf/profile/fault.h"
#include "pdf/read/read.h"
#include "text/foreign_font.h"

namespace chancery::pdf {

/// The document must outlive it.
class FontInspector {
 public:
  FontInspector(const Document& document, Dictionary font, Profile profile);

  /// The codes of a string that is shown.
  std::vector<std::uint32_t> codes(std::string_view shown) const;
  /// What is wrong with the font when it draws one set of codes and has the other in invisible
  /// text.
  std::vector<Found> faults(const std::set<std::uint32_t>& drawn,
                            const std::set<std::uint32_t>& hidden);
  bool is_type3() const { return subtype_ == "Type3"; }
  /// Of a Type 3 font, the procedure that draws the code; null when there is none.
  Object procedure(std::uint32_t code) const;
  const Dictionary& dictionary() const { return font_; }

 private:
  struct Widths {
    struct Range {
      std::uint32_t low = 0, high = 0;
      double width = 0;
    };
    std::vector<Range> ranges;  ///< sorted by `low`
    double otherwise = 0;

    double of(std::uint32_t code) const;
  };
  enum class Mapped { kByCode, kByCid };

  Object entry(const Dictionary& dictionary, std::string_view key) const;
  std::string name_entry(const Dictionary& dictionary, std::string_view key) const;
  std::optional<Bytes> stream_entry(const Dictionary& dictionary, std::string_view key) const;
  void read_simple();
  void read_composite();
  void read_program();
  void read_names(const Dictionary& encoding);
  void read_simple_widths();
  void read_cid_widths(const Dictionary& descendant);
  void check_form(const Dictionary& holder);
  void check_truetype();

  std::string name_of_code(std::uint32_t code) const;
  /// Nothing when no glyph belongs to the code; a glyph that the program may not have.
  std::optional<std::uint32_t> glyph(std::uint32_t code) const;
  std::optional<std::uint32_t> simple_truetype_glyph(std::uint32_t code) const;
  std::optional<std::uint32_t> named_glyph(std::uint32_t code) const;
  std::optional<std::uint32_t> cid_glyph(std::uint32_t code) const;
  /// Whether the code's text is known; false with `is_private` for one of private use.
  bool has_text(std::uint32_t code, bool& is_private) const;
  void check_code(std::uint32_t code, bool is_drawn, std::vector<Found>& found) const;
  Found say(Fault fault, const std::string& what) const;

  const Document& document_;
  Dictionary font_, descriptor_, descendant_;
  Profile profile_;
  std::string subtype_, base_name_;
  bool is_composite_ = false;
  bool is_symbolic_ = false;
  bool has_program_ = false;
  bool maps_are_known_ = true;  ///< false: a predefined map, whose CIDs are not known here
  std::optional<text::ForeignFont> program_;
  CharacterMap codes_ = CharacterMap::identity();
  std::optional<CharacterMap> texts_;
  std::optional<Bytes> glyph_of_cid_;
  std::string base_encoding_;
  bool has_encoding_ = false;
  std::map<std::uint32_t, std::string> differences_;
  Widths widths_;
  std::vector<Found> of_the_font_;
};

}  // namespace chancery::pdf
