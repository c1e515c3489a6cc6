#include "text/set_cache.h"

#include <type_traits>
#include <utility>

namespace chancery::text {
namespace {

/// Values one after another, texts with their length before them: no two lists give the same bytes.
class Key {
 public:
  explicit Key(std::string& bytes) : bytes_(bytes) {}

  void add(const std::string& text) {
    add(text.size());
    bytes_ += text;
  }
  template <typename Value>
  void add(const Value& value) {
    static_assert(std::is_arithmetic_v<Value> || std::is_enum_v<Value>);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void add(Points length) { add(length.value); }
  void add(const Colour& colour) {
    const auto& [red, green, blue, ink] = colour;
    all(red, green, blue, ink);
  }
  // Every member by name: one that is added to the structure does not compile here until it is in
  // the key.
  void add(const SpanStyle& style) {
    const auto& [role, size, weight, slant, emphasised, small_caps, old_style_figures,
                 lining_figures, tabular_figures, superior, fraction, unbreakable, letter_space,
                 baseline_raise, colour, language, link] = style;
    all(role, size, weight, slant, emphasised, small_caps, old_style_figures, lining_figures,
        tabular_figures, superior, fraction, unbreakable, letter_space, baseline_raise, colour,
        language, link);
  }
  void add(const ParagraphStyle& style) {
    const auto& [alignment, direction, leading, first_line_indent, hyphenate, looseness, kashida,
                 balanced, letter_fit, glyph_expansion, protrusion, hanging_punctuation] = style;
    add(direction.has_value());
    if (direction) add(*direction);
    all(alignment, leading, first_line_indent, hyphenate, looseness, kashida, balanced, letter_fit,
        glyph_expansion, protrusion, hanging_punctuation);
  }
  void add(const StyledText& text) {
    const auto& [content, spans, no_breaks, where] = text;
    add(content);
    add(spans.size());
    for (const auto& [begin, end, style] : spans) all(begin, end, style);
    add(no_breaks.size());
    for (const std::size_t place : no_breaks) add(place);
    static_cast<void>(where);  // said in warnings only
  }

 private:
  template <typename... Values>
  void all(const Values&... values) {
    (add(values), ...);
  }

  std::string& bytes_;
};

std::size_t size_of(const SetParagraph& set) {
  std::size_t size = sizeof set;
  for (const Line& line : set.lines) {
    size += sizeof line;
    for (const GlyphRun& run : line.runs) {
      size += sizeof run + run.text.size() + run.glyphs.size() * sizeof(Glyph);
    }
  }
  return size;
}

}  // namespace

std::string key_of(const StyledText& text, const ParagraphStyle& style, Points measure) {
  constexpr std::size_t kStyles = 200;
  std::string bytes;
  bytes.reserve(text.text.size() + kStyles * (text.spans.size() + 1));
  Key key(bytes);
  key.add(text);
  key.add(style);
  key.add(measure);
  return bytes;
}

void SetCache::keep(const std::string& key, const SetParagraph& set) {
  if (!set.warnings.empty()) return;
  sets_.keep(key, size_of(set), std::make_shared<const SetParagraph>(set));
}

}  // namespace chancery::text
