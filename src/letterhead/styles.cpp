#include "letterhead/styles.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "letterhead/values.h"

namespace chancery::letterhead {
namespace {

constexpr LengthRange kTypeSize{Points(4), Points(144), "from 4 pt to 144 pt"};
constexpr LengthRange kLeading{Points(4), Points(288), "from 4 pt to 288 pt"};
constexpr LengthRange kSpace{Points(0), Points(288), "from 0 pt to 288 pt"};
constexpr LengthRange kIndent{Points(0), Points(288), "from 0 pt to 288 pt"};
constexpr LengthRange kLetterSpace{Points(-2), Points(12), "from -2 pt to 12 pt"};
/// More is seen: lines of one paragraph would look set in different type.
constexpr ShareRange kLetterFit{0, 0.02, "from 0 % to 2 %"};
constexpr ShareRange kGlyphExpansion{0, 0.015, "from 0 % to 1.5 %"};

/// The styles that page layout asks for.
constexpr std::array<std::string_view, 32> kKnownStyles = {
    "text",       "title",          "addressee",       "reference",
    "date",       "salutation",     "heading1",        "heading2",
    "heading3",   "heading4",       "heading5",        "heading6",
    "quotation",  "list",           "table",           "table-head",
    "footnote",   "code",           "closing",         "signature",
    "small",      "signatory-name", "signatory-title", "cc",
    "enclosures", "annexes",        "postscript",      "sender",
    "footer",     "page-number",    "return-address",  "caption"};

std::optional<Align> align_named(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, Align>, 4> kNames = {
      {{"justified", Align::kJustified},
       {"start", Align::kStart},
       {"centre", Align::kCentre},
       {"end", Align::kEnd}}};
  for (const auto& [known, align] : kNames) {
    if (known == name) return align;
  }
  return std::nullopt;
}

std::vector<std::string_view> names_of(const auto& map) {
  std::vector<std::string_view> names;
  names.reserve(map.size());
  for (const auto& entry : map) names.push_back(entry.first);
  return names;
}

/// Reads the styles of one file; a style is read after the one it is like.
class StyleReader {
 public:
  StyleReader(const data::Mapping& mapping, const Colours& colours, Diagnostics& diagnostics)
      : mapping_(mapping), colours_(colours), diagnostics_(diagnostics) {
    for (const data::Entry& entry : mapping_) names_.push_back(entry.key);
  }

  Styles read() {
    for (const data::Entry& entry : mapping_) read_chain(entry);
    return std::move(styles_);
  }

 private:
  const data::Entry* find(std::string_view name) const {
    for (const data::Entry& entry : mapping_) {
      if (entry.key == name) return &entry;
    }
    return nullptr;
  }

  /// The style that this one takes from; null for "text", and when the name is wrong.
  const data::Entry* base_of(const data::Entry& entry) {
    const data::Node* like = entry.node.find("like");
    if (like == nullptr) return entry.key == "text" ? nullptr : find("text");
    const data::Entry* base = find(like->text);
    if (base == nullptr) {
      report(diagnostics_, like->where, "unknown-style", "there is no style " + quoted(like->text),
             suggest(like->text, names_));
    }
    return base;
  }

  void read_chain(const data::Entry& entry) {
    std::vector<const data::Entry*> chain;
    for (const data::Entry* next = &entry; next != nullptr && !styles_.contains(next->key);) {
      if (std::find(chain.begin(), chain.end(), next) != chain.end()) {
        report(diagnostics_, next->key_where, "style-circle",
               "the style " + quoted(next->key) + " is like itself in the end",
               "let one of the styles in the circle stand without 'like'");
        break;
      }
      chain.push_back(next);
      next = base_of(*next);
    }
    for (auto it = chain.rbegin(); it != chain.rend(); ++it) {
      const data::Node* like = (*it)->node.find("like");
      const auto base = styles_.find(like != nullptr ? like->text : "text");
      styles_.emplace((*it)->key,
                      read_one(**it, base == styles_.end() ? TypeStyle() : base->second));
    }
  }

  TypeStyle read_one(const data::Entry& entry, TypeStyle style) {
    data::MappingReader reader(entry.node, "the style '" + entry.key + "'", diagnostics_);
    reader.any("like");
    if (auto font = reader.string("font")) style.font_role = *font;
    take(length(reader, "size", kTypeSize, diagnostics_), style.size);
    take(length(reader, "leading", kLeading, diagnostics_), style.leading);
    take(length(reader, "space-before", kSpace, diagnostics_), style.space_before);
    take(length(reader, "space-after", kSpace, diagnostics_), style.space_after);
    take(length(reader, "first-line-indent", kIndent, diagnostics_), style.first_line_indent);
    take(length(reader, "start-indent", kIndent, diagnostics_), style.start_indent);
    take(length(reader, "end-indent", kIndent, diagnostics_), style.end_indent);
    take(length(reader, "letter-space", kLetterSpace, diagnostics_), style.letter_space);
    take(reader.boolean("bold"), style.bold);
    take(reader.boolean("italic"), style.italic);
    take(reader.boolean("small-caps"), style.small_caps);
    take(reader.boolean("old-style-figures"), style.old_style_figures);
    take(reader.boolean("fractions"), style.fractions);
    take(reader.boolean("ordinals"), style.ordinals);
    read_figures(reader, style);
    take(reader.boolean("hyphenate"), style.hyphenate);
    take(reader.boolean("kashida"), style.kashida);
    take(share(reader, "letter-fit", kLetterFit, diagnostics_), style.letter_fit);
    take(share(reader, "glyph-expansion", kGlyphExpansion, diagnostics_), style.glyph_expansion);
    take(reader.boolean("protrusion"), style.protrusion);
    take(reader.boolean("hanging-punctuation"), style.hanging_punctuation);
    read_align(reader, style);
    read_colour(reader, style);
    reader.finish();
    if (style.leading < style.size) {
      report(diagnostics_, entry.key_where, "leading-too-small",
             "the leading of the style " + quoted(entry.key) + " is smaller than its size",
             "give it a 'leading' of at least its 'size': lines would run into each other");
    }
    return style;
  }

  template <typename T>
  static void take(const std::optional<T>& from, T& to) {
    if (from) to = *from;
  }

  /// 'old-style-figures: true' says the same as 'figures: old-style'.
  void read_figures(data::MappingReader& reader, TypeStyle& style) {
    const auto name = reader.string("figures");
    if (!name) return;
    if (*name != "lining" && *name != "old-style" && *name != "tabular") {
      report(diagnostics_, reader.any("figures")->where, "unknown-figures",
             "'figures' is " + quoted(*name), suggest(*name, {"lining", "old-style", "tabular"}));
      return;
    }
    style.lining_figures = *name == "lining";
    style.old_style_figures = *name == "old-style";
    style.tabular_figures = *name == "tabular";
  }

  void read_align(data::MappingReader& reader, TypeStyle& style) {
    const auto name = reader.string("align");
    if (!name) return;
    const auto align = align_named(*name);
    if (align) {
      style.align = *align;
    } else {
      report(diagnostics_, reader.any("align")->where, "unknown-align",
             "'align' is " + quoted(*name),
             suggest(*name, {"justified", "start", "centre", "end"}));
    }
  }

  void read_colour(data::MappingReader& reader, TypeStyle& style) {
    if (const auto colour = named_colour(reader, "colour", colours_, diagnostics_)) {
      style.colour = *colour;
    }
  }

  const data::Mapping& mapping_;
  const Colours& colours_;
  Diagnostics& diagnostics_;
  std::vector<std::string_view> names_;
  Styles styles_;
};

}  // namespace

Styles read_styles(const data::Node& node, const Colours& colours, Diagnostics& diagnostics) {
  const data::Mapping* mapping = node.mapping();
  if (mapping == nullptr) return {};
  Styles styles = StyleReader(*mapping, colours, diagnostics).read();
  if (!styles.contains("text")) {
    report(diagnostics, node.where, "missing-key", "the style 'text' is missing in 'styles'",
           "add it: every other style takes what it does not say from it");
  }
  return styles;
}

std::optional<Colour> named_colour(data::MappingReader& reader, std::string_view key,
                                   const Colours& colours, Diagnostics& diagnostics) {
  const auto name = reader.string(key);
  if (!name) return std::nullopt;
  const auto found = colours.find(*name);
  if (found != colours.end()) return found->second;
  report(diagnostics, reader.any(key)->where, "unknown-colour",
         "there is no colour " + quoted(*name) + " under 'colours'",
         suggest(*name, names_of(colours)));
  return std::nullopt;
}

bool is_known_style(std::string_view name) {
  return std::find(kKnownStyles.begin(), kKnownStyles.end(), name) != kKnownStyles.end();
}

void warn_of_unused_styles(const data::Node& node, const std::set<std::string>& used,
                           Diagnostics& diagnostics) {
  const data::Mapping* mapping = node.mapping();
  if (mapping == nullptr) return;
  std::set<std::string, std::less<>> taken(used.begin(), used.end());
  for (const data::Entry& entry : *mapping) {
    if (const data::Node* like = entry.node.find("like")) taken.insert(like->text);
  }
  for (const data::Entry& entry : *mapping) {
    if (is_known_style(entry.key) || taken.contains(entry.key)) continue;
    report(diagnostics, entry.key_where, "unused-style",
           "nothing uses the style " + quoted(entry.key),
           suggest(entry.key, {kKnownStyles.begin(), kKnownStyles.end()}), Severity::kWarning);
  }
}

}  // namespace chancery::letterhead
